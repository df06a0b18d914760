"""Read the phrases by which requests are sorted."""

from pathlib import Path

import yaml

from knowledge.records.proposing import Phrases
from knowledge.records.vocabulary import Changes, IntakeClass, Route
from knowledge.rules.words import Pattern, pattern_of


def load_phrases(path: Path) -> Phrases:
    """The phrases of `path`; ValueError for a class, route or change that records do not know."""
    raw = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    known = {"classes": IntakeClass, "routes": Route, "changes": Changes}
    return Phrases(
        **{part: {kind(name).value: _patterns(raw[part][name]) for name in raw[part]} for part, kind in known.items()}
    )


def _patterns(written: list[str]) -> tuple[Pattern, ...]:
    return tuple(pattern_of(one) for one in written)
