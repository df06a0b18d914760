"""The answering seam, kept open: a bot answers from what is on record now, without opening everything for each question."""

from threading import Lock
from time import monotonic

from assistant.answer import answer
from assistant.contract import Question, Reply
from assistant.desk import Desk
from knowledge.store.live import generation
from knowledge.store.state import kept
from tickmark.held import LIBRARY
from tickmark.settings import Settings
from tickmark.succeeding import Successor
from tickmark.wiring import Opened, desk_of, open_home
from tickmark.worker import catch_up


class Ready:
    """A seam that notices when sources or records changed, and opens the index anew only then. One question at a time.

    Where another library is bundled than the one that is held, it answers from what is held until that one came in.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings, self._lock, self._successor = settings, Lock(), Successor()
        self._home, self._desk = self._opened()

    @property
    def home(self) -> Opened:
        """The store and what stands beside it."""
        return self._home

    def __call__(self, question: Question) -> Reply:
        """The reply to a question; where a model takes part, with its trace. Who waits for another's has less time for one."""
        asked = monotonic()
        with self._lock:
            waited = monotonic() - asked
            catch_up(self._home.engine, self._home.encoder)
            if generation(self._home.engine) != self._home.index.generation or self._library != self._held():
                self._home.engine.dispose()
                self._home, self._desk = self._opened()
            return answer(question, self._desk, self._desk.model is not None, waited)

    def _held(self) -> str | None:
        return kept(self._home.engine, LIBRARY)

    def _opened(self) -> tuple[Opened, Desk]:
        home = open_home(self._settings, self._successor.begin)
        self._library = kept(home.engine, LIBRARY)
        return home, desk_of(home)
