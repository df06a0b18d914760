"""Wiring of evaluation: homes of its own to answer cases in, so that a score never depends on what this home holds."""

import csv
import hashlib
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import assistant
import evals
import knowledge
import prompts
from assistant.contract import Question, Reply
from assistant.desk import Desk
from evals.answer_signs import signs
from evals.cases import Case
from evals.running import Answering, spread
from evals.runs import Row, wanted_texts
from knowledge.access.people import OPERATOR, Person
from knowledge.index.encoder import Encoder
from knowledge.sources.types import EVERYONE, Kind, SourceVersion
from knowledge.store import reading
from knowledge.store.database import is_empty
from knowledge.store.people import put_people, set_channel
from tickmark import library
from tickmark.errors import Misuse
from tickmark.office import audit_key
from tickmark.opening import open_encoder, open_store
from tickmark.remembering import Remembering
from tickmark.settings import Settings, in_home
from tickmark.wiring import open_desk, seam

SHELVES = Path(evals.__file__).parent / "shelves"
CODE = (assistant, knowledge, prompts)


@dataclass(frozen=True)
class Examined:
    """Opens what answers from a shelf, by its name; the same in every process."""

    homes: tuple[tuple[str, Settings], ...]

    def settings(self, shelf: str) -> Settings:
        return dict(self.homes)[shelf]

    def __call__(self, shelf: str) -> Answering:
        desk = open_desk(self.settings(shelf))
        answer = seam(desk, trace=True)
        return lambda question: answer(question)


def examined(settings: Settings, shelves: Iterable[str], here: bool) -> Examined:
    """Homes with the library, and with each shelf beside it; with `here`, the home of `settings` as it is."""
    if here:
        return Examined(tuple((shelf, settings) for shelf in shelves))
    return Examined(tuple((shelf, _home(settings, shelf)) for shelf in sorted(set(shelves))))


def system(exam: Examined) -> dict[str, str]:
    """What answers, for a run's own record. Opens every home, so that no two processes make the same one."""
    desks = [open_desk(one) for _, one in exam.homes]
    asked = [_identity(desk) for desk in desks]
    rules = ", ".join(f"{rule.id} {rule.version}" for rule in library.rules())
    return {"index": "; ".join(asked), "rules": rules, "code": _code(), **_model(desks)}


def texts(exam: Examined, rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    """Every text that is cited, and the present text of every source that was retrieved."""
    cited, retrieved = wanted_texts(rows)
    found: dict[tuple[str, str], str] = {}
    for _, one in exam.homes:
        engine = open_store(one)
        for source_id, version in [*sorted(cited), *((source_id, "") for source_id in sorted(retrieved))]:
            held = reading.text(engine, source_id, version)
            if isinstance(held, SourceVersion):
                found.setdefault((source_id, held.version), held.text)
    return found


def context_signs(settings: Settings, cases: Sequence[Case], workers: int) -> list[tuple[float, ...]]:
    """For cases with contexts, the signs that these answer."""
    open_encoder(settings)  # made here, so that no two processes make it
    return list(spread(partial(_signs, settings), cases, workers))


def _signs(settings: Settings, case: Case) -> tuple[float, ...]:
    encoder = _encoder(settings)
    return signs(case, encoder.encode, encoder.knows)


@cache
def _encoder(settings: Settings) -> Encoder:
    """Once a process."""
    return open_encoder(settings)


def listed() -> list[str]:
    """The questions and requests that the assistant is taught with."""
    asks = (text for texts in library.asks().values() for text in texts)
    return [*asks, *library.unanswered(), *library.requests(), *library.questions()]


def places() -> frozenset[str]:
    """What a case of the library may cite: its pages and their sections."""
    found = set()
    for page in library.PAGES.glob("*.md"):
        found.add(page.stem)
        found |= {
            f"{page.stem}#{line[3:].strip()}" for line in page.read_text("utf-8").splitlines() if line[:3] == "## "
        }
    return frozenset(found)


def _home(settings: Settings, shelf: str) -> Settings:
    name = f"{shelf}-{_digest(_files(SHELVES / shelf))}" if shelf else "library"
    folder = settings.home / "evals" / name
    home = replace(settings, home=folder, database_url=in_home(folder), chroma_url=None, key_file=None)
    if (folder / "whole").exists():
        return home
    if shelf and not (SHELVES / shelf).is_dir():
        raise Misuse(f"shelf {shelf}: there is no folder {SHELVES / shelf}; mend the case's shelf")
    shutil.rmtree(folder, ignore_errors=True)
    _lend(settings, folder)
    _fill(home, SHELVES / shelf if shelf else None, settings)
    (folder / "whole").touch()
    return home


def _lend(settings: Settings, folder: Path) -> None:
    """The encoder, and what the library's questions taught: the same in every home, and named by what it is made of."""
    open_encoder(settings)
    for name in ("encoder", "listed"):
        if (settings.home / name).exists():
            shutil.copytree(settings.home / name, folder / name, copy_function=_linked)


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _fill(home: Settings, shelf: Path | None, lender: Settings) -> None:
    from tickmark.shelving import shelve, shelve_library  # the readers cost half a second

    if not is_empty(lender.database_url):  # what it has embedded of the library need not be embedded again
        engine, lent = open_store(home), open_store(lender)
        shelve_library(engine, Remembering(lent, open_encoder(home)), lambda *_: None)
        engine.dispose()
        lent.dispose()
    shelve(home, [], Kind.GUIDANCE, EVERYONE, lambda *_: None)
    for kind in Kind if shelf else ():
        if shelf and (shelf / kind).is_dir():
            shelve(home, [shelf / kind], kind, EVERYONE, lambda *_: None)
    if shelf and (shelf / "people.csv").exists():
        _people(home, shelf)


def _people(home: Settings, shelf: Path) -> None:
    engine, key, now = open_store(home), audit_key(home), datetime.now(UTC)
    with (shelf / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    who = [Person(r["email"], r["name"], frozenset(r["groups"].split())) for r in rows if r["email"]]
    put_people(engine, key, who, OPERATOR, now)
    for row in (r for r in rows if r["channel"]):
        set_channel(engine, key, row["channel"], row["groups"], OPERATOR, now)


def _identity(desk: Desk) -> str:
    return desk.index


def _model(desks: Sequence[Desk]) -> dict[str, str]:
    """The model and the prompts as a trace names them."""
    reply: Reply = seam(desks[0], trace=True)(Question(text="What is an ISMS?"))
    trace = reply.trace
    return {"model": trace.model if trace else "", "prompts": ", ".join(trace.prompts) if trace else ""}


def _code() -> str:
    folders = [Path(str(package.__file__)).parent for package in CODE]
    return _digest(
        path for folder in folders for path in _files(folder) if path.suffix in (".py", ".yaml", ".md", ".txt")
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _digest(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:12]
