"""The answering seam, kept open: a bot answers from what is on record now, without opening everything for each question."""

from threading import Lock

from assistant.contract import Question, Reply
from knowledge.store.live import generation
from knowledge.store.state import kept
from tickmark.held import LIBRARY
from tickmark.settings import Settings
from tickmark.succeeding import Successor
from tickmark.wiring import Answering, Opened, desk_of, open_home, seam
from tickmark.worker import catch_up


class Ready:
    """A seam that notices when sources or records changed, and opens the index anew only then. One question at a time.

    Where another library is bundled than the one that is held, it answers from what is held until that one came in.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings, self._lock, self._successor = settings, Lock(), Successor()
        self._home, self._answer = self._opened()

    @property
    def home(self) -> Opened:
        """The store and what stands beside it."""
        return self._home

    def __call__(self, question: Question) -> Reply:
        """The reply to a question."""
        with self._lock:
            catch_up(self._home.engine, self._home.encoder)
            if generation(self._home.engine) != self._home.index.generation or self._library != self._held():
                self._home.engine.dispose()
                self._home, self._answer = self._opened()
            return self._answer(question)

    def _held(self) -> str | None:
        return kept(self._home.engine, LIBRARY)

    def _opened(self) -> tuple[Opened, Answering]:
        home = open_home(self._settings, self._successor.begin)
        self._library = kept(home.engine, LIBRARY)
        return home, seam(desk_of(home))
