"""What ingest reports while it works, and the sum at the end."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What became of a document (or of a file that yielded none)."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    RETIRED = "retired"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Event:
    """One document or file: its fate, where it stands, and for refused or skipped ones why."""

    fate: Fate
    where: str
    why: str = ""
    passages: int = 0


@dataclass
class Tally:
    """Counts events and hands each on to `tell`, with files done and files in all."""

    tell: Callable[[Event, int, int], None]
    files: int
    done: int = 0
    counts: Counter[Fate] = field(default_factory=Counter)
    passages: int = 0

    def note(self, event: Event) -> None:
        """Count and report one event."""
        self.counts[event.fate] += 1
        self.passages += event.passages
        self.tell(event, self.done, self.files)
