"""Two mouths that tell one party's wish differently: "sales says they want a certificate, legal says they want a report", or two
authors who each have in writing what it is."""

from collections.abc import Sequence
from itertools import combinations

from assistant.question.scene import ASKER, Stance
from assistant.question.signs import Read, Sign
from assistant.question.vouched import told_from

Clash = tuple[str, tuple[Sign, ...]]
_NAMED = 2  # words before what passes a wish on that say who does


def at_odds(reads: Sequence[Read], standing: Sequence[Sign]) -> list[Clash]:
    """The last two wishes that stand which two different mouths, none of them the asking party's, pass on of others."""
    wanted = [s for s in standing if s.stance == Stance.WANTED and not s.adds]
    told = [(sayer, s) for s in wanted if (sayer := _vouches(reads, s) or _sayer(reads, s))]
    pairs = [(a, b) for (one, a), (other, b) in combinations(told, 2) if one != other and a.value != b.value]
    return [(a.value, (a, b)) for a, b in pairs[-1:]]


def _vouches(reads: Sequence[Read], sign: Sign) -> tuple[str, ...]:
    """The author of a turn that says of a wish that he has it in writing, none where the turn does not."""
    text = next(read.parsed for read in reads if read.turn == sign.turn)
    here = [c for c in text.clauses if c.sentence == sign.sentence and c.start < sign.end]
    written = any(told_from(text, clause) is not None for clause in here)
    return (sign.author,) if written and sign.author else ()


def _sayer(reads: Sequence[Read], sign: Sign) -> tuple[str, ...]:
    """The words that name who passes a wish on, none where nobody does, where the party that wishes says so itself, or where
    the wish is ours."""
    text = next(read.parsed for read in reads if read.turn == sign.turn)
    sentence = text.sentences[sign.sentence]
    passed = [i for i in range(sentence.start + 1, sign.start + 1) if text.listed("passing_on", i)]
    if not passed:
        return ()
    at = passed[-1]
    between = range(at + 1, sign.end)
    others = any(at < m.start < sign.start and m.end <= sign.start for m in text.mentions)
    if others or any(text.listed("ourselves", i) for i in between):
        return ()
    clause = next(c for c in text.clauses if c.start <= at < c.end)
    named = range(max(clause.start, at - _NAMED), at)
    asking = any(c.fact == ASKER and c.start < at and named.start < c.end for c in text.loose)
    spoken = tuple(text.words[i].surface for i in named if not text.words[i].is_mark)
    nobody = not spoken or any(text.listed(kind, at - 1) for kind in ("parties", "refers", "that", "ourselves"))
    nobody = nobody or any(text.listed("captions", i) for i in named)
    return () if asking or nobody else spoken
