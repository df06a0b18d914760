"""The border of the assistant: Question in, Reply out, as design contracts them. Frozen pydantic models."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.border import Border, Given
from assistant.trace import ModelTrace, Trace

OURS = frozenset({"tickmark", "assistant"})
PRACTICE = "This is practice as Tickmark advises it; it rests on no source."


class Turn(Given):
    """One message of a conversation, oldest first."""

    author: str | None = None
    text: str
    ts: str | None = None

    @property
    def is_ours(self) -> bool:
        """Whether the assistant said it, under whichever of its names: nobody's wish."""
        return (self.author or "").strip().casefold() in OURS


class Context(Given):
    """A text that the answer must rest on instead of the index."""

    id: str
    text: str
    title: str | None = None


class Question(Given):
    """What is asked, by whom, where, and as of when."""

    id: str | None = None
    text: str = Field(min_length=1, max_length=20_000)
    conversation: tuple[Turn, ...] = ()
    contexts: tuple[Context, ...] | None = None
    user: str | None = None
    channel: str | None = None
    as_of: date | None = None


class Status(StrEnum):
    ANSWERED = "answered"
    NEEDS_FACTS = "needs_facts"
    ABSTAINED = "abstained"


class AbstentionKind(StrEnum):
    NO_SUPPORT = "no_support"
    OUT_OF_SCOPE = "out_of_scope"


class FactOut(Border):
    """A fact with the exact words that show it, in turn `turn` of the conversation or (None) in the question's text."""

    name: str
    value: str
    quote: str
    turn: int | None
    start: int
    end: int


class ClauseOut(Border):
    """A clause of the rule that holds, and the citations that its reason rests on."""

    name: str
    reason: str
    citations: tuple[int, ...]


class MissingOut(Border):
    fact: str
    question: str


class FlipOut(Border):
    """A fact that, had it this value, would change the outcome."""

    fact: str
    value: str
    outcome: str
    text: str


class DecisionOut(Border):
    outcome: str
    rule: str
    rule_version: str
    clauses: tuple[ClauseOut, ...]
    facts: tuple[FactOut, ...]
    missing: tuple[MissingOut, ...]
    flips: tuple[FlipOut, ...]


class StatementOut(Border):
    text: str
    citations: tuple[int, ...]


class ConflictOut(Border):
    """Two statements (their places in `statements`) whose sources disagree."""

    statements: tuple[int, int]


class RestsOn(Border):
    """A primary source that our guidance rests on and that is not quoted here."""

    title: str
    publisher: str
    url: str


class CitationOut(Border):
    n: int
    source_id: str
    version: str
    title: str
    publisher: str
    url: str | None
    section: str
    kind: str
    quote: str
    start: int
    end: int
    rests_on: tuple[RestsOn, ...] = ()

    @property
    def is_practice(self) -> bool:
        """Whether our library says it of its own: only what is ours has a publisher here."""
        return bool(self.publisher) and not self.rests_on


class AbstentionOut(Border):
    kind: AbstentionKind
    detail: str
    next_step: str


class Reply(Border):
    """An answer, a question back, or an abstention; `trace` only where it was asked for."""

    id: str | None
    status: Status
    headline: str
    decision: DecisionOut | None = None
    statements: tuple[StatementOut, ...] = ()
    conflicts: tuple[ConflictOut, ...] = ()
    citations: tuple[CitationOut, ...] = ()
    abstention: AbstentionOut | None = None
    as_of: date | None = None
    elapsed_ms: float = 0.0
    trace: ModelTrace | Trace | None = None
