"""Sources, their versions, passages and vectors."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _sources()
    _versions()
    _passages()
    _vectors()
    _files()
    state = op.create_table(
        "state", sa.Column("key", sa.String(64), primary_key=True), sa.Column("value", sa.String, nullable=False)
    )
    op.bulk_insert(state, [{"key": "generation", "value": "0"}])


def downgrade() -> None:
    for table in ("state", "files", "vectors", "passages", "versions", "sources"):
        op.drop_table(table)


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("source_id", sa.String, primary_key=True),
        sa.Column("title", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("tier", sa.Integer, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("publisher", sa.String, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("superseded_by", sa.String),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("reviewed_by", sa.String, nullable=False),
        sa.Column("next_review", sa.Date),
        sa.Column("rests_on", sa.JSON, nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_sources_origin", "sources", ["origin"])


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("source_id", sa.String, sa.ForeignKey("sources.source_id"), primary_key=True),
        sa.Column("version", sa.String(64), primary_key=True),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.String),
        sa.Column("reviewed_at", sa.DateTime(timezone=True)),
    )


def _passages() -> None:
    op.create_table(
        "passages",
        sa.Column("passage_id", sa.String, primary_key=True),
        sa.Column("source_id", sa.String, nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("section", sa.JSON, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("context", sa.LargeBinary, nullable=False),
        sa.Column("units", sa.JSON, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("embed_key", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["source_id", "version"], ["versions.source_id", "versions.version"]),
    )
    op.create_index("ix_passages_version", "passages", ["source_id", "version"])
    op.create_index("ix_passages_embed_key", "passages", ["embed_key"])


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("origin", sa.String, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
    )


def _vectors() -> None:
    op.create_table(
        "vectors",
        sa.Column("encoder_key", sa.String, primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
