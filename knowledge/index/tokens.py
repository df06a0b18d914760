"""Texts to the terms of the word index: stems, pairs of stems that stand side by side, and identifiers."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import Stemmer

from knowledge.index.postings import Terms
from knowledge.index.stop_words import STOP
from knowledge.sources.identifiers import identifiers, naming

VERSION = "3"  # another one when terms change: an index of old ones counts as none
PHRASE = 0.35  # what a pair of stems counts for in a query, where a stem counts 1
NAMED = 3  # times that an identifier counts where it is a passage's name
# Letters and digits part ("SOC2" is "SOC 2"), clause numbers stay whole ("6.1.3").
_BOUNDARY = re.compile(r"(?<=[^\W\d_]{2})(?=\d)")
_TOKEN = re.compile(r"[^\W_]+(?:\.\d+)*")
_ODD = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xC2B2AE3D27D4EB4F)


def tokenize(texts: Iterable[str]) -> list[list[str]]:
    """Stemmed words without stop words, for each text, and its identifiers whole ("=ac7")."""
    stemmer = Stemmer.Stemmer("english")
    return [[*_stems(text, stemmer), *_whole(text)] for text in texts]


def stems(texts: Iterable[str]) -> list[list[str]]:
    """The stem of every word, stop words too, for each text."""
    stemmer = Stemmer.Stemmer("english")
    return [stemmer.stemWords(_words(text)) for text in texts]


def passage_terms(texts: Iterable[str]) -> list[Terms]:
    """The terms of passages (a lead, a newline, the words), with "#ac7" where an identifier is a passage's name."""
    stemmer, found = Stemmer.Stemmer("english"), []
    for text in texts:
        lead, _, body = text.partition("\n")
        told = _stems(text, stemmer)
        own = (f"#{name}" for name in sorted(naming(lead.split(" > "), body)))
        single = _hashed([*told, *_whole(text), *own])
        found.append(np.concatenate([single, _pairs(single[: len(told)])]))
    return found


def query_terms(query: str) -> list[tuple[int, float]]:
    """The terms of a query with what each counts for; one that stands twice is there twice."""
    asked = _stems(query, Stemmer.Stemmer("english"))
    single = _hashed([*asked, *_whole(query)])
    pairs = _pairs(single[: len(asked)])
    names = name_terms(query)
    return [
        *((int(term), 1.0) for term in single),
        *((int(term), PHRASE) for term in pairs),
        *((term, float(NAMED)) for term in names),
    ]


def name_terms(query: str) -> list[int]:
    """The terms by which passages are found that go by an identifier of `query`."""
    return [term_of(f"#{one}") for one in identifiers(query)]


@lru_cache(1 << 17)
def term_of(token: str) -> int:
    """The term (64 bits) of a stem or an identifier."""
    return int.from_bytes(hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _stems(text: str, stemmer: Stemmer.Stemmer) -> list[str]:
    found: list[str] = stemmer.stemWords([word for word in _words(text) if word not in STOP])
    return found


def _words(text: str) -> list[str]:
    return _TOKEN.findall(_BOUNDARY.sub(" ", text.lower()))


def _whole(text: str) -> list[str]:
    return [f"={one}" for one in identifiers(text)]


def _hashed(tokens: Sequence[str]) -> Terms:
    return np.array([term_of(token) for token in tokens], dtype=np.uint64)


def _pairs(told: Terms) -> Terms:
    """A term for each two neighbours; the order counts."""
    both: Terms = (told[:-1] * _ODD + told[1:]) * _OTHER
    return both
