"""Wiring of records: the audit key, who acts, and the office that the intake use cases work in."""

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from assistant.contract import Question, Reply
from assistant.intake.office import Office
from knowledge.access.people import Person, operator
from knowledge.records.proposing import Phrases, Sorting, sort
from knowledge.rules.sorting import load_phrases
from knowledge.store import audit, people, record_reading
from knowledge.store.database import Engine
from knowledge.store.records import commit, next_id
from tickmark import library
from tickmark.errors import Misuse, Problem
from tickmark.settings import Settings

KEY_BYTES = 32


def audit_key(settings: Settings) -> bytes:
    """The key of the audit log, made on first use in a file that only its owner reads. It is in no backup."""
    path = settings.audit_key
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_key(path)
        key = path.read_bytes()
    except OSError as error:
        raise Problem(f"{path}: {error.strerror}; set TICKMARK_AUDIT_KEY_FILE to a file that can be read") from error
    if len(key) < KEY_BYTES:
        raise Problem(f"{path}: holds no audit key; put the key of this home's audit log back there")
    return key


def log_key(engine: Engine, settings: Settings) -> bytes:
    """The key of the audit log of a store: none is made where events were written with one that is gone."""
    if not settings.audit_key.exists() and audit.length(engine):
        raise Problem(f"{settings.audit_key}: the key of this log is not there; put it back, no other one verifies it")
    return audit_key(settings)


def _make_key(path: Path) -> None:
    """Write beside and link: of two processes one key wins, and no half-written key is ever read."""
    if path.exists():
        return
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def actor(engine: Engine, email: str) -> Person:
    """Who acts: the person with this email, or the operator where nobody is named."""
    if not email:
        return operator()
    found = people.person(engine, email)
    if found is None:
        raise Misuse(f"--as {email}: nobody of that email is known; see: tickmark people list")
    if found.is_forum:
        raise Misuse(f"--as {email}: is a forum; one of those who sit on it acts, by their own name")
    return found


def office(engine: Engine, settings: Settings, answer: Callable[[Question], Reply]) -> Office:
    """The office on a store. `answer` is asked only when an intake is opened."""
    key = log_key(engine, settings)
    return Office(
        record=lambda record_id, audiences: record_reading.record(engine, record_id, audiences),
        records=lambda ids, audiences: record_reading.records_of(engine, ids, audiences),
        person=lambda email: people.person(engine, email),
        everybody=lambda: people.everybody(engine),
        commit=lambda change: commit(engine, key, change),
        next_id=lambda kind: next_id(engine, kind),
        answer=answer,
        sort=sorted_,
        now=lambda: datetime.now(UTC),
    )


class Answer:
    """The answering seam, opened on the first question: most commands on records ask none."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, question: Question) -> Reply:
        from tickmark.wiring import open_desk, seam

        return seam(open_desk(self._settings))(question)


def sorted_(text: str) -> Sorting:
    """What a request looks like at first sight."""
    return sort(_phrases(), text)


@cache
def _phrases() -> Phrases:
    return load_phrases(library.RULES / "intake.yaml")
