"""What the library in the store teaches about which section a question belongs to."""

from assistant.question.found import Found, Unit, units
from knowledge.sources.types import Tier
from knowledge.store.database import Engine
from knowledge.store.live import live_passages
from knowledge.store.reading import passages
from tickmark import library
from tickmark.claims import Place
from tickmark.listed import Examples


def library_units(engine: Engine) -> list[Unit]:
    """Every sentence of the library as the store holds it."""
    ids = [one.passage_id for one in live_passages(engine).passages if one.tier is Tier.LIBRARY]
    return units([Found(one.passage, one.source, one.text, 0.0) for one in passages(engine, ids)])


def library_examples(engine: Engine) -> Examples:
    """The listed questions and the sentences of every section, and the questions that are known not to be answered."""
    sentences: dict[Place, list[str]] = {}
    for unit in library_units(engine):
        source = unit.found.source
        for heading in unit.found.passage.section:
            placed = f"{source.title}: {heading}: {unit.text}"
            sentences.setdefault((source.source_id, heading), []).append(placed)
    return Examples(library.asks(), sentences, library.unanswered())
