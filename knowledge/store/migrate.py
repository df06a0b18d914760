"""Bring a database to this release's schema. Only place that knows Alembic's commands."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from knowledge.store.database import HEAD, revision, writing
from knowledge.store.errors import StoreNewer

_MIGRATION_LOCK = 7_361_001  # any number that no other user of the database takes


def configured() -> Config:
    """Alembic's settings, pointing at the migrations that ship with the package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def upgrade(engine: Engine) -> None:
    """Run the missing migrations in one transaction; of several callers one does it. Raises StoreNewer."""
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        config = configured()
        _refuse_newer(connection, config)
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def _refuse_newer(connection: Connection, config: Config) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = revision(connection)
    if found is not None and found not in known:
        raise StoreNewer(f"the database is at schema {found}, this release knows {HEAD}; install the newer release")
