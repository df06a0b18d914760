"""What is due, by kind of date: an ISO review cycle, a contract and a statutory deadline never stand in one list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.records.vocabulary import DateKind
from knowledge.store.record_reading import DueLine

WHATS = ("review", "evidence request", "acceptance", "expiry", "task", "finding")


@dataclass(frozen=True, slots=True)
class DueList:
    """The lines of one kind of date and one kind of thing, first day first; `overdue` of them lie before today."""

    kind: DateKind
    what: str
    lines: tuple[DueLine, ...]
    overdue: int


def due_lists(found: Iterable[DueLine], today: date, wanted: str = "") -> list[DueList]:
    """What is due as one list a kind. `wanted` keeps one kind of date, or one kind of thing; "" keeps all."""
    by_kind: dict[tuple[DateKind, str], list[DueLine]] = {}
    for one in sorted(found, key=lambda line: (line.day, line.record.record_id)):
        if not wanted or wanted in (one.kind.value, one.what):
            by_kind.setdefault((one.kind, one.what), []).append(one)
    order = sorted(by_kind, key=lambda key: (list(DateKind).index(key[0]), key[1]))
    return [DueList(*key, tuple(by_kind[key]), sum(one.day < today for one in by_kind[key])) for key in order]


def kind_named(text: str) -> str | None:
    """The kind of date or of thing that somebody means; None for one that is none."""
    plain = text.strip().lower().replace("-", "_").replace(" ", "_")
    plain = plain.removesuffix("s") if plain not in set(DateKind) else plain
    known = {one.replace(" ", "_"): one for one in WHATS} | {one.value: one.value for one in DateKind}
    return {**known, "request": "evidence request", "expirie": "expiry", "statutory_deadline": "statutory"}.get(plain)
