"""Another bundled library under a bot that answers: it comes in by a process of its own, while answers go on."""

import logging
from pathlib import Path

from knowledge.index.encoder import Encoder
from knowledge.store.database import Engine
from knowledge.store.once import alone
from knowledge.store.state import kept
from tickmark.apart import Apart
from tickmark.held import LIBRARY, library_state

WORK = "library"
LOG = logging.getLogger("tickmark.library")


def is_behind(engine: Engine, encoder: Encoder) -> bool:
    """Whether a library is held that is another one than the bundled one."""
    held = kept(engine, LIBRARY)
    return held is not None and held != library_state(encoder.key)


def take_in(folder: Path, engine: Engine, encoder: Encoder) -> bool:
    """Take the bundled library in, and learn what its questions teach; False where another process is at it."""
    from tickmark.shelving import shelve_library  # the readers cost half a second that most questions need not pay
    from tickmark.wiring import taught_of

    def learn() -> None:
        taught_of(folder, engine, encoder, library_state(encoder.key))

    with alone(engine, WORK) as mine:
        if mine:
            shelve_library(engine, encoder, lambda *_: None, learn)
        return mine


class Successor:
    """The process that takes the new library in; one at a time, and none where one has ended well."""

    def __init__(self) -> None:
        self._apart = Apart("index", "library")

    def begin(self) -> None:
        """Start it where none runs or ended well before; say so in the log."""
        if self._apart.runs or self._apart.ended_well:
            return
        LOG.warning("another library is bundled: it comes in behind, and answers go on from the one that is held")
        self._apart.begin()
