"""A run: a folder that can be moved. run.json, cases.jsonl, replies.jsonl (a line as soon as there is one), sources.jsonl."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.contract import Reply
from evals.cases import Case, digest, read_cases, written
from evals.jsonl import lines

FORMAT = 1
Texts = Mapping[tuple[str, str], str]
"""Stored texts by source id and version."""


class RunError(ValueError):
    """A folder that is no run, or another one than is meant."""


@dataclass(frozen=True, slots=True)
class About:
    """What answered what: the dataset's name and digest, and of the system the index, model, prompts and rules."""

    dataset: str
    cases: str
    started: str
    system: dict[str, str]
    complete: bool = False
    format: int = FORMAT


class Row(BaseModel):
    """A case's reply, whole and with its trace, or the error that stood in its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    reply: Reply | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A case and what came of it. `reply` is None where answering broke or has not been tried."""

    case: Case
    reply: Reply | None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A run read from its folder; results in the order of the cases, `texts` every cited or retrieved text."""

    folder: Path
    about: About
    results: tuple[Result, ...]
    texts: Texts

    def by_id(self) -> dict[str, Result]:
        return {one.case.id: one for one in self.results}


def begin(folder: Path, about: About, cases: Sequence[Case]) -> list[Row]:
    """Make `folder` a run of `cases`, or go on with it: the rows with a reply that it has, for what broke is tried again. Raises
    RunError where it is another run."""
    if (folder / "run.json").exists():
        held = _about(folder)
        if held.cases != about.cases:
            raise RunError(f"{folder}: is a run of other cases; name another folder")
        if held.system != about.system:
            raise RunError(f"{folder}: was begun with another index, model or rule; name another folder")
        return [row for row in _rows(folder) if row.reply is not None]
    folder.mkdir(parents=True, exist_ok=True)
    _put(folder / "cases.jsonl", "".join(f"{written(case)}\n" for case in cases))
    _put(folder / "run.json", json.dumps(asdict(about), indent=2))
    return []


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else answers into `folder` meanwhile. Raises RunError where somebody does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError as error:
            raise RunError(
                f"{folder}: is being answered by another process; wait for it, or name another with --out"
            ) from error
        yield


def append(folder: Path, row: Row) -> None:
    """Keep one row: on disk when this returns."""
    with (folder / "replies.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{row.model_dump_json()}\n")
        file.flush()
        os.fsync(file.fileno())


def end(folder: Path, texts: Texts) -> None:
    """Keep the texts that the replies rest on, and mark the run complete. A version that is cited and that the store does not
    have is kept as "": its quotes are wrong, not unchecked."""
    cited, _ = wanted_texts(_rows(folder))
    texts = dict.fromkeys(sorted(cited), "") | dict(texts)
    held = (json.dumps({"source_id": s, "version": v, "text": t}, ensure_ascii=False) for (s, v), t in texts.items())
    _put(folder / "sources.jsonl", "".join(f"{line}\n" for line in held))
    about = asdict(_about(folder)) | {"complete": True}
    _put(folder / "run.json", json.dumps(about, indent=2))


def read_run(folder: Path) -> Run:
    """The run in a folder. A case without a row is an error of its own: it never vanishes from a count."""
    about = _about(folder)
    cases = list(read_cases(folder / "cases.jsonl"))
    if digest(cases) != about.cases:
        raise RunError(f"{folder}/cases.jsonl: was changed after the run; take the run's own cases back")
    rows = {row.id: row for row in _rows(folder)}
    missing = Row(id="", error="not answered: the run is not complete")
    results = (Result(c, rows.get(c.id, missing).reply, rows.get(c.id, missing).error) for c in cases)
    return Run(folder, about, tuple(results), _texts(folder))


def unfinished(parent: Path, cases: str, system: Mapping[str, str]) -> Path | None:
    """The newest run under `parent` of these cases by this system that was cut short."""
    for folder in sorted(parent.iterdir(), reverse=True) if parent.is_dir() else ():
        if (folder / "run.json").exists():
            about = _about(folder)
            if not about.complete and about.cases == cases and about.system == system:
                return folder
    return None


def wanted_texts(rows: Iterable[Row]) -> tuple[set[tuple[str, str]], set[str]]:
    """What the replies cite, by source and version, and the sources of what was retrieved for them."""
    replies = [row.reply for row in rows if row.reply is not None]
    cited = {(c.source_id, c.version) for reply in replies for c in reply.citations}
    return cited, {one.source_id for reply in replies if reply.trace for one in reply.trace.retrieved}


def _about(folder: Path) -> About:
    try:
        return About(**json.loads((folder / "run.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise RunError(f"{folder}: is no run; name a folder that `tickmark eval run` wrote") from error


def _rows(folder: Path) -> Iterator[Row]:
    """The rows, of which the last of a case counts. A last line that a kill cut short is no row: its case is answered again."""
    path = folder / "replies.jsonl"
    rows = path.read_bytes().split(b"\n") if path.exists() else []
    for number, line in enumerate(rows, 1):
        try:
            if line.strip():
                yield Row.model_validate_json(line)
        except ValidationError as error:
            if number < len(rows):
                raise RunError(f"{path}, line {number}: is no reply; take the run from where it is whole") from error
            _put(path, b"\n".join([*rows[:-1], b""]).decode("utf-8"))


def _texts(folder: Path) -> dict[tuple[str, str], str]:
    path = folder / "sources.jsonl"
    found: dict[tuple[str, str], str] = {}
    for number, line in lines(path) if path.exists() else ():
        try:
            row = json.loads(line)
            found[row["source_id"], row["version"]] = row["text"]
        except (ValueError, TypeError, KeyError) as error:
            raise RunError(
                f"{path}, line {number}: is no text of a source; take the run from where it is whole"
            ) from error
    return found


def is_whole(run: Run) -> bool:
    """Whether the run was ended and has the texts that its replies rest on."""
    return run.about.complete and (run.folder / "sources.jsonl").exists()


def _put(path: Path, text: str) -> None:
    """Written whole or not at all."""
    made = path.with_name(f".{path.name}.part")
    made.write_text(text, "utf-8")
    made.replace(path)
