"""The signs in one text: what it wants, refuses and holds, and where it corrects what was said before."""

from dataclasses import dataclass, replace

from assistant.question.cut import Clause
from assistant.question.hearsay import hearsay
from assistant.question.latter import picked
from assistant.question.lexicon import Cue
from assistant.question.offers import accepted
from assistant.question.optional import is_optional
from assistant.question.parsed import Parsed
from assistant.question.scene import Said, Stance
from assistant.question.stance import stances
from assistant.question.together import PLACE, left_over, together
from knowledge.rules.rule import Reads

_BRIEF = 14
_FEW = 7  # words of "Acme does not, actually."


@dataclass(frozen=True, slots=True)
class Sign:
    """A stance on a value. `weak` where it only follows from another ("only a report"); `adds` where it says "also";
    `open` where no known verb shows it; `heard` where it is only hearsay, which can't do more than cast doubt;
    `optional` where it need not be beside what must.

    `turn`, `start` and `end` place the words (indices); `corrects` is the word before which it overrules, or -1.
    """

    fact: str
    value: str
    stance: Stance
    turn: int | None
    author: str | None
    start: int
    end: int
    sentence: int
    obliged: bool = False
    weak: bool = False
    adds: bool = False
    corrects: int = -1
    open: bool = False
    heard: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A text with its signs in order; `cancels` is the word at which it takes everything before back, or -1."""

    parsed: Parsed
    turn: int | None
    author: str | None
    stances: tuple[tuple[Cue, Clause, Said], ...]
    signs: tuple[Sign, ...]
    cancels: int = -1


def read_signs(text: Parsed, turn: int | None, author: str | None) -> Read:
    """The signs of one text."""
    found = stances(text)
    wish = text.rule.reading(Reads.WISH)
    name = wish.name if wish else ""
    signs: list[Sign] = []
    for mention, clause, said in found:
        if mention.fact == name and said.stance != Stance.NONE:
            signs += _signs(text, mention, clause, said, turn, author)
        elif mention.fact == name and (shown := hearsay(text, mention, clause)):
            signs += [replace(s, heard=True) for s in _signs(text, mention, clause, shown, turn, author)]
    dropped = [(s.value, s.start) for s in signs if s.stance == Stance.REFUSED and s.corrects >= 0]
    several = (*together(text, name), *left_over(text, name, dropped), *picked(text, name)) if name else ()
    signs += [Sign(name, v, stance, turn, author, c.start, c.end, part.sentence) for v, stance, c, part in several]
    signs.sort(key=lambda s: (s.start, s.weak))
    return Read(text, turn, author, tuple(found), tuple(signs), _cancels(text))


def clears(read: Read) -> bool:
    """Whether a text takes back all that was said before and puts nothing in its place."""
    return read.cancels >= 0 and not any(sign.start > read.cancels for sign in read.signs)


def carried(before: Read, read: Read) -> Read:
    """`read` with its signs as corrections where the same author's turn before it only said that one follows."""
    told = [c for c in before.parsed.cues if c.kind in ("correct", "cancel")]
    if before.signs or not told or before.author is None or before.author != read.author:
        return read
    signs = tuple(s if s.adds or s.corrects >= 0 else replace(s, corrects=0) for s in read.signs)
    return replace(read, signs=signs)


def unasked(read: Read) -> Read:
    """`read`, the first text of all, without the signs that answer a question nobody put: of names that stand for a
    sentence, of "the second one"."""
    placed = {(c.start, c.end) for c in read.parsed.cues if c.kind in PLACE}
    bare = [s for s in read.signs if _names_only(read.parsed, s) and not _is_set_against(read, s)]
    kept = (s for s in read.signs if not (s in bare or (s.start, s.end) in placed))
    return replace(read, signs=tuple(kept))


def _names_only(text: Parsed, sign: Sign) -> bool:
    sentence = text.sentences[sign.sentence]
    rest = [i for i in range(sentence.start, sentence.end) if not text.words[i].is_mark]
    named = {i for m in text.mentions if m.kind == "name" for i in range(m.start, m.end)}
    return set(rest) <= named and not any(s.asks for s in text.sentences[: sign.sentence])


def _is_set_against(read: Read, sign: Sign) -> bool:
    """ "Not ISO. SOC 2.": whether the sentence before a name refuses another value."""
    return any(
        s.stance == Stance.REFUSED and not s.weak and s.value != sign.value and s.sentence == sign.sentence - 1
        for s in read.signs
    )


def _signs(text: Parsed, mention: Cue, clause: Clause, said: Said, turn: int | None, author: str | None) -> list[Sign]:
    adds = _adds(text, clause)
    corrects = _corrects(text, clause) if not adds else -1
    if said.stance == Stance.REFUSED and _withdraws(text, said):
        corrects = clause.start
    place = (turn, author, said.start, said.end, clause.sentence)
    bound = said.obliged or _is_bound(text, clause, said)
    sign = Sign(mention.fact, mention.value, said.stance, *place, bound, False, adds, corrects, said.open)
    sign = replace(sign, optional=said.stance == Stance.WANTED and is_optional(text, mention, clause))
    return [sign, *_exclusions(text, clause, mention, sign)]


def _adds(text: Parsed, clause: Clause) -> bool:
    """Whether the clause, or a clause before it that names nothing, says "also"."""
    for part in reversed(text.clauses[: text.clauses.index(clause) + 1]):
        named = any(part.start <= m.start < part.end for m in text.mentions)
        if part.sentence != clause.sentence or (named and part != clause):
            return False
        if text.within(part, "also"):
            return True
    return False


def _is_bound(text: Parsed, clause: Clause, said: Said) -> bool:
    return said.stance == Stance.WANTED and bool(text.within(clause, "obligation"))


def _exclusions(text: Parsed, clause: Clause, mention: Cue, sign: Sign) -> list[Sign]:
    """ "They only want a report" refuses, weakly, every other value."""
    told = text.within(clause, "correct")
    before = [c for c in text.within(clause, "only") if c.end <= mention.start and not any(_inside(c, o) for o in told)]
    after = [c for c in text.within(clause, "only_after") if 0 <= c.start - mention.end <= 2]
    if sign.stance != Stance.WANTED or not (before or after):
        return []
    others = [v.id for v in text.rule.fact(mention.fact).values if v.id != mention.value]
    start, end = min([sign.start, *(c.start for c in before)]), max([sign.end, *(c.end for c in after)])
    refused = replace(sign, stance=Stance.REFUSED, start=start, end=end, obliged=False, weak=True)
    return [replace(refused, value=value) for value in others]


def _inside(inner: Cue, outer: Cue) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _corrects(text: Parsed, clause: Clause) -> int:
    """The word before which this clause overrules: where its correction begins, or where the early version ended."""
    marks = [c.start for c in text.within(text.sentences[clause.sentence], "correct", "cancel") if c.start < clause.end]
    if marks:
        return _clause_start(text, marks[0])
    for last in {clause.sentence - 1, 0} if clause.sentence else ():
        if _is_brief(text, last) and text.within(text.sentences[last], "correct", "cancel"):
            return text.sentences[last].start
    if accepted(text, clause):
        return clause.start
    early = [c.end for c in text.cues if c.kind == "early" and c.end <= clause.start]
    return clause.start if early else -1


def _withdraws(text: Parsed, said: Said) -> bool:
    """Whether the words that refuse a thing say that it was wanted before: "dropped the report"."""
    return any(c.kind == "withdraws" and said.start <= c.start and c.end <= said.end for c in text.cues)


def _clause_start(text: Parsed, at: int) -> int:
    return next((c.start for c in text.clauses if c.start <= at < c.end), at)


def _is_brief(text: Parsed, number: int) -> bool:
    sentence = text.sentences[number]
    named = any(sentence.start <= m.start < sentence.end for m in text.mentions)
    return not named and sentence.end - sentence.start <= _BRIEF


def _cancels(text: Parsed) -> int:
    brief = [s for i, s in enumerate(text.sentences) if _is_brief(text, i)]
    told = [c for s in brief for c in text.within(s, "cancel")]
    few = [s for s in brief if s.end - s.start <= _FEW and not s.asks and not text.within(s, "us", "asking")]
    told += [c for s in few for c in text.within(s, "denies")]
    return max((c.start for c in told), default=-1)
