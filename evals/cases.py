"""Cases: what is asked and what a careful compliance lead would expect, one JSON object a line."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.contract import Context, Question, Turn


class CaseError(ValueError):
    """A case file that can't be read: file, line, what to do."""


class Expected(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    status: str
    outcome: str | None = None
    abstention: str | None = None


class Case(BaseModel):
    """One case. From each group of `must_cite` one source must be cited, from each of `key_points` one phrase said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    conversation: tuple[Turn, ...] = ()
    contexts: tuple[Context, ...] | None = None
    tags: tuple[str, ...]
    split: str
    expected: Expected
    must_cite: tuple[tuple[str, ...], ...] = ()
    key_points: tuple[tuple[str, ...], ...] = ()

    def question(self) -> Question:
        """The case as the assistant gets it."""
        return Question(id=self.id, text=self.text, conversation=self.conversation, contexts=self.contexts)


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file, in order. Raises CaseError with the number of the line that is wrong."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: can't be read as UTF-8 text; name a .jsonl file of cases") from error
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if line.strip():
            case = _case(path, number, line)
            if case.id in seen:
                raise CaseError(f"{path}, line {number}: the id {case.id} stands twice; give each case its own")
            seen.add(case.id)
            yield case


def _case(path: Path, number: int, line: str) -> Case:
    try:
        return Case.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "line"
        raise CaseError(f"{path}, line {number}: {place}: {first['msg']}; mend that line") from error
