"""Between rows and the pure types."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, and_, func

from knowledge.sources.types import Kind, Passage, Role, Source, Span, Tier
from knowledge.store.tables import passages, sources, versions

Row = RowMapping

_PLAIN = (
    *("source_id", "title", "audience", "publisher", "url", "origin", "valid_from", "valid_to"),
    *("superseded_by", "author", "status", "next_review"),
)
_REVIEWED_BY = func.coalesce(versions.c.reviewed_by, sources.c.reviewed_by).label("reviewed_by")

SOURCE_COLUMNS = (*(sources.c[name] for name in (*_PLAIN, "kind", "tier", "rests_on", "retired_at")), _REVIEWED_BY)
PASSAGE_COLUMNS = tuple(column.label(f"passage_{column.name}") for column in passages.c)
CURRENT = and_(sources.c.source_id == versions.c.source_id, sources.c.version == versions.c.version)
LIVE = and_(
    passages.c.source_id == sources.c.source_id,
    passages.c.version == sources.c.version,
    sources.c.retired_at.is_(None),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A source as the store holds it: the sha256 of its current version, since when, and when it was retired."""

    source: Source
    version: str
    stored_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its source, its own text, and the texts of its units, in order."""

    passage: Passage
    source: Source
    text: str
    units: tuple[str, ...]


def held(row: Row) -> Held:
    return Held(source(row), row["version"], row["stored_at"], row["retired_at"])


def source(row: Row) -> Source:
    rests_on = {heading: tuple(ids) for heading, ids in row["rests_on"].items()}
    plain = {name: row[name] for name in _PLAIN}
    return Source(
        **plain, kind=Kind(row["kind"]), tier=Tier(row["tier"]), reviewed_by=row["reviewed_by"], rests_on=rests_on
    )


def passage(row: Row) -> Passage:
    return Passage(
        passage_id=row["passage_passage_id"],
        source_id=row["passage_source_id"],
        version=row["passage_version"],
        ordinal=row["passage_ordinal"],
        start=row["passage_start"],
        end=row["passage_end"],
        section=tuple(row["passage_section"]),
        role=Role(row["passage_role"]),
        context=row["passage_context"],
        units=tuple(Span(start, end) for start, end in row["passage_units"]),
    )


def found(row: Row) -> Found:
    place, text = passage(row), row["passage_text"]
    return Found(
        place, source(row), text, tuple(text[s.start - place.start : s.end - place.start] for s in place.units)
    )


def source_values(item: Source, version: str) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in (*_PLAIN, "reviewed_by")}
    rests_on = {heading: list(ids) for heading, ids in item.rests_on.items()}
    kept = {"kind": item.kind.value, "tier": int(item.tier), "rests_on": rests_on}
    return {**values, **kept, "version": version, "retired_at": None}


def passage_values(item: Passage, text: str, embed_key: str) -> dict[str, Any]:
    names = ("passage_id", "source_id", "version", "ordinal", "start", "end", "context")
    lists = {"section": list(item.section), "units": [[span.start, span.end] for span in item.units]}
    values = {name: getattr(item, name) for name in names}
    return {**values, **lists, "role": item.role.value, "text": text, "embed_key": embed_key}
