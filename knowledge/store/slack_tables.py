"""The tables behind the Slack bot: what came in, what goes out, what was answered and what people thought of it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table

from knowledge.store.tables import Exact, Instant, metadata

slack_events = Table(
    "slack_events",
    metadata,
    Column("event_key", String(160), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("body", Exact, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("problem", String(300), nullable=False),
)

slack_posts = Table(
    "slack_posts",
    metadata,
    Column("post_id", Integer, primary_key=True),
    Column("post_key", String(160), nullable=False, unique=True),
    Column("method", String(24), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread", String(32), nullable=False),
    Column("body", Exact, nullable=False),
    Column("state", String(8), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("resent", Integer, nullable=False),
    Column("put_at", Instant, nullable=False),
    Column("claimed_at", Instant),
    Column("sent_at", Instant),
    Column("ts", String(32), nullable=False),
    Column("problem", String(300), nullable=False),
    Index("ix_slack_posts_channel", "channel", "state", "post_id"),
)

slack_pace = Table(
    "slack_pace",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("next_at", Instant, nullable=False),
)

slack_replies = Table(
    "slack_replies",
    metadata,
    Column("reply_id", String(32), primary_key=True),
    Column("asker", String(254), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread", String(32), nullable=False),
    Column("question", Exact, nullable=False),
    Column("question_hash", String(64), nullable=False),
    Column("body", Exact, nullable=False),
    Column("at", Instant, nullable=False),
)

slack_cited = Table(
    "slack_cited",
    metadata,
    Column("reply_id", String(32), ForeignKey("slack_replies.reply_id"), primary_key=True),
    Column("source_id", String, primary_key=True),
    Index("ix_slack_cited_source", "source_id"),
)

slack_feedback = Table(
    "slack_feedback",
    metadata,
    Column("reply_id", String(32), ForeignKey("slack_replies.reply_id"), primary_key=True),
    Column("person", String(254), primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("reason", Exact, nullable=False),
    Column("at", Instant, nullable=False),
)

slack_threads = Table(
    "slack_threads",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("thread", String(32), primary_key=True),
    Column("waits_for", String(32), primary_key=True),
    Column("about", String(24), nullable=False),
    Column("at", Instant, nullable=False),
)

slack_drafts = Table(
    "slack_drafts",
    metadata,
    Column("draft_id", String(32), primary_key=True),
    Column("person", String(254), nullable=False),
    Column("body", Exact, nullable=False),
    Column("at", Instant, nullable=False),
)
