"""The tables of people, records, their trail and the jobs behind them. A change here needs a migration."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table

from knowledge.store.tables import Exact, Instant, metadata

people = Table(
    "people",
    metadata,
    Column("email", String(254), primary_key=True),
    Column("name", Exact, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("email", String(254), ForeignKey("people.email"), primary_key=True),
    Column("group_name", String(64), primary_key=True),
)

roles = Table(
    "roles",
    metadata,
    Column("email", String(254), ForeignKey("people.email"), primary_key=True),
    Column("role", String(16), primary_key=True),
)

channels = Table(
    "channels",
    metadata,
    Column("channel", String(64), primary_key=True),
    Column("audience", String(64), nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("kind", String(24), primary_key=True),
    Column("last", Integer, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("record_id", String(24), primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String(24), nullable=False),
    Column("audience", String(64), nullable=False),
    Column("owner", String(254), nullable=False),
    Column("summary", Exact, nullable=False),
    Column("body", Exact, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(254), nullable=False),
    Column("erased", Boolean, nullable=False),
    Index("ix_records_kind", "kind", "status"),
    Index("ix_records_changed", "changed_at"),
)

record_versions = Table(
    "record_versions",
    metadata,
    Column("record_id", String(24), ForeignKey("records.record_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("body", Exact, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(254), nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("record_id", String(24), ForeignKey("records.record_id"), primary_key=True),
    Column("relation", String(16), primary_key=True),
    Column("target", String(300), primary_key=True),
    Column("version", String(64), nullable=False),
    Index("ix_links_target", "relation", "target", "version", "record_id"),
)

dues = Table(
    "dues",
    metadata,
    Column("record_id", String(24), ForeignKey("records.record_id"), primary_key=True),
    Column("what", String(24), primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("kind", String(24), nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("record_id", String(24), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(254), nullable=False),
    Column("action", String(24), nullable=False),
    Column("record_id", String(24), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("detail", String, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("job_id", Integer, primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("worker", String(64), nullable=False),
    Column("lease_until", Instant),
    Column("problem", String, nullable=False),
    Index("ix_jobs_waiting", "state", "due_at"),
)

notices = Table(
    "notices",
    metadata,
    Column("notice_id", Integer, primary_key=True),
    Column("recipient", String(254), nullable=False),
    Column("record_id", String(24), nullable=False),
    Column("what", String(24), nullable=False),
    Column("at", Instant, nullable=False),
    Column("delivered_at", Instant),
    Index("ix_notices_waiting", "delivered_at", "recipient"),
)
