"""What a model may cost: time, tokens, tries, calls at once, and money a user a day. Past a limit the answer needs no model."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.model.talk import Asked, Failure, Send, Spoken

PER = 1_000_000  # tokens that a price is for
PAUSE = 0.5  # seconds before the first new try; twice as long before each next one
Raw = Callable[[Asked, float], Spoken]
"""A call that may raise and may hang: what is asked, and the seconds that are left for it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`tokens` that a call may write, `seconds` that a model may hold up one reply, `retries` after a call that failed,
    calls `at_once` in this process, and what a user may cost a `daily`, in the money of `price` (for a million tokens read, and
    written). At the price that is set, that is a million tokens."""

    tokens: int = 400
    seconds: float = 30.0
    retries: int = 2
    at_once: int = 4
    daily: float = 1.0
    price: tuple[float, float] = (1.0, 1.0)

    def cost(self, spoken: Spoken) -> float:
        """What a call cost."""
        return (spoken.read * self.price[0] + spoken.written * self.price[1]) / PER


@dataclass(frozen=True)
class Purse:
    """What one user has spent this day, and where what is spent is added."""

    spent: Callable[[], float]
    spend: Callable[[float], None]


@dataclass(frozen=True)
class Clockwork:
    """`now()` monotonic seconds, `sleep(seconds)`, and `turns`, of which a call holds one."""

    now: Callable[[], float]
    sleep: Callable[[float], None]
    turns: threading.BoundedSemaphore


def limited(raw: Raw, limits: Limits, purse: Purse, clockwork: Clockwork) -> Send:
    """`raw` within `limits`, for one reply, whose time begins now. Never raises."""
    until = clockwork.now() + limits.seconds

    def send(asked: Asked) -> Spoken | Failure:
        if purse.spent() >= limits.daily:
            return Failure.OVER_BUDGET
        said = _tried(raw, asked, limits, until, clockwork)
        if isinstance(said, Spoken):
            purse.spend(limits.cost(_counted(said, asked)))
        return said

    return send


def _tried(raw: Raw, asked: Asked, limits: Limits, until: float, clockwork: Clockwork) -> Spoken | Failure:
    said: Spoken | Failure = Failure.TIMED_OUT
    for attempt in range(limits.retries + 1):
        if attempt:
            clockwork.sleep(min(PAUSE * 2 ** (attempt - 1), max(0.0, until - clockwork.now())))
        left = until - clockwork.now()
        if left <= 0:
            return said
        said = _in_turn(raw, asked, left, clockwork)
        if not _is_worth_another_try(said):
            return said
    return said


def _is_worth_another_try(said: Spoken | Failure) -> bool:
    if isinstance(said, Failure):
        return said is Failure.FAILED
    return not (said.text.strip() or said.refused or said.cut_off)


def _in_turn(raw: Raw, asked: Asked, left: float, clockwork: Clockwork) -> Spoken | Failure:
    """One try. A call that hangs keeps its turn until it ends, so that no more than `at_once` ever run."""
    began = clockwork.now()
    if not clockwork.turns.acquire(timeout=left):
        return Failure.BUSY
    left -= clockwork.now() - began
    out: queue.SimpleQueue[Spoken | Failure] = queue.SimpleQueue()

    def run() -> None:
        try:
            out.put(raw(asked, left))
        except Exception:  # whatever a provider's library raises: it may name a key or a text, so none of it is told
            out.put(Failure.FAILED)
        finally:
            clockwork.turns.release()

    threading.Thread(target=run, daemon=True).start()
    try:
        return out.get(timeout=max(0.001, left))
    except queue.Empty:
        return Failure.TIMED_OUT


def _counted(spoken: Spoken, asked: Asked) -> Spoken:
    """A provider that counts no tokens is charged by length: one for each three characters, which is no less than it is."""
    if spoken.read or spoken.written:
        return spoken
    return replace(spoken, read=_length(asked) // 3 + 1, written=len(spoken.text) // 3 + 1)


def _length(asked: Asked) -> int:
    told = asked.prompt
    return sum(map(len, (told.system, told.example, told.answer, asked.user)))
