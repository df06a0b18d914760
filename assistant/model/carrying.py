"""Whether words of a request can carry a fact: the rule's own reader sees something of it in them, and nothing there denies it."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.contract import Question
from assistant.model.exact import ABSENT, DENIED, Place, Scanned, places, scanned
from assistant.model.fence import one_line
from assistant.model.spots import EMPTY, Spot, names_another, objected, spots, turned_down
from assistant.model.surface import unfit
from assistant.question.addressed import ordered
from assistant.question.facts import heard_of, reads_of, told_of
from assistant.question.heard import Heard, Hears
from assistant.question.signs import Read
from knowledge.rules.requests import values_of
from knowledge.rules.rule import FactSpec, Reads, Rule, Value

FLOOR = 0.2  # chance that a value is wanted, by all that was said, below which nobody's reading of it counts
ALONE = 0.5  # the same by words alone in which no phrase names the value
UNTOLD = "by all that was said that is not so"
ORDERED = "its words are an order to a program"
ANOTHER = "its words name another thing"


@dataclass(frozen=True, slots=True)
class Request:
    """All that was said, made ready: read by the rule, scanned for words, with the orders to a program in it, and what was
    learned of the whole."""

    rule: Rule
    reads: tuple[Read, ...]
    scans: tuple[Scanned, ...]
    orders: tuple[tuple[tuple[int, int], ...], ...]
    hears: Hears
    heard: Heard | None

    def chance(self, value: str) -> float:
        """How likely a value is wanted, 0 to 1, by all that was said; 1 where nothing was learned."""
        return _chance(self.heard, value) if self.heard else 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """The words, on one line, in which the reader sees a fact, or why it sees none."""

    words: str = ""
    why: str = ""


def request_of(rule: Rule, question: Question, hears: Hears) -> Request:
    """All that a question and the talk before it say to `rule`."""
    reads = reads_of(rule, question)
    texts = [read.parsed.text for read in reads]
    return Request(
        rule,
        tuple(reads),
        tuple(map(scanned, texts)),
        tuple(tuple(ordered(text)) for text in texts),
        hears,
        heard_of(rule, reads, hears),
    )


def seen(request: Request, spec: FactSpec, value: Value, words: str) -> Seen:
    """Where in the `words` of a request its reader sees that `spec` may be `value`."""
    why = unfit(words)
    if why:
        return Seen(why=why)
    found = [_at(request, spec, value, *one) for one in _standing(request, words)]
    return next((one for one in found if one.words), found[0] if found else Seen(why=ABSENT))


def _standing(request: Request, words: str) -> Iterator[tuple[Read, Place, bool]]:
    """Each place where the words stand, and whether that is in an order to a program."""
    for read, scan, orders in zip(request.reads, request.scans, request.orders, strict=True):
        for place in places(words, scan):
            yield read, place, any(start < place.end and place.start < end for start, end in orders)


def _at(request: Request, spec: FactSpec, value: Value, read: Read, place: Place, is_order: bool) -> Seen:
    if is_order:
        return Seen(why=ORDERED)
    found = list(spots(spec, value, read, place))
    if not found:
        return _unnamed(request, spec, value, read, place)
    whys = [objected(spec.reads, spot) or _unlikely(request, spec, value) for spot in found]
    shown = next((spot for spot, why in zip(found, whys, strict=True) if not why), None)
    return _shown(_words(shown)) if shown else Seen(why=whys[0])


def _words(spot: Spot) -> str:
    start, end = spot.text.span(spot.cue.start, spot.cue.end)
    return spot.text.text[start:end]


def _shown(words: str) -> Seen:
    line = one_line(words)
    why = unfit(line)
    return Seen(why=why) if why else Seen(line)


def _unnamed(request: Request, spec: FactSpec, value: Value, read: Read, place: Place) -> Seen:
    """What words show in which no phrase of the value stands: nothing where they name another thing, or are of a refusal."""
    if names_another(spec, value, read, place):
        return Seen(why=ANOTHER)
    if place.denied or turned_down(spec, value, read, place):
        return Seen(why=DENIED)
    return _heard_alone(request, spec, value, read.parsed.text[place.start : place.end])


def _heard_alone(request: Request, spec: FactSpec, value: Value, words: str) -> Seen:
    """What was learned may see a wish in words in which no phrase does."""
    if spec.reads != Reads.WISH or not request.rule.requests:
        return Seen(why=EMPTY)
    heard = request.hears(request.rule, *told_of(request.rule, words))
    if heard is None or _chance(heard, value.id) < ALONE:
        return Seen(why=EMPTY)
    why = _unlikely(request, spec, value)
    return Seen(why=why) if why else _shown(words[slice(*heard.words(value.id))])


def _chance(heard: Heard, value: str) -> float:
    return sum(chance for name, chance in heard.chances.items() if value in values_of(name))


def _unlikely(request: Request, spec: FactSpec, value: Value) -> str:
    """Why all that was said speaks against a wish, or a refusal, "" where it does not."""
    chance = request.chance(value.id)
    against = {Reads.WISH: chance < FLOOR, Reads.REFUSAL: chance > 1 - FLOOR}.get(spec.reads, False)
    return UNTOLD if against else ""
