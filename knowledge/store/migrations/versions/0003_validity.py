"""Each version keeps the days between which its text says that it holds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_CURRENT = """
UPDATE versions SET {day} = (
  SELECT {day} FROM sources WHERE sources.source_id = versions.source_id AND sources.version = versions.version
)
"""


def upgrade() -> None:
    for day in ("valid_from", "valid_to"):
        op.add_column("versions", sa.Column(day, sa.Date))
        op.execute(_CURRENT.format(day=day))


def downgrade() -> None:
    for day in ("valid_from", "valid_to"):
        op.drop_column("versions", day)
