"""The tables of the store. A change here needs a migration; a test compares the two."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

metadata = MetaData()


class Exact(TypeDecorator[str]):
    """Text kept to the last code point: PostgreSQL's own text refuses NUL, and no driver writes a surrogate."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        return None if value is None else value.encode("utf-8", "surrogatepass")

    def process_result_value(self, value: Any, dialect: Any) -> str | None:
        if value is None or isinstance(value, str):  # SQLite keeps what somebody else put there as they put it
            return value
        return bytes(value).decode("utf-8", "surrogatepass")


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. Refuses a naive datetime; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)  # type: ignore[no-any-return]


sources = Table(
    "sources",
    metadata,
    Column("source_id", String, primary_key=True),
    Column("title", Exact, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("tier", Integer, nullable=False),
    Column("audience", String, nullable=False),
    Column("publisher", String, nullable=False),
    Column("url", String, nullable=False),
    Column("origin", String, nullable=False, index=True),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("superseded_by", String),
    Column("author", String, nullable=False),
    Column("status", String, nullable=False),
    Column("reviewed_by", String, nullable=False),
    Column("next_review", Date),
    Column("rests_on", JSON, nullable=False),
    Column("version", String(64), nullable=False),
    Column("retired_at", Instant),
)

versions = Table(
    "versions",
    metadata,
    Column("source_id", String, ForeignKey("sources.source_id"), primary_key=True),
    Column("version", String(64), primary_key=True),
    Column("text", Exact, nullable=False),
    Column("stored_at", Instant, nullable=False),
    Column("reviewed_by", String),
    Column("reviewed_at", Instant),
    Column("valid_from", Date),
    Column("valid_to", Date),
)

passages = Table(
    "passages",
    metadata,
    Column("passage_id", String, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("version", String(64), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("section", JSON, nullable=False),
    Column("role", String(16), nullable=False),
    Column("context", Exact, nullable=False),
    Column("units", JSON, nullable=False),
    Column("text", Exact, nullable=False),
    Column("embed_key", String(64), nullable=False, index=True),
    ForeignKeyConstraint(["source_id", "version"], ["versions.source_id", "versions.version"]),
    Index("ix_passages_version", "source_id", "version"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("encoder_key", String, primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("origin", String, primary_key=True),
    Column("digest", String(64), nullable=False),
)

state = Table(
    "state",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", String, nullable=False),
)
