"""What a question to the records costs in a home with the library and many records, in a process that stays up."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from assistant.contract import Question, Status
from knowledge.index.export import export
from knowledge.store.database import Engine
from tickmark.settings import Settings
from tickmark.wiring import Opened, open_desk, open_home, seam
from tickmark.worker import Bench, drain

WIDTH = 384
QUESTIONS = (
    "What is the status of INT-7?",
    "When does EV-5 expire?",
    "What evidence do we have for CC6.1?",
    "Which tasks are open?",
    "How many intakes have no owner?",
    "What is overdue?",
    "What did we decide for Northwind?",
)


@dataclass(frozen=True)
class Quick:
    """Stands for the encoder where records are indexed: their vectors are made up, since only their number costs."""

    key: str

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.random.default_rng(len(texts)).normal(size=(len(texts), WIDTH)).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def home_in(folder: Path) -> tuple[Settings, Opened]:
    """A home with the library and no record."""
    export(folder / "encoder")
    settings = Settings(folder, f"sqlite:///{folder / 'tickmark.db'}", None)
    return settings, open_home(settings)


def index_all(home: Opened) -> None:
    """Index every record that waits for it."""
    quick = Bench(home.engine, Quick(home.encoder.key), "bench", lambda: datetime.now(UTC))  # type: ignore[arg-type]
    assert drain(quick, 1_000_000).failed == 0


def asking(settings: Settings) -> Callable[[Engine], object]:
    """Asks the next question on each call; the first two must be answered."""
    answer, questions = seam(open_desk(settings)), itertools.cycle(QUESTIONS)
    for text in QUESTIONS[:2]:
        assert answer(Question(text=text)).status is Status.ANSWERED, text
    return lambda _: answer(Question(text=next(questions)))
