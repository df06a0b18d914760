"""What becomes of the rows of a register that is imported."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.evidence.filing import sent_digest
from assistant.evidence.taking import take, tried
from assistant.intake.lookalikes import Likes
from assistant.intake.office import Done, Refusal, said
from ingest.registers.rows import BadRow, Entry
from knowledge.records.bodies import Invalid, digest
from knowledge.records.vocabulary import RecordKind
from knowledge.store.record_finding import sent
from knowledge.store.record_reading import texts
from tickmark.cli.recording import Desk

LATEST = 2_000  # records on file that rows are compared with, last changed first
NEAR = 0.75  # of 1: how much of their words two rows share that look the same
_TELLING = ("claim", "title", "what", "decision", "scope", "requirement", "satisfies")
_DAYS = ("effective_on", "period_from", "period_to", "found_on", "due", "decided_on")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a row, or would: `what` is added, already there, or refused; `like` names what looks the same."""

    row: int
    what: str
    id: str = ""
    field: str = ""
    why: str = ""
    like: str = ""


def fates_of(at: Desk, kind: RecordKind, rows: Sequence[Entry | BadRow], dry_run: bool) -> Iterator[Fate]:
    """The fate of each row, in order; with `dry_run` nothing is written."""
    rows = _own(at, rows)
    before = sent(at.engine, _keys(rows), at.actor.audiences)
    likes = Likes(NEAR)
    for record_id, body in reversed(texts(at.engine, kind, at.actor.audiences, LATEST)):
        likes.keep(record_id, *_telling(json.loads(body)))
    for one in rows:
        if isinstance(one, BadRow):
            yield Fate(one.number, "refused", field=one.field, why=one.why)
        elif one.key in before:
            yield _again(one, *before[one.key])
        elif one.row in before:
            yield _otherwise(one, kind, before[one.row][1])
        else:
            yield _new(at, kind, one, dry_run, before, likes)


def _keys(rows: Sequence[Entry | BadRow]) -> list[str]:
    return [key for one in rows if isinstance(one, Entry) for key in (one.key, one.row)]


def _own(at: Desk, rows: Sequence[Entry | BadRow]) -> list[Entry | BadRow]:
    """The rows; one whose key stands for a record that the actor may not read gets a key of theirs, and tells nothing."""
    wanted = _keys(rows)
    hidden = sent(at.engine, wanted, None).keys() - sent(at.engine, wanted, at.actor.audiences).keys()
    return [
        replace(one, key=_named(at, one.key), row=_named(at, one.row))
        if isinstance(one, Entry) and hidden & {one.key, one.row}
        else one
        for one in rows
    ]


def _named(at: Desk, key: str) -> str:
    return f"own:{digest(f'{at.actor.email} {key}')}"


def _new(
    at: Desk, kind: RecordKind, one: Entry, dry_run: bool, before: dict[str, tuple[str, str]], likes: Likes
) -> Fate:
    result: Done | Refusal | None
    if dry_run:
        result = tried(at.office, at.actor, kind, one.fields)
    else:
        result = take(at.office, at.actor, kind, one.fields, one.key, one.row)
    telling = _telling(one.fields)
    fate = _fate(one, result, likes.like(*telling))
    if fate.what == "added":
        name = fate.id or f"row {one.number}"
        likes.keep(name, *telling)
        before |= dict.fromkeys((one.key, one.row), (sent_digest(one.fields), fate.id or "a row above"))
    return fate


def _again(one: Entry, before: str, record_id: str) -> Fate:
    if before == sent_digest(one.fields):
        return Fate(one.number, "already there", record_id)
    return Fate(one.number, "refused", field="ref", why=f"stands for {record_id}, which came in with other content")


def _otherwise(one: Entry, kind: RecordKind, record_id: str) -> Fate:
    mend = "" if kind == RecordKind.DECISION else f"; correct it with: tickmark {kind.value} edit {record_id}"
    why = f"the same row came in as {record_id}, with other columns taken or from another file{mend}"
    return Fate(one.number, "already there", record_id, why=why)


def _fate(one: Entry, result: Done | Refusal | None, like: str) -> Fate:
    if result is None:
        return Fate(one.number, "added", like=like)
    if isinstance(result, Done):
        return Fate(one.number, "already there" if result.again else "added", result.record_ids[0], like=like)
    if isinstance(result, Invalid):
        return Fate(one.number, "refused", field=result.field, why=result.why)
    return Fate(one.number, "refused", why=said(result))


def _telling(fields: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """What tells a row from others: what it is about in words, and its days and what it covers."""
    said = " ".join(str(fields[name]) for name in _TELLING if fields.get(name))
    covers = {name: str(value).casefold() for name, value in (fields.get("covers") or {}).items() if value}
    return said, covers | {name: str(fields[name]) for name in _DAYS if fields.get(name)}
