"""Where documents go, and what waits to be stored together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.document import Read
from ingest.progress import Event
from knowledge.store.arrival import Arrival
from knowledge.store.database import Engine


@dataclass(frozen=True)
class Shelf:
    """Where documents go: the store, the encoder and its key, the clock (an aware datetime), and what reads a file."""

    engine: Engine
    encode: Callable[[Sequence[str]], NDArray[np.float32]]
    encoder_key: str
    clock: Callable[[], datetime]
    read: Callable[[Path], Read]


@dataclass
class Batch:
    """What waits to be stored together, what is to be said of each once it is, and the files that are done then."""

    arrivals: list[Arrival] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    passages: int = 0

    def add(self, arrival: Arrival, event: Event) -> None:
        self.arrivals.append(arrival)
        self.events.append(event)
        self.passages += len(arrival.passages)

    def parts(self, most: int) -> Iterator[list[tuple[Arrival, Event]]]:
        """What waits, in parts of `most` passages or a document more: one file may hold thousands of documents."""
        part, passages = list[tuple[Arrival, Event]](), 0
        for arrival, event in zip(self.arrivals, self.events, strict=True):
            part.append((arrival, event))
            passages += len(arrival.passages)
            if passages >= most:
                yield part
                part, passages = [], 0
        if part:
            yield part
