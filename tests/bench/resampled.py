"""A set made larger than it is: documents of sentences of two drawn ones, and vectors that cost nothing to make."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ingest.describe import Defaults
from ingest.documents import ingest
from ingest.progress import Fate
from ingest.readers import read
from ingest.shelf import Shelf
from knowledge.index.scope import Matrix
from knowledge.index.upkeep import refresh
from knowledge.sources.types import EVERYONE, Kind
from knowledge.store.live import live_vectors
from tickmark.opening import open_encoder, open_store
from tickmark.settings import Settings

SHARE = 1 / 3  # of two documents' sentences, so that a made one is about as long as a real one
A_FILE = 5_000  # documents of a file
SHORT = 20  # characters of a text below which it is no sentence
NOISE = 0.3  # length of what is added to a vector of length 1: the cosine of both is about .96
_SENTENCE = re.compile(r"(?<=[.;:])\s+")


@dataclass(frozen=True)
class Drawn:
    """Stands for the encoder: a text's vector is one of `rows` with noise, both drawn by the sha256 of the text."""

    rows: Matrix

    def encode(self, texts: Sequence[str]) -> Matrix:
        """float32 (len(texts), width), each row of unit length."""
        made = np.stack([self._one(text) for text in texts])
        unit: Matrix = made / np.linalg.norm(made, axis=1, keepdims=True)
        return unit

    def _one(self, text: str) -> Matrix:
        chance = np.random.default_rng(int.from_bytes(sha256(text.encode()).digest()[:8], "little"))
        row = self.rows[chance.integers(len(self.rows))]
        noise = chance.standard_normal(len(row), dtype=np.float32)
        return np.asarray(row + NOISE * noise / np.linalg.norm(noise), dtype=np.float32)


def drawn(settings: Settings) -> Drawn:
    """Vectors around those of the passages that the home holds now."""
    held = live_vectors(open_store(settings), open_encoder(settings).key).vectors
    return Drawn(np.stack([held[key] for key in sorted(held)]))


def documents(lines: Sequence[str], numbers: range) -> Iterator[str]:
    """A document for each number: the title of one of `lines`, and about a third of the sentences of it and of another one."""
    held = [one for one in map(json.loads, lines) if len(one["text"]) >= SHORT]
    parts = [[part for part in _SENTENCE.split(one["text"]) if part.strip()] for one in held]
    for number in numbers:
        chance = np.random.default_rng(number)
        pair = chance.integers(len(held), size=2)
        said = [one for place in pair for one in _some(parts[place], chance)]
        yield json.dumps(
            {"_id": f"resampled-{number}", "title": held[pair[0]].get("title", ""), "text": " ".join(said)}
        )


def grow(settings: Settings, corpus: Path, numbers: range, vectors: Drawn) -> None:
    """Take resampled documents of `corpus` into the home, and bring its index up to date."""
    engine, encoder = open_store(settings), open_encoder(settings)
    shelf = Shelf(engine, vectors.encode, encoder.key, lambda: datetime.now(UTC), read)
    lines = corpus.read_text("utf-8").splitlines()
    with TemporaryDirectory() as folder:
        for start in range(numbers.start, numbers.stop, A_FILE):
            some = range(start, min(start + A_FILE, numbers.stop))
            file = Path(folder) / f"{start}.jsonl"
            file.write_text("\n".join(documents(lines, some)) + "\n", "utf-8")
            tally = ingest([file], shelf, Defaults(Kind.NORM, EVERYONE), lambda *_: None)
            assert tally.counts[Fate.ADDED] == len(some), tally.counts
    refresh(engine, settings.home, encoder, settings.chroma_url)


def _some(parts: Sequence[str], chance: np.random.Generator) -> list[str]:
    """About a third of `parts`, one at least, in their order."""
    kept = chance.random(len(parts)) < SHARE
    kept[chance.integers(len(parts))] = True
    return [one for one, is_kept in zip(parts, kept, strict=True) if is_kept]
