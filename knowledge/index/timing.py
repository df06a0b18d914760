"""Time a single cold question by each search of vectors: `python -m knowledge.index.timing [PASSAGES...]`."""

import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from knowledge.index.encoder import Encoder
from knowledge.index.open import open_encoder, open_index
from knowledge.index.scope import Scope
from knowledge.sources.text import version_of
from knowledge.sources.types import EVERYONE, Passage, Role, Source, SourceVersion, Span
from knowledge.store.database import Engine, open_database
from knowledge.store.keys import embed_key, embed_text
from knowledge.store.sources import put

SIZES = (1_000, 5_000, 20_000, 50_000)
RUNS = 5
ASKED = "which controls need evidence over a period"


def ask(home: Path, limit: int) -> None:
    """One question in this process: by Chroma above `limit` passages."""
    engine = open_database(f"sqlite:///{home / 'tickmark.db'}")
    index = open_index(engine, open_encoder(home), home, limit=limit)
    index.search(ASKED, 10, Scope(frozenset({EVERYONE}), None))
    index.close()


def fill(engine: Engine, encoder: Encoder, size: int) -> None:
    """One source of `size` passages of made-up words, with made-up vectors: only their number matters here."""
    chance = np.random.default_rng(size)
    words = [f"word{number}" for number in range(5_000)]
    texts = [" ".join(chance.choice(words, 60)) for _ in range(size)]
    whole = "\n".join(texts)
    version, source, passages, start = version_of(whole), Source("made-up", "Made up", origin="made-up"), [], 0
    for ordinal, text in enumerate(texts):
        span = Span(start, start + len(text))
        place = (f"p{ordinal}", "made-up", version, ordinal, span.start, span.end, (), Role.PROSE, "", (span,))
        passages.append(Passage(*place))
        start = span.end + 1
    keys = [embed_key(embed_text(source, one, text)) for one, text in zip(passages, texts, strict=True)]
    rows = chance.normal(size=(size, encoder.width)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    vectors = dict(zip(keys, rows, strict=True))
    put(engine, source, SourceVersion("made-up", version, whole), passages, vectors, encoder.key, datetime.now(UTC))


def measure(size: int) -> str:
    """A line: seconds of a cold question, the median of RUNS processes, by each search."""
    from knowledge.index.upkeep import refresh  # imports chromadb, which `ask` must not pay for

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        engine, encoder = open_database(f"sqlite:///{home / 'tickmark.db'}"), open_encoder(home)
        fill(engine, encoder, size)
        refresh(engine, home, encoder)
        exact, chroma = _median(home, size), _median(home, 0)
    return f"{size:>8} passages   exact {exact:.2f} s   chroma {chroma:.2f} s"


def _median(home: Path, limit: int) -> float:
    command = [sys.executable, "-m", "knowledge.index.timing", "--ask", str(home), str(limit)]
    return sorted(_seconds(command) for _ in range(RUNS))[RUNS // 2]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        ask(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        for asked in map(int, sys.argv[1:] or SIZES):
            print(measure(asked), flush=True)
