"""People, records, the audit trail, jobs and notices."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_REFUSE_SQLITE = """
CREATE TRIGGER events_no_{name} BEFORE {verb} ON events
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
_REFUSE_POSTGRES = """
CREATE FUNCTION events_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
"""
_TRIGGER_POSTGRES = """
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION events_append_only()
"""


def upgrade() -> None:
    _people()
    _records()
    _beside_records()
    _events()
    _work()
    op.execute("INSERT INTO state (key, value) VALUES ('audit', '0:')")


def downgrade() -> None:
    for table in ("notices", "jobs", "events", "keys", "dues", "links", "record_versions", "records", "counters"):
        op.drop_table(table)
    for table in ("channels", "roles", "memberships", "people"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION events_append_only()")
    op.execute("DELETE FROM state WHERE key = 'audit'")


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("email", sa.String(254), primary_key=True),
        sa.Column("name", sa.LargeBinary, nullable=False),
    )
    for table, column, size in (("memberships", "group_name", 64), ("roles", "role", 16)):
        op.create_table(
            table,
            sa.Column("email", sa.String(254), sa.ForeignKey("people.email"), primary_key=True),
            sa.Column(column, sa.String(size), primary_key=True),
        )
    op.create_table(
        "channels",
        sa.Column("channel", sa.String(64), primary_key=True),
        sa.Column("audience", sa.String(64), nullable=False),
    )


def _records() -> None:
    op.create_table(
        "counters",
        sa.Column("kind", sa.String(24), primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "records",
        sa.Column("record_id", sa.String(24), primary_key=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("audience", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(254), nullable=False),
        sa.Column("summary", sa.LargeBinary, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(254), nullable=False),
        sa.Column("erased", sa.Boolean, nullable=False),
    )
    op.create_index("ix_records_kind", "records", ["kind", "status"])
    op.create_index("ix_records_changed", "records", ["changed_at"])


def _record_id() -> sa.Column[str]:
    return sa.Column("record_id", sa.String(24), sa.ForeignKey("records.record_id"), primary_key=True)


def _beside_records() -> None:
    op.create_table(
        "record_versions",
        _record_id(),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(254), nullable=False),
    )
    op.create_table(
        "links",
        _record_id(),
        sa.Column("relation", sa.String(16), primary_key=True),
        sa.Column("target", sa.String(300), primary_key=True),
        sa.Column("version", sa.String(64), nullable=False),
    )
    op.create_index("ix_links_target", "links", ["relation", "target", "version", "record_id"])
    op.create_table(
        "dues",
        _record_id(),
        sa.Column("what", sa.String(24), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
    )
    op.create_index("ix_dues_day", "dues", ["day"])
    op.create_table(
        "keys",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("record_id", sa.String(24), nullable=False),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.Column("action", sa.String(24), nullable=False),
        sa.Column("record_id", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
    )
    op.create_index("ix_events_record_id", "events", ["record_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_REFUSE_POSTGRES)
        op.execute(_TRIGGER_POSTGRES)
    else:
        for verb in ("UPDATE", "DELETE"):
            op.execute(_REFUSE_SQLITE.format(name=verb.lower(), verb=verb))


def _work() -> None:
    op.create_table(
        "jobs",
        sa.Column("job_id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worker", sa.String(64), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("problem", sa.String, nullable=False),
    )
    op.create_index("ix_jobs_waiting", "jobs", ["state", "due_at"])
    op.create_table(
        "notices",
        sa.Column("notice_id", sa.Integer, primary_key=True),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("record_id", sa.String(24), nullable=False),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_notices_waiting", "notices", ["delivered_at", "recipient"])
