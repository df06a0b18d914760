"""Read the phrases by which requests are sorted."""

from pathlib import Path

import yaml

from knowledge.records.proposing import Phrases
from knowledge.records.vocabulary import Changes, IntakeClass, Route
from knowledge.rules.words import Pattern, pattern_of


def load_phrases(path: Path) -> Phrases:
    """The phrases of `path`; ValueError for a class, route or change that records do not know."""
    raw = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    known = {"classes": IntakeClass, "routes": Route, "changes": Changes, "otherwise": IntakeClass}
    parts = {part: {kind(name).value: _patterns(raw[part][name]) for name in raw[part]} for part, kind in known.items()}
    implied = {IntakeClass(one).value: tuple(Changes(c).value for c in raw["implied"][one]) for one in raw["implied"]}
    return Phrases(**parts, implied=implied)


def _patterns(written: list[str]) -> tuple[Pattern, ...]:
    return tuple(pattern_of(one) for one in written)
