"""The facts that a request or a conversation states, each with the exact words that show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.contract import Question
from assistant.question.lexicon import Cue
from assistant.question.mere import commanded, is_alternative, spoken
from assistant.question.parsed import Parsed, parse
from assistant.question.scene import ASKER, WISHES, Stance
from assistant.question.settle import settle
from assistant.question.signs import Read, Sign, carried, read_signs, unasked
from assistant.question.stake import at_stake, is_left_open
from knowledge.rules.rule import FactSpec, Reads, Rule

_REACH = 4
TICKMARK = "tickmark"  # what it said itself is nobody's wish
Text = tuple[int | None, str | None, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact and the words that show it: `quote` == text[start:end] of turn `turn`, or (None) of the question."""

    name: str
    value: str
    quote: str
    turn: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value of a fact that some words affirm and others deny, with nothing to say which holds."""

    fact: str
    value: str
    readings: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known, and what is stated both ways."""

    readings: tuple[Fact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def known(self) -> Mapping[str, frozenset[str]]:
        """The values by the fact's name."""
        names = {fact.name for fact in self.readings}
        return {name: frozenset(f.value for f in self.readings if f.name == name) for name in names}


def read_facts(rule: Rule, question: Question) -> Facts:
    """The facts of `rule` that the conversation and the question's text state. Never raises on any text."""
    reads = reads_of(rule, question)
    wish, refusal = rule.reading(Reads.WISH), rule.reading(Reads.REFUSAL)
    live, clashes = settle(reads, wish.name if wish else "")
    live = [sign for sign in live if not (sign.open and is_left_open(reads, sign))]
    governed = any(_others(reads, live, spec) for spec in rule.facts if spec.reads == Reads.GOVERNS)
    live += at_stake(reads, wish.name, live) if wish and not (clashes or governed) else []
    facts = [_fact(reads, sign, wish.name) for sign in _last(live, Stance.WANTED) if wish]
    facts += [_fact(reads, sign, refusal.name) for sign in _last(live, Stance.REFUSED) if refusal]
    facts += [f for spec in rule.facts for f in _others(reads, live, spec)]
    torn = tuple(Conflict(s[0].fact, value, tuple(_fact(reads, x, _name(rule, x)) for x in s)) for value, s in clashes)
    return Facts(tuple(dict.fromkeys(facts)), torn)


def reads_of(rule: Rule, question: Question) -> list[Read]:
    """Each text of the question read for signs: the turns in order, the question's own text last."""
    turns = [(i, turn.author, turn.text) for i, turn in enumerate(question.conversation)]
    if turns and turns[-1][2].strip() == question.text.strip():
        turns.pop()
    texts: list[Text] = [*turns, (None, question.user, question.text)]
    told = [(t, author, text) for t, author, text in texts if author != TICKMARK and not asked_by(rule, text)]
    reads = [read_signs(parse(rule, text), turn, author) for turn, author, text in told]
    turn, _, text = texts[_opening(rule, texts)]
    if not asked_by(rule, text):
        reads = [unasked(read) if read.turn == turn else read for read in reads]
    return reads[:1] + [carried(before, read) for before, read in zip(reads, reads[1:], strict=False)]


def _opening(rule: Rule, texts: list[Text]) -> int:
    """The first text that is about the matter: it names a thing of the rule, or is the question asked back."""
    about = (i for i, (_, _, text) in enumerate(texts) if asked_by(rule, text) or parse(rule, text).mentions)
    return next(about, 0)


def asked_by(rule: Rule, text: str) -> bool:
    """Whether a turn is the question that this rule asked back."""
    asked = (q for spec in rule.facts for q in (spec.question, spec.conflict_question) if q)
    return any(q.strip() in text for q in asked)


def _name(rule: Rule, sign: Sign) -> str:
    spec = rule.reading(Reads.WISH if sign.stance == Stance.WANTED else Reads.REFUSAL)
    return spec.name if spec else ""


def _last(live: list[Sign], stance: Stance) -> list[Sign]:
    latest = {sign.value: sign for sign in live if sign.stance == stance}
    return list(latest.values())


def _fact(reads: list[Read], sign: Sign, name: str) -> Fact:
    text = next(r.parsed for r in reads if r.turn == sign.turn)
    return _quoted(text, sign.turn, name, sign.value, sign.start, sign.end)


def _quoted(text: Parsed, turn: int | None, name: str, value: str, start: int, end: int) -> Fact:
    a, b = text.span(start, end)
    return Fact(name, value, text.text[a:b], turn, a, b)


def _others(reads: list[Read], live: list[Sign], spec: FactSpec) -> list[Fact]:
    if spec.reads == Reads.HELD:
        held = {s.value: s for r in reads for s in r.signs if s.stance == Stance.HELD and s.fact == spec.of}
        return [_fact(reads, sign, spec.name) for sign in held.values()]
    if spec.reads == Reads.OBLIGATION:
        bound = [s for s in live if s.obliged and s.stance == Stance.WANTED]
        return [_fact(reads, bound[0], spec.name)] if bound else []
    if spec.reads == Reads.GOVERNS:
        return list({f.value: f for r in reads for f in _governing(r, spec)}.values())
    return _mentioned(reads, live, spec) if spec.reads == Reads.MENTION else []


def _governing(read: Read, spec: FactSpec) -> Iterator[Fact]:
    text = read.parsed
    for mention, clause, said in read.stances:
        if mention.fact != spec.name or said.stance in (Stance.REFUSED, Stance.HELD) or not _free(text, mention):
            continue
        before = [c for c in text.within(clause, "governs") if 0 <= mention.start - c.end <= _REACH]
        after = [c for c in text.within(clause, "governs_after") if 0 <= c.start - mention.end <= _REACH]
        wished = [Cue("", said.start, said.end)] if said.stance == Stance.WANTED else []
        shown = [*wished, *before[-1:], *after[:1]] or _bears(text, mention)
        if shown:
            parts = [mention, *shown]
            start, end = min(p.start for p in parts), max(p.end for p in parts)
            yield _quoted(text, read.turn, spec.name, mention.value, start, end)


def _bears(text: Parsed, mention: Cue) -> list[Cue]:
    """The words of its sentence that make a mention more than a mere one: a demand, a stop, or who demands."""
    sentence = next(s for s in text.sentences if s.start <= mention.start < s.end)
    asked = text.within(sentence, "unsure", "idle", "past", "generic", "know", "maybe")
    return [] if asked else text.within(sentence, *WISHES, "demander", "stalled")[:1]


def _free(text: Parsed, mention: Cue) -> bool:
    """Whether a mention may count: it is neither quoted, instructed, denied, an alternative to choose from nor a label."""
    sentence = next(s for s in text.sentences if s.start <= mention.start < s.end)
    if any(
        c.start < mention.end and mention.start < c.end and is_alternative(text, c, sentence) for c in text.mentions
    ):
        return False
    if mention.fact == ASKER and any(m.start <= mention.start and mention.end < m.end for m in text.mentions):
        return False
    denied = any(c.kind in ("not", "exempt") and 0 <= mention.start - c.end <= 1 for c in text.cues)
    quoted = any(mention.start in quote and not spoken(text, quote) for quote in text.quoted)
    return not (
        _is_alternative(text, mention)
        or denied
        or quoted
        or commanded(text, sentence)
        or text.listed("carriers", mention.end)
    )


def _is_alternative(text: Parsed, mention: Cue) -> bool:
    """Whether this is one of the options that a question puts side by side: "ISO or SOC 2?"."""
    option = next((m for m in text.mentions if m.start <= mention.start < m.end), None)
    return option is not None and (text.listed("either_or", option.start - 1) or text.listed("either_or", option.end))


def _corrected(reads: list[Read], spec: FactSpec) -> list[Read]:
    """The texts from the last one on that corrects what was said and speaks of the fact: "edit: Type 2"."""
    for i in range(len(reads) - 1, 0, -1):
        text = reads[i].parsed
        spoken = any(c.fact == spec.name and _free(text, c) for c in text.loose)
        if spoken and any(c.kind in ("correct", "cancel") for c in text.cues):
            return reads[i:]
    return reads


def _mentioned(reads: list[Read], live: list[Sign], spec: FactSpec) -> list[Fact]:
    """The mention beside a wish where there is one, else (unless only that counts) the first of all."""
    found: list[tuple[bool, Read, Cue]] = []
    for read in _corrected(reads, spec):
        wished = {s.sentence for s in live if s.turn == read.turn and s.stance == Stance.WANTED}
        for cue in (c for c in read.parsed.loose if c.fact == spec.name and _free(read.parsed, c)):
            number = next(i for i, s in enumerate(read.parsed.sentences) if s.start <= cue.start < s.end)
            found.append((number in wished, read, cue))
    beside = [(r, c) for near, r, c in found if near] or [(r, c) for _, r, c in found if not spec.beside_wish]
    order = [value.id for value in spec.values]
    chosen = sorted(beside, key=lambda rc: order.index(rc[1].value)) if spec.ranked else beside
    return [_quoted(r.parsed, r.turn, spec.name, c.value, c.start, c.end) for r, c in chosen[:1]]
