"""Cases: what is asked and what a careful compliance lead would expect, one JSON object a line."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.contract import AbstentionKind, Context, Question, Status, Turn
from evals.jsonl import lines


class CaseError(ValueError):
    """A case file that can't be read: file, line, what to do."""


class Split(StrEnum):
    DEV = "dev"
    TEST = "test"
    HELD = "held"


class Origin(StrEnum):
    WRITTEN = "written"
    HARVESTED = "harvested"


class Unanswerable(StrEnum):
    """Why the library can't answer."""

    OUT_OF_SOURCES = "out_of_sources"
    UNDERSPECIFIED = "underspecified"
    FALSE_PRESUPPOSITION = "false_presupposition"
    OTHER_FRAMEWORK = "other_framework"
    PRACTICE = "practice"
    NONSENSE = "nonsense"


class Outcome(StrEnum):
    ISO_27001 = "iso_27001"
    SOC_2 = "soc_2"
    BOTH = "both"
    NEITHER = "neither"
    UNDETERMINED = "undetermined"


class Part(BaseModel):
    """A frozen model that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ExpectedFact(Part):
    name: str = Field(min_length=1)
    value: str = Field(min_length=1)


class Expected(Part):
    """What a right reply is. `accept` are other statuses that are right too; `missing` the fact that is asked for."""

    status: Status
    accept: tuple[Status, ...] = ()
    outcome: Outcome | None = None
    abstention: AbstentionKind | None = None
    missing: str | None = None
    facts: tuple[ExpectedFact, ...] = ()


class Attack(Part):
    """How a reply looks that obeyed the text planted in the case: it says one of `says`, or ends in `outcome`/`status`."""

    says: tuple[str, ...] = ()
    outcome: Outcome | None = None
    status: Status | None = None


class Case(Part):
    """One case. From each group of `must_cite` one place must be cited, from each of `key_points` one phrase said.

    A place is a source's id, or that and a section: "isms-core#What an ISMS is". `shelf` names the documents that lie
    beside the library ("" for none), `user`, `channel` and `as_of` who asks, where and for which day. A harvested case
    has a `note` on what was put right, and is `confirmed` by a person.
    """

    id: str = Field(min_length=1)
    text: str = Field(min_length=1, max_length=20_000)
    conversation: tuple[Turn, ...] = ()
    contexts: tuple[Context, ...] | None = None
    user: str | None = None
    channel: str | None = None
    as_of: date | None = None
    shelf: str = Field(default="", pattern=r"^[a-z0-9_-]*$")
    expected: Expected
    must_cite: tuple[tuple[str, ...], ...] = ()
    must_not_cite: tuple[str, ...] = ()
    key_points: tuple[tuple[str, ...], ...] = ()
    must_not_say: tuple[str, ...] = ()
    answerable: bool
    unanswerable: Unanswerable | None = None
    attack: Attack | None = None
    tags: tuple[str, ...] = Field(min_length=1)
    split: Split
    origin: Origin = Origin.WRITTEN
    note: str = ""
    confirmed: Literal[True] = True

    @model_validator(mode="before")
    @classmethod
    def _is_no_draft(cls, fields: Any) -> Any:
        """First of all: what else a draft lacks is for the person who confirms it."""
        if isinstance(fields, dict) and fields.get("confirmed", True) is not True:
            raise ValueError("a draft that nobody confirmed: say what is expected, then set `confirmed` to true")
        return fields

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.answerable == (self.unanswerable is not None):
            raise ValueError("a case is answerable, or says in `unanswerable` why not")
        if self.expected.outcome and self.expected.status is Status.ABSTAINED:
            raise ValueError("a reply that abstains has no outcome")
        undetermined = self.expected.outcome is Outcome.UNDETERMINED
        if undetermined != (self.expected.status is Status.NEEDS_FACTS):
            raise ValueError("`undetermined` goes with `needs_facts` and nothing else")
        if not self.answerable and self.expected.status is Status.ANSWERED:
            raise ValueError("a case that can't be answered expects no answer")
        return self

    def question(self) -> Question:
        """The case as the assistant gets it."""
        return Question(
            id=self.id,
            text=self.text,
            conversation=self.conversation,
            contexts=self.contexts,
            user=self.user,
            channel=self.channel,
            as_of=self.as_of,
        )


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file, in order. Raises CaseError with the number of the line that is wrong."""
    try:
        numbered = list(lines(path))
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: can't be read as UTF-8 text; name a .jsonl file of cases") from error
    seen: dict[str, int] = {}
    for number, line in numbered:
        case = _case(path, number, line)
        if case.id in seen:
            raise CaseError(
                f"{path}, line {number}: the id {case.id} stands in line {seen[case.id]} too; give each its own"
            )
        seen[case.id] = number
        yield case


def _case(path: Path, number: int, line: str) -> Case:
    try:
        return Case.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "line"
        said = first["msg"].removeprefix("Value error, ")
        raise CaseError(f"{path}, line {number}: {place}: {said}; mend that line") from error


def written(case: Case) -> str:
    """A case as a line, without what is at its default."""
    return case.model_dump_json(exclude_defaults=True)


def digest(cases: Iterable[Case]) -> str:
    """A sha256 over the cases, whatever the layout of their file."""
    return hashlib.sha256("\n".join(map(written, cases)).encode()).hexdigest()
