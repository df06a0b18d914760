"""What a request looks like at first sight: its class, its route and what it changes, by phrases kept as data."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.records.vocabulary import Changes, IntakeClass, Route
from knowledge.rules.words import Pattern, Word, match, words_of


@dataclass(frozen=True, slots=True)
class Sorting:
    """A proposal for a person to confirm or correct; None where no phrase speaks for any."""

    intake_class: IntakeClass | None
    route: Route | None
    changes: tuple[Changes, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of each class, route and change.

    `otherwise` are those of classes that are looked at where no phrase of `classes` speaks for any; `implied` is what a
    request of such a class changes.
    """

    classes: Mapping[str, tuple[Pattern, ...]]
    otherwise: Mapping[str, tuple[Pattern, ...]]
    implied: Mapping[str, tuple[str, ...]]
    routes: Mapping[str, tuple[Pattern, ...]]
    changes: Mapping[str, tuple[Pattern, ...]]


def sort(phrases: Phrases, text: str) -> Sorting:
    """The class and route that most phrases of `text` speak for (of equals the first listed), and all that it changes."""
    words = words_of(text)
    plain, best_route = _best(phrases.classes, words), _best(phrases.routes, words)
    best_class = plain or _best(phrases.otherwise, words)
    implied = () if plain else phrases.implied.get(best_class, ())
    changes = [name for name, patterns in phrases.changes.items() if name in implied or _count(patterns, words)]
    return Sorting(
        IntakeClass(best_class) if best_class else None,
        Route(best_route) if best_route else None,
        tuple(map(Changes, changes)),
    )


def _best(kinds: Mapping[str, tuple[Pattern, ...]], words: tuple[Word, ...]) -> str:
    counted = {name: _count(patterns, words) for name, patterns in kinds.items()}
    most = max(counted.values(), default=0)
    return next((name for name, count in counted.items() if count == most), "") if most else ""


def _count(patterns: tuple[Pattern, ...], words: tuple[Word, ...]) -> int:
    return sum(match(one, words, at) is not None for one in patterns for at in range(len(words)))
