"""Wiring of a language model: its provider, its limits, what it said before, and what a user may spend in a day."""

import hashlib
import threading
import time
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import ceil, floor
from typing import Any

from assistant.contract import Question
from assistant.model.fence import fenced
from assistant.model.forms import Wording, read_form
from assistant.model.kept import kept_by, replayed
from assistant.model.limits import Clockwork, Purse, Raw, limited
from assistant.model.run import Noted, Run
from assistant.model.talk import Asked, Failure, Later, Model, Send, Spoken
from knowledge.store.database import Engine
from knowledge.store.state import add, keep, kept
from prompts.loader import prompt
from tickmark.errors import Misuse
from tickmark.model_settings import LOCAL, ModelSettings
from tickmark.providers import parameters
from tickmark.runs import note, run_of
from tickmark.settings import today

OUTPUT = "output:"
SERVED = "openai"  # whose API a model on this machine speaks
PATIENCE = 1_000  # milliseconds that a note may wait for others that write: the reply waits with it
MICRO = 1_000_000  # what is spent is added up in millionths, in whole numbers


def open_model(engine: Engine, settings: ModelSettings) -> Model | None:
    """The model of `settings`, None where none is set. Nothing is asked of it yet. Raises Misuse where it can't be opened."""
    if not settings:
        return None
    given = parameters(*_asked_as(settings), settings.limits.tokens)
    raw = _raw(settings, given)
    clockwork = Clockwork(time.monotonic, time.sleep, _turns(settings.limits.at_once))

    def held(key: str) -> str | None:
        return kept(engine, _place(key))

    def opened(question: Question) -> Send:
        if settings.replay and (before := run_of(engine, question, settings.run)):
            return replayed(before[1], held)
        send = limited(raw, settings.limits, _purse(engine, question.user), clockwork)
        return kept_by(send, held, lambda key, said: _keep(engine, key, said), settings.replay)

    def noted(question: Question, run: Run) -> Noted:
        if not settings.replay:
            return note(engine, run, PATIENCE)
        before = run_of(engine, question, settings.run)
        return Noted(before[0], before[1].elapsed_ms) if before else Noted("", run.elapsed_ms)

    def day(question: Question) -> date | None:
        before = run_of(engine, question, settings.run) if settings.replay else None
        return before[1].day if before else None

    return Model(settings.full_title, given, settings.jobs, opened, noted, day)


@dataclass(frozen=True, slots=True)
class Tried:
    """One call of a model that was tried out: the seconds until its answer, tokens written, and "ok" or why it is no use."""

    seconds: float
    written: int
    result: str


def try_out(settings: ModelSettings) -> Tried:
    """Ask the model of `settings` to word one sentence. Spends nobody's money but the operator's. Raises Misuse."""
    raw = _raw(settings, parameters(*_asked_as(settings), settings.limits.tokens))
    line = "Backups are tested by a restore each quarter."
    values = {"question": fenced(["How are backups tested?"], [line]), "evidence": fenced([f"[1] {line}"])}
    written, schema = prompt("word-answer"), Wording.schema_of(1)
    asked = Asked(written, written.filled(values), schema, "")
    clockwork = Clockwork(time.monotonic, time.sleep, _turns(settings.limits.at_once))
    free = Purse(lambda cost, daily: True, lambda cost: None)
    began = time.monotonic()
    answer = limited(raw, settings.limits, free, clockwork)(asked)
    took = time.monotonic() - began
    if isinstance(answer, Failure):
        return Tried(took, 0, answer.value)
    read = read_form(answer, Wording)
    return Tried(took, answer.written, read.value if isinstance(read, Failure) else "ok")


def _asked_as(settings: ModelSettings) -> tuple[str, str]:
    """The provider and the model as they are asked: one on this machine speaks OpenAI's API."""
    return (SERVED, settings.name) if settings.provider == LOCAL else (settings.provider, settings.name)


@cache
def _turns(at_once: int) -> threading.BoundedSemaphore:
    """The turns of this process, however often a model is opened in it."""
    return threading.BoundedSemaphore(at_once)


def _raw(settings: ModelSettings, given: dict[str, Any]) -> Raw:
    """The way to the model; a local one is started when it is first asked."""
    if settings.replay:
        return _never
    from tickmark.chat_model import (
        open_chat,
    )  # LangChain takes a second to import, which no question without a model pays

    if settings.provider != LOCAL:
        return open_chat(settings, given)
    from tickmark.local_model import local_model

    served = local_model(settings.name, settings.threads)
    if lacking := served.lacking():
        raise Misuse(f"TICKMARK_MODEL is {settings.title}: {lacking}")

    def call(asked: Asked, seconds: float) -> Spoken | Failure | Later:
        began = time.monotonic()
        where = served.where()
        there = replace(settings, provider=SERVED, url=where.url)
        return open_chat(there, given, where.secret)(asked, max(1.0, seconds - (time.monotonic() - began)))

    return call


def _never(asked: Asked, seconds: float) -> Spoken:
    raise RuntimeError("a replay asks no model")


def _place(key: str) -> str:
    return f"{OUTPUT}{key[:56]}"


def _keep(engine: Engine, key: str, said: str) -> None:
    keep(engine, _place(key), said, PATIENCE)


def _purse(engine: Engine, user: str | None) -> Purse:
    """Whoever is not named shares one purse. The name is hashed: what is spent is nobody's record."""
    who = hashlib.sha256((user or "").strip().lower().encode()).hexdigest()[:24]
    place = f"spent:{today().isoformat()}:{who}"

    def take(cost: float, daily: float) -> bool:
        return not cost or add(engine, place, ceil(cost * MICRO), int(daily * MICRO), PATIENCE)

    def back(cost: float) -> None:
        if given := floor(cost * MICRO):
            add(engine, place, -given, patience=PATIENCE)

    return Purse(take, back)
