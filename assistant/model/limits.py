"""What a model may cost: time, tokens, tries, calls at once, and money a user a day. Past a limit the answer needs no model."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from assistant.model.cost import capped, cost_of, dearest
from assistant.model.talk import Asked, Failure, Later, Send, Spoken

PAUSE = 0.5  # seconds before the first new try; twice as long before each next one
DAY = 86_400  # seconds
LEAST = 0.001  # seconds that a wait lasts
AGAIN = frozenset({Failure.FAILED, Failure.UNREACHABLE, Failure.TOO_MANY})
Raw = Callable[[Asked, float], Spoken | Failure | Later]
"""A call that may raise and may hang: what is asked, and the seconds that are left for it. A failure that it gives back cost
nothing; one that it raises may have."""


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


@dataclass(frozen=True)
class Purse:
    """What one user may spend this day: `take(cost, daily)` lays `cost` aside and is False where less than that is left of
    `daily`; `back(cost)` gives back what was laid aside and not spent. Both may raise, and every process sees the same purse."""

    take: Callable[[float, float], bool]
    back: Callable[[float], None]


@dataclass(frozen=True)
class Clockwork:
    """`now()` monotonic seconds, `sleep(seconds)`, and `turns`, of which a call holds one."""

    now: Callable[[], float]
    sleep: Callable[[float], None]
    turns: threading.BoundedSemaphore


def limited(raw: Raw, limits: Limits, purse: Purse, clockwork: Clockwork) -> Send:
    """`raw` within `limits`, for one reply, whose time began as long ago as it had waited for its turn. Never raises."""
    until = clockwork.now() + limits.seconds

    def send(asked: Asked) -> Spoken | Failure:
        return _tried(_paid(raw, limits, purse), asked, limits, until - asked.waited, clockwork)

    return send


def _paid(raw: Raw, limits: Limits, purse: Purse) -> Raw:
    """`raw`, each of whose calls is paid: the most it may cost before it is made, what it did cost after. What it cost is not
    known of one that fails or never ends: then it is the most."""

    def call(asked: Asked, seconds: float) -> Spoken | Failure | Later:
        most = dearest(asked, limits.tokens, limits.price)
        try:
            if not purse.take(most, limits.daily):
                return Failure.OVER_BUDGET
        except Exception:  # whatever a store raises: who can't be charged is answered without a model
            return Failure.NO_LEDGER
        said = raw(asked, seconds)
        if not isinstance(said, Spoken):
            _settle(purse, most)
            return said
        said = capped(said, limits.tokens)
        _settle(purse, most - cost_of(said, asked, limits.tokens, limits.price))
        return said

    return call


def _settle(purse: Purse, left: float) -> None:
    try:
        purse.back(left)
    except Exception:  # then the most stays charged: the limit holds, and so does the reply
        return


def _tried(raw: Raw, asked: Asked, limits: Limits, until: float, clockwork: Clockwork) -> Spoken | Failure:
    """The answer to the first try that brings one. A server's own time for the next is waited for where any of the reply's is left
    after it; else there is none."""
    said: Spoken | Failure | Later = Failure.TIMED_OUT
    for attempt in range(limits.retries + 1):
        left = until - clockwork.now()
        if attempt:
            clockwork.sleep(min(_pause(said, attempt), max(0.0, left)))
            left = until - clockwork.now()
        if left <= 0:
            break
        said = _in_turn(raw, asked, left, clockwork)
        asked.heard.tries.append(_told(said))
        if not _is_worth_another_try(said, until - clockwork.now()):
            break
    return said.why if isinstance(said, Later) else said


def _pause(said: Spoken | Failure | Later, attempt: int) -> float:
    pause = float(PAUSE * 2 ** (attempt - 1))
    return max(pause, said.seconds) if isinstance(said, Later) else pause


def _told(said: Spoken | Failure | Later) -> str:
    if isinstance(said, Later):
        return f"{said.why.value}: to be asked again {_in_words(said.seconds)}"
    if isinstance(said, Failure):
        return said.value
    return "answered" if said.text.strip() or said.refused or said.cut_off else Failure.EMPTY.value


def _in_words(seconds: float) -> str:
    return f"in {ceil(seconds):,} seconds" if seconds <= DAY else "in more than a day"


def _is_worth_another_try(said: Spoken | Failure | Later, left: float) -> bool:
    if isinstance(said, Later):
        return said.why in AGAIN and said.seconds < left
    if isinstance(said, Failure):
        return said in AGAIN
    return _told(said) == Failure.EMPTY


def _in_turn(raw: Raw, asked: Asked, left: float, clockwork: Clockwork) -> Spoken | Failure | Later:
    """One try. A call that hangs keeps its turn until it ends, so that no more than `at_once` ever run."""
    began = clockwork.now()
    if not clockwork.turns.acquire(timeout=left):
        return Failure.BUSY
    left -= clockwork.now() - began
    out: queue.SimpleQueue[Spoken | Failure | Later] = queue.SimpleQueue()

    def run() -> None:
        try:
            out.put(raw(asked, left))
        except TimeoutError:
            out.put(Failure.TIMED_OUT)
        except Exception:  # whatever a provider's library raises: it may name a key or a text, so none of it is told
            out.put(Failure.FAILED)
        finally:
            clockwork.turns.release()

    try:
        threading.Thread(target=run, daemon=True).start()
    except RuntimeError:  # the system has no thread left
        clockwork.turns.release()
        return Failure.FAILED
    try:
        return out.get(timeout=max(LEAST, left))
    except queue.Empty:
        return Failure.TIMED_OUT
