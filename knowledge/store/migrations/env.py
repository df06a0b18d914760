"""Alembic's entry: runs the migrations on the connection that `migrate.upgrade` hands over."""

from alembic import context

from knowledge.store import slack_tables  # noqa: F401  (its tables are part of the metadata)
from knowledge.store.record_tables import events

context.configure(
    connection=context.config.attributes["connection"], target_metadata=events.metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
