"""Which live passages stand under which headings."""

from sqlalchemy import Engine, select

from knowledge.sources.types import Tier
from knowledge.store.database import reading
from knowledge.store.rows import LIVE
from knowledge.store.tables import passages, sources


def sections(engine: Engine, tier: Tier) -> dict[tuple[str, str], list[str]]:
    """The ids of the live passages of sources of `tier`, in order, by source id and each heading above them."""
    wanted = select(passages.c.passage_id, passages.c.source_id, passages.c.section).where(LIVE)
    ordered = wanted.where(sources.c.tier == int(tier)).order_by(passages.c.source_id, passages.c.ordinal)
    found: dict[tuple[str, str], list[str]] = {}
    with reading(engine) as connection:
        for passage_id, source_id, headings in connection.execute(ordered):
            for heading in headings:
                found.setdefault((source_id, heading), []).append(passage_id)
    return found
