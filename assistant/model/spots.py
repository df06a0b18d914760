"""A phrase of the rule in words that a model copied, and what around it speaks against the fact that they are to show."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assistant.model.exact import DENIED, Place
from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.mentioned import is_free, is_said, may_govern
from assistant.question.parsed import Parsed
from assistant.question.scene import NOTHING, WISHES, Said, Stance
from assistant.question.signs import Read
from knowledge.rules.rule import FactSpec, Reads, Value

EMPTY = "its words hold nothing of it"
BESIDE = "its words only quote it or name a choice"
AFFIRMED = "its words deny nothing"


@dataclass(frozen=True, slots=True)
class Spot:
    """A phrase of the rule in words that a model copied: its clause, what is said of it, and whether the words are denied."""

    text: Parsed
    cue: Cue
    clause: Clause
    said: Said
    denied: bool


def spots(spec: FactSpec, value: Value, read: Read, place: Place) -> Iterator[Spot]:
    """Each phrase of the value that stands whole in the place."""
    text = read.parsed
    stanced = {(mention.start, mention.end): said for mention, _, said in read.stances}
    named = text.loose if spec.reads == Reads.MENTION else text.mentions
    for cue in named:
        start, end = text.span(cue.start, cue.end)
        if (cue.fact, cue.value) == (spec.of or spec.name, value.id) and place.start <= start and end <= place.end:
            clause = next(c for c in text.clauses if c.start <= cue.start < c.end)
            yield Spot(text, cue, clause, stanced.get((cue.start, cue.end), NOTHING), place.denied)


def names_another(spec: FactSpec, value: Value, read: Read, place: Place) -> bool:
    """Whether the place holds what only goes by a word of the value and is another thing: "a birth certificate"."""
    text, told = read.parsed, (spec.of or spec.name, value.id)
    return any((c.fact, c.value) == told and _meets(text.span(c.start, c.end), place) for c in text.others)


def turned_down(spec: FactSpec, value: Value, read: Read, place: Place) -> bool:
    """Whether the words that refuse the value, "the last thing we want is a certificate", or the clause, share the place."""
    told = [
        (clause, said)
        for mention, clause, said in read.stances
        if (mention.fact, mention.value) == (spec.of or spec.name, value.id) and said.stance == Stance.REFUSED
    ]
    spans = [(min(clause.start, said.start), max(clause.end, said.end)) for clause, said in told]
    return any(_meets(read.parsed.span(*span), place) for span in spans)


def _meets(span: tuple[int, int], place: Place) -> bool:
    return span[0] < place.end and place.start < span[1]


def objected(reads: Reads, spot: Spot) -> str:
    """Why the words around a phrase do not show a fact that is read so, "" where they may."""
    return _TESTS[reads](spot)


def _wished(spot: Spot) -> str:
    refused = spot.said.stance in (Stance.REFUSED, Stance.HELD)
    if spot.denied or refused or _is_denied(spot) or spot.text.within(spot.clause, "aside"):
        return DENIED
    return _beside(spot)


def _refused(spot: Spot) -> str:
    if not is_said(spot.text, spot.cue):
        return BESIDE
    denied = spot.denied or spot.said.stance == Stance.REFUSED or _is_denied(spot)
    return "" if denied else AFFIRMED


def _held(spot: Spot) -> str:
    there = spot.said.stance == Stance.HELD or spot.text.within(spot.clause, "have", "have_after")
    return _stated(spot) or ("" if there else EMPTY)


def _obliged(spot: Spot) -> str:
    return _stated(spot) or ("" if spot.text.within(spot.clause, "obligation") else EMPTY)


def _governs(spot: Spot) -> str:
    return _stated(spot) or ("" if may_govern(spot.text, spot.cue, spot.clause, spot.said) else DENIED)


def _stated(spot: Spot) -> str:
    return DENIED if spot.denied else _beside(spot)


def _beside(spot: Spot) -> str:
    if is_free(spot.text, spot.cue):
        return ""
    return DENIED if is_said(spot.text, spot.cue) else BESIDE


def _is_denied(spot: Spot) -> bool:
    """Whether a "not" holds up to the thing: none of its sentence lies between, and no wish that is not denied itself."""
    text, at = spot.text, spot.cue.start
    sentence = text.sentences[spot.clause.sentence]
    denials = [c for c in text.within(sentence, "not", "exempt") if c.end <= at]
    if not denials:
        return False
    wishes = [c for c in text.within(sentence, *WISHES) if denials[-1].end <= c.start and c.end <= at]
    between = range(denials[-1].end, at)
    other = any(m.start in between and m.value != spot.cue.value for m in text.mentions)
    return not other and all(_reaches(text, denials[-1], wish) for wish in wishes[-1:])


def _reaches(text: Parsed, denial: Cue, wish: Cue) -> bool:
    """Whether a "not" is that of a wish after it: in its clause, with no conjunction between."""
    together = any(c.start <= denial.start and wish.start < c.end for c in text.clauses)
    return together and not any(text.listed("barriers", i) for i in range(denial.end, wish.start))


_TESTS: Mapping[Reads, Callable[[Spot], str]] = {
    Reads.WISH: _wished,
    Reads.REFUSAL: _refused,
    Reads.HELD: _held,
    Reads.OBLIGATION: _obliged,
    Reads.GOVERNS: _governs,
    Reads.MENTION: _stated,
}
