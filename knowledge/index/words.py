"""The word index: BM25 over title, section path, context and text. A cache, one folder for each generation."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import Stemmer

from knowledge.index.scope import Mask, Scored, in_order
from knowledge.index.scoring import Weights, kept, read, weigh
from knowledge.index.stop_words import STOP
from knowledge.sources.identifiers import identifiers, naming

NAMED = 3  # times that an identifier counts where it is a passage's name
KEPT = 2  # generations on disk: the present one, and the one that another process may be opening
_IDS = "passages-2.json"  # another number when tokens change: an index of old ones counts as none
# Letters and digits part ("SOC2" is "SOC 2"), clause numbers stay whole ("6.1.3").
_BOUNDARY = re.compile(r"(?<=[^\W\d_]{2})(?=\d)")
_TOKEN = re.compile(r"[^\W_]+(?:\.\d+)*")


@dataclass(frozen=True)
class Words:
    """The index of one generation; `ids` are the passages in order, `_weights` is None where no passage has a word."""

    generation: str
    ids: list[str]
    _weights: Weights | None

    def search(self, query: str, k: int, allowed: Mask) -> list[Scored]:
        """At most `k` (passage_id, BM25) above 0 where `allowed` (one entry an id), best first."""
        tokens = [*tokenize([query])[0], *_named(query) * NAMED]
        if self._weights is None or k < 1 or not any(token in self._weights.vocabulary for token in tokens):
            return []
        scores = np.where(allowed, self._weights.scores(tokens), 0)
        floor = np.partition(scores, -k)[-k] if k < len(scores) else 0
        near = np.flatnonzero((scores >= floor - 1e-5) & (scores > 0))
        return in_order([(self.ids[place], float(scores[place])) for place in near])[:k]

    def names(self, query: str, allowed: Mask) -> bool:
        """Whether some passage of `allowed` goes by an identifier that `query` has."""
        return any(self.frequency(token, allowed) for token in _named(query))

    def frequency(self, stem: str, allowed: Mask) -> int:
        """In how many passages of `allowed` (one entry an id) `stem` stands."""
        return int(np.count_nonzero(allowed[self._weights.places(stem)])) if self._weights else 0


def _named(query: str) -> list[str]:
    return [f"#{one}" for one in identifiers(query)]


def tokenize(texts: list[str]) -> list[list[str]]:
    """Stemmed words without stop words, for each text, and its identifiers whole ("=ac7")."""
    stemmer = Stemmer.Stemmer("english")
    plain = (_TOKEN.findall(_BOUNDARY.sub(" ", text.lower())) for text in texts)
    stems = (stemmer.stemWords([word for word in words if word not in STOP]) for words in plain)
    return [[*words, *(f"={one}" for one in identifiers(text))] for words, text in zip(stems, texts, strict=True)]


def stems(texts: Sequence[str]) -> list[list[str]]:
    """The stem of every word, stop words too, for each text."""
    stemmer = Stemmer.Stemmer("english")
    return [stemmer.stemWords(_TOKEN.findall(_BOUNDARY.sub(" ", text.lower()))) for text in texts]


def _indexed(texts: list[str]) -> list[list[str]]:
    """The tokens of passages (a lead, a newline, the words), and "#ac7" where an identifier is a passage's name."""
    leads = (text.partition("\n") for text in texts)
    names = (naming(lead.split(" > "), body) for lead, _, body in leads)
    return [[*words, *(f"#{n}" for n in sorted(own))] for words, own in zip(tokenize(texts), names, strict=True)]


def load(folder: Path, generation: str) -> Words | None:
    """The index of `generation`, mapped from disk; None if there is none (or not a whole one)."""
    place = folder / generation
    try:
        ids = json.loads((place / _IDS).read_text("utf-8"))
        return Words(generation, ids, read(place) if kept(place) else None)
    except (OSError, ValueError, KeyError):
        return None


def build(folder: Path, generation: str, texts: Mapping[str, str]) -> Words:
    """Index `texts` (by passage id, in order) in `folder`/`generation`, whole or not at all; drop old ones."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".", dir=folder))
    try:
        _write(made, texts)
        _put_in_place(made, folder / generation)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    _drop_old(folder, generation)
    words = load(folder, generation)
    if words is None:
        raise OSError(f"the word index in {folder.name} can't be read back")
    return words


def in_memory(generation: str, texts: Mapping[str, str]) -> Words:
    """As `build`, kept nowhere."""
    return Words(generation, list(texts), weigh(_indexed(list(texts.values())), None))


def _write(made: Path, texts: Mapping[str, str]) -> None:
    weigh(_indexed(list(texts.values())), made)
    (made / _IDS).write_text(json.dumps(list(texts)), "utf-8")


def _put_in_place(made: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    try:
        os.rename(made, place)
    except OSError:
        if not place.exists():
            raise


def _drop_old(folder: Path, generation: str) -> None:
    others = [one for one in folder.iterdir() if one.name != generation and not one.name.startswith(".")]
    for old in sorted(others, key=lambda one: one.stat().st_mtime)[: -(KEPT - 1)]:
        shutil.rmtree(old, ignore_errors=True)
