"""What listed requests teach about what a request wants, where that is another thing than what its phrases say."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.question.alternatives import only_chooses
from assistant.question.answered import is_denied
from assistant.question.cut import Sentence
from assistant.question.idle import idle
from assistant.question.lexicon import Cue
from assistant.question.mere import commanded, spoken
from assistant.question.parsed import Parsed
from assistant.question.scene import WISHES, Stance
from assistant.question.signs import Read, Sign, clears
from knowledge.rules.requests import NOTHING, class_of, values_of
from knowledge.rules.rule import Reads, Rule

# How likely another class must be than what the phrases say, and by how much likelier, in a text of up to so many words:
# where they tell no wish, where they do. In short texts phrases seldom err.
UNTOLD = {22: (0.6, 0.3), sys.maxsize: (0.35, 0.05)}
PLAIN = {24: (0.85, 0.7), sys.maxsize: (0.45, 0.15)}
DROPPED = 0.75  # how likely it must be that nothing is wanted, for a wish that plain words tell to be dropped
BEYOND = 0.15  # by how much likelier a class must be that holds a wish which nothing names
_BARE = 10  # words of a text that does no more than take back what was said
Place = tuple[int, int]
Told = Sequence[float]


@dataclass(frozen=True, slots=True)
class Heard:
    """`chances` of each class of the rule's requests; `words(value)` is where the text shows most that a value is wanted, or
    (GOVERNED) something else: start and end."""

    chances: Mapping[str, float]
    words: Callable[[str], Place]


Hears = Callable[[Rule, str, Told], Heard | None]


def unheard(_rule: Rule, _text: str, _told: Told) -> None:
    """Hears nothing: the phrases alone tell."""


def told(rule: Rule, signs: Iterable[Sign], known: Mapping[str, frozenset[str]], torn: bool) -> Told:
    """What the phrases of a text say, as signs to learn from: 0 or 1 each."""
    by = {spec.reads: known.get(spec.name, frozenset()) for spec in rule.facts}
    wish = rule.reading(Reads.WISH)
    values = [value.id for value in wish.values] if wish else []
    stood = {(sign.value, sign.stance) for sign in signs}
    wanted = [(value, Stance.WANTED) in stood for value in values]
    exact = [wanted == [other == value for other in values] for value in values]
    refused = [(value, Stance.REFUSED) in stood for value in values]
    held = [value in by.get(Reads.HELD, ()) for value in values]
    governed = bool(by.get(Reads.GOVERNS))
    whole = [all(wanted), not any(wanted), governed, governed and not any(wanted), torn]
    return [float(one) for one in (*wanted, *exact, *refused, *held, *whole)]


def said(reads: Sequence[Read]) -> str:
    """All texts, a line each, with blanks for what they say to a machine or beside the matter, so that places in them stay."""
    return "\n".join(_said(read.parsed) for read in reads)


def _said(text: Parsed) -> str:
    beside = [s for s in text.sentences if not _touches(text, s) or only_chooses(text, s)]
    idle = beside if len(beside) < len(text.sentences) else []
    ordered = [s for s in text.sentences if commanded(text, s)]
    asked = [q for q in text.quoted if _ends_asking(text, q) and not spoken(text, q)]
    spans = [(s.start, s.end) for s in (*idle, *ordered)] + [(i, i + 1) for i in text.hidden]
    spans += [(q.start, q.stop) for q in asked]
    named = [c for c in text.clauses if any(c.start <= m.start < c.end for m in text.mentions)]
    spans += [(c.start, c.end) for c in named if text.within(c, "aside")]
    out = text.text
    for first, last in spans:
        start, end = text.span(first, last)
        out = out[:start] + " " * (end - start) + out[end:]
    return out


def _ends_asking(text: Parsed, quote: range) -> bool:
    """Whether a quotation is a question: "Do you hold a certificate?" on a form is nobody's wish."""
    return any(text.words[i].surface == "?" for i in quote[-2:])


def _touches(text: Parsed, sentence: Sentence) -> bool:
    """Whether a sentence names a thing or a party of the rule, its topic or a wish, or goes on with one that may: what else it
    tells changes nothing."""
    named = any(sentence.start <= one.start < sentence.end for one in (*text.mentions, *text.loose))
    refers = any(text.listed("refers", at) for at in range(sentence.start, sentence.end))
    return named or refers or text.listed("goes_on", sentence.start) or bool(text.within(sentence, *WISHES, "topic"))


def named(reads: Sequence[Read], fact: str) -> frozenset[str]:
    """The values of a fact that have a name or a thing of theirs in what is heard."""
    heard = [(read.parsed, _said(read.parsed)) for read in reads]
    return frozenset(
        m.value for text, said in heard for m in text.mentions if m.fact == fact and _stands(text, said, m)
    )


def _stands(text: Parsed, said: str, mention: Cue) -> bool:
    return bool(said[slice(*text.span(mention.start, mention.end))].strip())


def class_heard(heard: Heard, phrases: str, words: int, named: frozenset[str]) -> str | None:
    """The likeliest class, where it is another than what the `phrases` of a text of so many `words` say by a margin; else
    None. Of two that are about as likely, the one with no wish beyond those `named`."""
    best = max(heard.chances, key=lambda name: heard.chances[name])
    fewer = class_of(values_of(best) & named)
    if fewer and heard.chances[best] - heard.chances.get(fewer, 0.0) < BEYOND:
        best = fewer
    told = PLAIN if values_of(phrases) else UNTOLD
    sure, margin = next(floors for most, floors in told.items() if words <= most)
    sure = max(sure, DROPPED) if best == NOTHING and values_of(phrases) else sure
    clear = heard.chances[best] >= sure and heard.chances[best] - heard.chances.get(phrases, 0.0) > margin
    return best if clear and best != phrases else None


def is_plainly_other(reads: Sequence[Read], live: Sequence[Sign], name: str, heard: Heard, fact: str) -> bool:
    """Whether plain words tell that a class of wishes is not meant: what it holds was wanted and is taken back or put right, is
    all that is excepted ("anything but a report"), is denied by a form, or what speaks most for it is another thing ("a birth
    certificate")."""
    values = values_of(name)
    wanted = {sign.value for sign in live if sign.stance == Stance.WANTED}
    refused = [sign for sign in live if sign.stance == Stance.REFUSED and not (sign.weak or sign.open)]
    off = {sign.value for sign in refused if _was_wanted(reads, sign) or _is_turned_away(reads, sign)}
    off |= _put_right(reads, live) - wanted if len(values) == 1 else set()
    off |= idle(reads, fact) - wanted
    off |= values if not wanted and _takes_back(reads) else set()
    return bool(off & values) or any(
        _names_another(reads, fact, value, heard.words(value)) for value in values - wanted
    )


def _takes_back(reads: Sequence[Read]) -> bool:
    """Whether a later text of few words takes back all that was said, "no, they don't": no wish is to be heard then."""
    return any(clears(read) and len(read.parsed.words) <= _BARE for read in reads[1:])


def _put_right(reads: Sequence[Read], live: Sequence[Sign]) -> frozenset[str]:
    """What was plainly wanted before a correction that wants something else, and stands."""
    right = [s.turn for s in live if s.stance == Stance.WANTED and s.corrects >= 0 and not s.open]
    before = [s for read in reads for s in read.signs if right and read.turn != right[-1]]
    return frozenset(s.value for s in before if s.stance == Stance.WANTED and not (s.weak or s.open or s.heard))


def _was_wanted(reads: Sequence[Read], refused: Sign) -> bool:
    signs = [sign for read in reads for sign in read.signs if sign.value == refused.value]
    return any(sign.stance == Stance.WANTED and not sign.weak for sign in signs)


def _is_turned_away(reads: Sequence[Read], refused: Sign) -> bool:
    text = next(read.parsed for read in reads if read.turn == refused.turn)
    kinds = ("away", "last_thing")
    away = any(c.kind in kinds and refused.start <= c.start and c.end <= refused.end for c in text.cues)
    return away or is_denied(text, refused.start)


def _names_another(reads: Sequence[Read], fact: str, value: str, place: Place) -> bool:
    read, cue = cue_of(reads, place)
    text = read.parsed
    ours = [m for m in text.mentions if (m.fact, m.value) == (fact, value)]
    another = [*text.others, *(m for m in text.mentions if m.fact != fact and (m.kind == "thing" or _holds(m, cue)))]
    return any(_meet(cue, m) for m in another) and not any(_meet(cue, m) for m in ours)


def _holds(whole: Cue, part: Cue) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _meet(a: Cue, b: Cue) -> bool:
    return a.start < b.end and b.start < a.end


def turned(live: list[Sign], reads: Sequence[Read], name: str, heard: Heard, fact: str) -> list[Sign]:
    """`live` with the wishes of class `name`, and no other."""
    values = values_of(name)
    wanted = {sign.value for sign in live if sign.stance == Stance.WANTED}
    kept = [s for s in live if s.stance != Stance.WANTED or s.value in values]
    kept = [s for s in kept if s.stance != Stance.REFUSED or s.value not in values]
    return kept + [_sign(reads, fact, value, heard.words(value)) for value in sorted(values - wanted)]


def cue_of(reads: Sequence[Read], place: Place) -> tuple[Read, Cue]:
    """The words in `place` of all that was `said`, as far as they are of the turn that they begin in."""
    start, end = place
    for read in reads:
        inside = [i for i, w in enumerate(read.parsed.words) if w.start < end and start < w.end]
        if inside:
            return read, Cue("", inside[0], inside[-1] + 1)
        start, end = start - len(read.parsed.text) - 1, end - len(read.parsed.text) - 1
    raise ValueError(f"no word stands at {place}")


def _sign(reads: Sequence[Read], fact: str, value: str, place: Place) -> Sign:
    read, cue = cue_of(reads, place)
    sentence = next(i for i, s in enumerate(read.parsed.sentences) if s.start <= cue.start < s.end)
    return Sign(fact, value, Stance.WANTED, read.turn, read.author, cue.start, cue.end, sentence)
