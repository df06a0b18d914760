"""What a decision rule is made of: the facts it looks at, the words that show them, and its clauses in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.rules.words import Pattern


class Outcome(StrEnum):
    """The outcomes that every rule knows beside its options."""

    BOTH = "both"
    NEITHER = "neither"
    UNDETERMINED = "undetermined"


class Reads(StrEnum):
    """How a fact is read from a text."""

    WISH = "wish"
    REFUSAL = "refusal"
    HELD = "held"
    OBLIGATION = "obligation"
    GOVERNS = "governs"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a fact: `names` name it, `things` are what one asks for when one means it.

    `bare` are things of one word that count only where no noun stands before them ("a report", no "sales report").
    `short` are names that count only beside another option ("ISO or SOC"). `source` is what would have to be added
    to the library before a request that this governs can be answered.
    """

    id: str
    title: str
    names: tuple[Pattern, ...] = ()
    things: tuple[Pattern, ...] = ()
    bare: tuple[Pattern, ...] = ()
    short: tuple[Pattern, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class FactSpec:
    """A fact of the rule. `of` names the fact whose values it shares; `many` allows several values at once.

    `beside_wish`: read only in sentences that state a wish. `ranked`: where several values are mentioned, the one
    that stands first in the rule counts, not the one that is mentioned first.
    """

    name: str
    label: str
    reads: Reads
    values: tuple[Value, ...]
    many: bool = False
    beside_wish: bool = False
    ranked: bool = False
    of: str = ""
    opposes: str = ""
    question: str = ""
    conflict_question: str = ""

    def value(self, value_id: str) -> Value | None:
        """The value of that id, or None."""
        return next((v for v in self.values if v.id == value_id), None)


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where fact `fact` has all of `all_of`, any of `any_of`, none of `none_of`; `known` asks for any value."""

    fact: str
    all_of: frozenset[str] = frozenset()
    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()
    known: bool | None = None

    def holds(self, known: Mapping[str, frozenset[str]]) -> bool:
        """Whether the facts meet this condition."""
        values = known.get(self.fact, frozenset())
        return (
            self.all_of <= values
            and (not self.any_of or bool(self.any_of & values))
            and not self.none_of & values
            and (self.known is None or self.known == bool(values))
        )


@dataclass(frozen=True, slots=True)
class Basis:
    """The sentence of the library that a clause rests on."""

    source_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: where all conditions hold, this outcome. `primary` is the option whose obligation comes first.

    It rests on `basis`; `next` are sentences of the library that tell what to do now.
    """

    name: str
    outcome: str
    reason: str
    when: tuple[Condition, ...]
    basis: tuple[Basis, ...]
    primary: str = ""
    headline: str = ""
    next: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomeSpec:
    """An outcome as it is said: its title in a sentence and its headline."""

    id: str
    title: str
    headline: str


@dataclass(frozen=True, slots=True)
class Speech:
    """How wishes are said in a language: classes of phrases and lists of words, shared by all rules."""

    phrases: Mapping[str, tuple[Pattern, ...]]
    words: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A decision rule. Compared by identity, so that a reader of it can be kept."""

    id: str
    version: str
    title: str
    outcomes: tuple[OutcomeSpec, ...]
    facts: tuple[FactSpec, ...]
    clauses: tuple[Clause, ...]
    flip: str
    speech: Speech
    requests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fact(self, name: str) -> FactSpec:
        """The fact of that name; KeyError for a name that the rule does not have."""
        return {spec.name: spec for spec in self.facts}[name]

    def outcome(self, outcome_id: str) -> OutcomeSpec:
        """The outcome of that id; KeyError for one that the rule does not have."""
        return {spec.id: spec for spec in self.outcomes}[outcome_id]

    def options(self) -> tuple[OutcomeSpec, ...]:
        """The outcomes that this comparison chooses between, without those that every rule has."""
        return tuple(spec for spec in self.outcomes if spec.id not in set(Outcome))

    def reading(self, reads: Reads) -> FactSpec | None:
        """The first fact that is read so, or None."""
        return next((spec for spec in self.facts if spec.reads == reads), None)
