"""What the Slack bot keeps: events, posts, replies, feedback, threads that wait for somebody, drafts of intakes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _traffic()
    _answers()
    _conversations()


def downgrade() -> None:
    for table in ("drafts", "threads", "feedback", "cited", "replies", "pace", "posts", "events"):
        op.drop_table(f"slack_{table}")


def _traffic() -> None:
    op.create_table(
        "slack_events",
        sa.Column("event_key", sa.String(160), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("problem", sa.String(300), nullable=False),
    )
    op.create_table(
        "slack_posts",
        sa.Column("post_id", sa.Integer, primary_key=True),
        sa.Column("post_key", sa.String(160), nullable=False, unique=True),
        sa.Column("method", sa.String(24), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("thread", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("resent", sa.Integer, nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.Column("problem", sa.String(300), nullable=False),
    )
    op.create_index("ix_slack_posts_channel", "slack_posts", ["channel", "state", "post_id"])
    op.create_table(
        "slack_pace",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
    )


def _answers() -> None:
    op.create_table(
        "slack_replies",
        sa.Column("reply_id", sa.String(32), primary_key=True),
        sa.Column("asker", sa.String(254), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("thread", sa.String(32), nullable=False),
        sa.Column("question", sa.LargeBinary, nullable=False),
        sa.Column("question_hash", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "slack_cited",
        sa.Column("reply_id", sa.String(32), sa.ForeignKey("slack_replies.reply_id"), primary_key=True),
        sa.Column("source_id", sa.String, primary_key=True),
    )
    op.create_index("ix_slack_cited_source", "slack_cited", ["source_id"])
    op.create_table(
        "slack_feedback",
        sa.Column("reply_id", sa.String(32), sa.ForeignKey("slack_replies.reply_id"), primary_key=True),
        sa.Column("person", sa.String(254), primary_key=True),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _conversations() -> None:
    op.create_table(
        "slack_threads",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("thread", sa.String(32), primary_key=True),
        sa.Column("waits_for", sa.String(32), primary_key=True),
        sa.Column("about", sa.String(24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "slack_drafts",
        sa.Column("draft_id", sa.String(32), primary_key=True),
        sa.Column("person", sa.String(254), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
