"""Review, expiry and request dates are of the cycle of their framework; all of them stood as internal."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CYCLES = {"iso_27001": "iso_review_cycle", "soc_2": "assurance_period"}
_DATED = "SELECT record_id, body FROM records WHERE kind IN ('decision', 'evidence', 'evidence_request') AND NOT erased"
_PLACED = "UPDATE dues SET kind = :kind WHERE record_id = :record AND kind = 'internal'"


def upgrade() -> None:
    connection = op.get_bind()
    for record_id, body in list(connection.execute(sa.text(_DATED))):
        fields = _fields(body)
        clause = fields.get("type") == "contract_clause"
        kind = "contract" if clause else _CYCLES.get(fields.get("framework", ""))
        if kind:
            connection.execute(sa.text(_PLACED), {"kind": kind, "record": record_id})


def _fields(body: bytes | str) -> dict[str, Any]:
    """A text that somebody put past the program keeps no home closed: `audit verify` names it."""
    try:
        found = json.loads(body if isinstance(body, str) else bytes(body).decode("utf-8", "surrogatepass"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def downgrade() -> None:
    op.execute(
        "UPDATE dues SET kind = 'internal' WHERE record_id IN "
        "(SELECT record_id FROM records WHERE kind IN ('decision', 'evidence', 'evidence_request'))"
    )
