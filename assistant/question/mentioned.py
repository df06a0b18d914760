"""The facts beside wishes that a text states: what is held, obliged, governs the matter, or is mentioned."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.question.alternatives import is_alternative
from assistant.question.cut import Clause
from assistant.question.issuer import is_issuer
from assistant.question.lexicon import Cue
from assistant.question.mere import commanded, lasts, spoken
from assistant.question.parsed import Parsed
from assistant.question.scene import ASKER, WISHES, Said, Stance
from assistant.question.signs import Read, Sign
from knowledge.rules.rule import FactSpec, Reads

_REACH = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact and the words that show it: `quote` == text[start:end] of turn `turn`, or (None) of the question."""

    name: str
    value: str
    quote: str
    turn: int | None
    start: int
    end: int


def others(reads: list[Read], live: list[Sign], spec: FactSpec) -> list[Fact]:
    """The facts of `spec`, which is no wish and no refusal, that the texts state; `live` are the wishes that stand."""
    if spec.reads == Reads.HELD:
        held = {s.value: s for r in reads for s in r.signs if s.stance == Stance.HELD and s.fact == spec.of}
        return [fact_of(reads, sign, spec.name) for sign in held.values()]
    if spec.reads == Reads.OBLIGATION:
        bound = [s for s in live if s.obliged and s.stance == Stance.WANTED]
        return [fact_of(reads, bound[0], spec.name)] if bound else []
    if spec.reads == Reads.GOVERNS:
        return list({f.value: f for r in reads for f in _governing(r, spec)}.values())
    return _mentioned(reads, live, spec) if spec.reads == Reads.MENTION else []


def _governing(read: Read, spec: FactSpec) -> Iterator[Fact]:
    text = read.parsed
    for mention, clause, said in read.stances:
        if mention.fact != spec.name or not may_govern(text, mention, clause, said):
            continue
        before = [c for c in text.within(clause, "governs") if 0 <= mention.start - c.end <= _REACH]
        after = [c for c in text.within(clause, "governs_after") if 0 <= c.start - mention.end <= _REACH]
        wished = [Cue("", said.start, said.end)] if said.stance == Stance.WANTED else []
        shown = [*wished, *before[-1:], *after[:1]] or _bears(text, mention)
        if shown:
            parts = [mention, *shown]
            start, end = min(p.start for p in parts), max(p.end for p in parts)
            yield quoted(text, read.turn, spec.name, mention.value, start, end)


def may_govern(text: Parsed, mention: Cue, clause: Clause, said: Said) -> bool:
    """Whether a law that is named may be what governs: neither refused, held nor said not to apply."""
    there = said.stance in (Stance.REFUSED, Stance.HELD)
    return not there and is_free(text, mention) and not _is_ruled_out(text, mention, clause)


def _is_ruled_out(text: Parsed, mention: Cue, clause: Clause) -> bool:
    """Whether a law is said not to govern: "NIS2 does not apply", "we are not subject to DORA"."""
    denied = [
        c
        for c in text.within(clause, "not", "exempt")
        if abs(c.start - mention.end) <= _REACH or c.end <= mention.start
    ]
    return bool(denied) and not text.within(clause, "only", "wish", "obligation")


def _bears(text: Parsed, mention: Cue) -> list[Cue]:
    """The words of its sentence that make a mention more than a mere one: a demand, a stop, or who demands."""
    sentence = next(s for s in text.sentences if s.start <= mention.start < s.end)
    asked = text.within(sentence, "unsure", "idle", "past", "generic", "know", "maybe")
    return [] if asked else text.within(sentence, *WISHES, "demander", "stalled")[:1]


def is_free(text: Parsed, mention: Cue) -> bool:
    """Whether a mention may count: it is said by somebody, and not denied."""
    denied = any(c.kind in ("not", "exempt") and 0 <= mention.start - c.end <= 1 for c in text.cues)
    return not denied and is_said(text, mention)


def is_said(text: Parsed, mention: Cue) -> bool:
    """Whether somebody says a mention at all: it is neither quoted, instructed, an alternative to choose from nor a label."""
    sentence = next(s for s in text.sentences if s.start <= mention.start < s.end)
    if any(
        c.start < mention.end and mention.start < c.end and is_alternative(text, c, sentence) for c in text.mentions
    ):
        return False
    if mention.fact == ASKER and is_issuer(text, mention):
        return False
    quoted = any(mention.start in quote and not spoken(text, quote) for quote in text.quoted)
    return not (
        _is_alternative(text, mention) or quoted or commanded(text, sentence) or text.listed("carriers", mention.end)
    )


def _is_alternative(text: Parsed, mention: Cue) -> bool:
    """Whether this is one of the options that a question puts side by side: "ISO or SOC 2?"."""
    option = next((m for m in text.mentions if m.start <= mention.start < m.end), None)
    return option is not None and (text.listed("either_or", option.start - 1) or text.listed("either_or", option.end))


def _corrected(reads: list[Read], spec: FactSpec) -> list[Read]:
    """The texts from the last one on that corrects what was said and speaks of the fact: "edit: Type 2"."""
    for i in range(len(reads) - 1, 0, -1):
        text = reads[i].parsed
        spoken = any(c.fact == spec.name and is_free(text, c) for c in text.loose)
        if spoken and any(c.kind in ("correct", "cancel") for c in text.cues):
            return reads[i:]
    return reads


def _mentioned(reads: list[Read], live: list[Sign], spec: FactSpec) -> list[Fact]:
    """The mention beside a wish where there is one, else (unless only that counts) the first of all."""
    found: list[tuple[bool, Read, Cue]] = []
    for read in _corrected(reads, spec):
        wished = {s.sentence for s in live if s.turn == read.turn and s.stance == Stance.WANTED}
        stated = (c for c in read.parsed.loose if c.fact == spec.name and is_free(read.parsed, c))
        for cue in (c for c in stated if not (_names_dropped(read.parsed, c, live) or _dates(read.parsed, c))):
            number = next(i for i, s in enumerate(read.parsed.sentences) if s.start <= cue.start < s.end)
            found.append((number in wished, read, cue))
    beside = [(r, c) for near, r, c in found if near] or [(r, c) for _, r, c in found if not spec.beside_wish]
    order = [value.id for value in spec.values]
    chosen = sorted(beside, key=lambda rc: order.index(rc[1].value)) if spec.ranked else beside
    return [quoted(r.parsed, r.turn, spec.name, c.value, c.start, c.end) for r, c in chosen[:1]]


def _names_dropped(text: Parsed, cue: Cue, live: list[Sign]) -> bool:
    """Whether the words are of a thing that nobody wants in the end, while another is wanted."""
    wanted = {(s.fact, s.value) for s in live if s.stance == Stance.WANTED}
    of = [m for m in text.mentions if m.start < cue.end and cue.start < m.end and m.fact in {f for f, _ in wanted}]
    return bool(of) and not any((m.fact, m.value) in wanted for m in of)


def _dates(text: Parsed, cue: Cue) -> bool:
    """Whether the words only say when something was: "they asked for one last year"."""
    return any(c.kind == "past_after" and (c.start, c.end) == (cue.start, cue.end) for c in text.cues) and not lasts(
        text, cue
    )


def fact_of(reads: list[Read], sign: Sign, name: str) -> Fact:
    """What a sign shows, as the fact `name`."""
    text = next(r.parsed for r in reads if r.turn == sign.turn)
    return quoted(text, sign.turn, name, sign.value, sign.start, sign.end)


def quoted(text: Parsed, turn: int | None, name: str, value: str, start: int, end: int) -> Fact:
    """A fact that the words [start, end) of a text show, with the rest of what they break off in: a name, a date, a number
    right beside them."""
    end = max([end, *(cue.end for cue in text.loose if cue.start < end < cue.end)])
    while start > 0 and (
        _ends_name(text, start) or (_goes_with(text, start - 1, start) and not _ends_name(text, start - 1))
    ):
        start -= 1
    while end < len(text.words) and _goes_with(text, end, end - 1) and not any(c.start == end for c in text.loose):
        end += 1
    a, b = text.span(start, end)
    return Fact(name, value, text.text[a:b], turn, a, b)


def _goes_with(text: Parsed, number: int, beside: int) -> bool:
    """Whether a word is a number, "30" of "June 30", with no more than a blank between it and the word `beside` it."""
    first, second = sorted((text.words[number], text.words[beside]), key=lambda word: word.start)
    return text.words[number].surface.isdigit() and text.text[first.end : second.start] == " "


def _ends_name(text: Parsed, at: int) -> bool:
    """Whether a word is a number that belongs to the name before it: "2" of "SOC 2", "3" of "Q3"."""
    word, last = text.words[at], text.words[at - 1]
    if not at or not word.surface.isdigit() or last.is_mark or text.listed("time_links", at - 1):
        return False
    inside = any(m.start < at < m.end for m in text.mentions)
    first = any(s.start == at - 1 for s in text.sentences)
    capital = text.text[last.start].isupper() and (not first or text.text[last.start : last.end].isupper())
    near = text.text[last.end : word.start] in ("", " ")
    return near and last.surface.isalpha() and (inside or capital or last.end == word.start)
