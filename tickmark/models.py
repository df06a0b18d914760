"""Wiring of a language model: its provider, its limits, what it said before, and what a user may spend in a day."""

import hashlib
import threading
import time
from dataclasses import replace
from typing import Any

from assistant.contract import Question
from assistant.model.kept import kept_by
from assistant.model.limits import Clockwork, Purse, Raw, limited
from assistant.model.talk import Asked, Model, Send, Spoken
from knowledge.store.database import Engine
from knowledge.store.state import add, keep, kept
from tickmark.errors import Misuse
from tickmark.model_settings import LOCAL, ModelSettings
from tickmark.settings import today

OUTPUT = "output:"
MICRO = 1_000_000  # what is spent is added up in millionths, in whole numbers


def open_model(engine: Engine, settings: ModelSettings) -> Model | None:
    """The model of `settings`, None where none is set. Nothing is asked of it yet. Raises Misuse where it can't be opened."""
    if not settings:
        return None
    parameters = {"temperature": 0, "max_tokens": settings.limits.tokens}
    raw = _raw(settings, parameters)
    clockwork = Clockwork(time.monotonic, time.sleep, threading.BoundedSemaphore(settings.limits.at_once))

    def opened(question: Question) -> Send:
        send = limited(raw, settings.limits, _purse(engine, question.user), clockwork)
        return kept_by(
            send, lambda key: kept(engine, _place(key)), lambda key, said: _keep(engine, key, said), settings.replay
        )

    return Model(settings.title, parameters, settings.jobs, opened)


def _raw(settings: ModelSettings, parameters: dict[str, Any]) -> Raw:
    """The way to the model; a local one is started when it is first asked."""
    if settings.replay:
        return _never
    from tickmark.chat_model import (
        open_chat,
    )  # LangChain takes a second to import, which no question without a model pays

    if settings.provider != LOCAL:
        return open_chat(settings, parameters)
    from tickmark.local_model import LocalModel

    served = LocalModel(settings.name)
    if lacking := served.lacking():
        raise Misuse(f"TICKMARK_MODEL is {settings.title}: {lacking}")

    def call(asked: Asked, seconds: float) -> Spoken:
        began = time.monotonic()
        where = served.where()
        there = replace(settings, provider="openai", url=where.url)
        return open_chat(there, parameters, where.secret)(asked, max(1.0, seconds - (time.monotonic() - began)))

    return call


def _never(asked: Asked, seconds: float) -> Spoken:
    raise RuntimeError("a replay asks no model")


def _place(key: str) -> str:
    return f"{OUTPUT}{key[:56]}"


def _keep(engine: Engine, key: str, said: str) -> None:
    keep(engine, _place(key), said)


def _purse(engine: Engine, user: str | None) -> Purse:
    """Whoever is not named shares one purse. The name is hashed: what is spent is nobody's record."""
    who = hashlib.sha256((user or "").strip().lower().encode()).hexdigest()[:24]
    place = f"spent:{today().isoformat()}:{who}"
    return Purse(lambda: int(kept(engine, place) or 0) / MICRO, lambda cost: add(engine, place, round(cost * MICRO)))
