"""The facts that a request or a conversation states, each with the exact words that show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.contract import Question
from assistant.question.at_odds import Clash
from assistant.question.heard import (
    Heard,
    Hears,
    Told,
    class_heard,
    cue_of,
    is_plainly_other,
    named,
    said,
    told,
    turned,
    unheard,
)
from assistant.question.mentioned import Fact, fact_of, others, quoted
from assistant.question.parsed import parse
from assistant.question.scene import Stance
from assistant.question.settle import settle
from assistant.question.signs import Read, Sign, carried, read_signs, unasked
from assistant.question.stake import at_stake, is_left_open
from knowledge.rules.requests import GOVERNED, NOTHING, class_of
from knowledge.rules.rule import Reads, Rule

Text = tuple[int | None, str | None, str]


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


def read_facts(rule: Rule, question: Question, hears: Hears = unheard) -> Facts:
    """The facts of `rule` that the conversation and the question's text state. Never raises on any text.

    What is wanted is told by phrases, and by what `hears` learned from listed requests.
    """
    reads = reads_of(rule, question)
    live, clashes = _standing(rule, reads)
    facts = _stated(rule, reads, live, clashes)
    doubted = any(len({sign.value for sign in both}) > 1 for _, both in clashes)
    if doubted or _answered(rule, question, live):
        return facts
    heard = _heard(rule, reads, live, clashes, hears)
    wish = rule.reading(Reads.WISH)
    if not (heard and wish):
        return facts
    words = sum(len(read.parsed.text.split()) for read in reads)
    name = class_heard(heard, _class(rule, facts), words, named(reads, wish.name))
    if not name or is_plainly_other(reads, live, name, heard, wish.name):
        return facts
    return _turned(rule, reads, live, facts, heard, name)


def _answered(rule: Rule, question: Question, live: Sequence[Sign]) -> bool:
    """Whether plain words that stand answer the question that this rule asked back: nothing is left to be heard."""
    asked = [i for i, turn in enumerate(question.conversation) if asked_by(rule, turn.text)]
    return bool(asked) and any(not sign.open and (sign.turn is None or sign.turn > asked[-1]) for sign in live)


def heard_of(rule: Rule, reads: list[Read], hears: Hears) -> Heard | None:
    """What `hears` learned of all that was read, beside what its phrases say; None where the rule lists no requests."""
    return _heard(rule, reads, *_standing(rule, reads), hears)


def _heard(rule: Rule, reads: list[Read], live: list[Sign], clashes: Sequence[Clash], hears: Hears) -> Heard | None:
    known = _stated(rule, reads, live, clashes).known()
    return hears(rule, said(reads), told(rule, live, known, bool(clashes))) if rule.requests else None


def told_of(rule: Rule, text: str) -> tuple[str, Told]:
    """What one text says, as it is heard, and what its phrases say: for a model to learn from."""
    reads = reads_of(rule, Question(text=text))
    live, clashes = _standing(rule, reads)
    return said(reads), told(rule, live, _stated(rule, reads, live, clashes).known(), bool(clashes))


def _standing(rule: Rule, reads: list[Read]) -> tuple[list[Sign], list[Clash]]:
    """The signs of wishes and refusals that stand in the end, and those that contradict each other."""
    wish = rule.reading(Reads.WISH)
    live, clashes = settle(reads, wish.name if wish else "")
    live = [sign for sign in live if not (sign.open and is_left_open(reads, sign))]
    governed = any(others(reads, live, spec) for spec in rule.facts if spec.reads == Reads.GOVERNS)
    live += at_stake(reads, wish.name, live) if wish and not (clashes or governed) else []
    return live, clashes


def _stated(rule: Rule, reads: list[Read], live: list[Sign], clashes: Sequence[Clash]) -> Facts:
    wish, refusal = rule.reading(Reads.WISH), rule.reading(Reads.REFUSAL)
    facts = [fact_of(reads, sign, wish.name) for sign in _last(live, Stance.WANTED) if wish]
    facts += [fact_of(reads, sign, refusal.name) for sign in _last(live, Stance.REFUSED) if refusal]
    facts += [f for spec in rule.facts for f in others(reads, live, spec)]
    torn = tuple(
        Conflict(s[0].fact, value, tuple(fact_of(reads, x, _name(rule, x)) for x in s)) for value, s in clashes
    )
    return Facts(tuple(dict.fromkeys(facts)), torn)


def _class(rule: Rule, facts: Facts) -> str:
    """The class of listed requests that these facts are like."""
    by = {spec.reads: facts.known().get(spec.name, frozenset[str]()) for spec in rule.facts}
    if facts.conflicts:
        return NOTHING
    if by.get(Reads.WISH):
        return class_of(by[Reads.WISH])
    wish = rule.reading(Reads.WISH)
    every = frozenset(value.id for value in wish.values) if wish else frozenset()
    return GOVERNED if by.get(Reads.GOVERNS) or by.get(Reads.REFUSAL) == every else NOTHING


def _turned(rule: Rule, reads: list[Read], live: list[Sign], facts: Facts, heard: Heard, name: str) -> Facts:
    """The facts of a text whose wishes are those of class `name`."""
    wish, law = rule.reading(Reads.WISH), rule.reading(Reads.GOVERNS)
    found = _stated(rule, reads, turned(live, reads, name, heard, wish.name if wish else ""), ())
    if name == NOTHING:
        idle = [spec.name for spec in rule.facts if spec.reads in (Reads.GOVERNS, Reads.REFUSAL)]
        return Facts(tuple(fact for fact in found.readings if fact.name not in idle), facts.conflicts)
    other = next((value for value in law.values if not value.names), None) if law else None
    if name != GOVERNED or law is None or other is None or found.known().get(law.name):
        return found
    read, cue = cue_of(reads, heard.words(name))
    shown = quoted(read.parsed, read.turn, law.name, other.id, cue.start, cue.end)
    return Facts((*found.readings, shown))


def reads_of(rule: Rule, question: Question) -> list[Read]:
    """Each text of the question read for signs: the turns in order, the question's own text last."""
    turns = [(i, turn.author, turn.text) for i, turn in enumerate(question.conversation)]
    if turns and turns[-1][2].strip() == question.text.strip():
        turns.pop()
    texts: list[Text] = [*turns, (None, question.user, question.text)]
    ours = {i for i, turn in enumerate(question.conversation) if turn.is_ours}
    told = [(t, author, text) for t, author, text in texts if t not in ours and not asked_by(rule, text)]
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
    """The last sign of each value; plain words show it before those from which it only follows."""
    latest = {sign.value: sign for sign in sorted(live, key=lambda s: not s.weak) if sign.stance == stance}
    return list(latest.values())
