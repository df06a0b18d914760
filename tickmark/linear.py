"""Which class a text belongs to, by a linear model over its runs of words and other signs."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tickmark import arrays
from tickmark.arrays import lines, words

Matrix = NDArray[np.float32]
STRENGTH = 1.0  # of what is learned against its being simple
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class View:
    """A part of a text that is looked at: its last words, as a `share` of all, in runs of up to `longest`, that count
    `weight`; `mark` tells its runs from those of other views."""

    mark: str
    share: float
    longest: int
    weight: float


# What is said late overrules what was said before.
VIEWS = (View("", 1.0, 3, 4.0), View(">", 0.5, 2, 3.0))


@dataclass(frozen=True)
class Terms:
    """Terms (UTF-8) in order by their columns. They are looked up there: a table of many would take longer to make than a few
    questions need."""

    ordered: Sequence[bytes]

    def column(self, term: str) -> int | None:
        """The column of a term, None where it is not known."""
        wanted = term.encode("utf-8", "surrogatepass")
        place = bisect_left(self.ordered, wanted)
        return place if self.ordered[place : place + 1] == [wanted] else None

    def __len__(self) -> int:
        return len(self.ordered)


@dataclass(frozen=True)
class Linear:
    """`terms` are the columns of known runs of words and `rarity` their inverse document frequency; `weights` (classes x
    columns: runs, signs) and `bias` (classes) are what was learned."""

    classes: tuple[str, ...]
    terms: Terms
    rarity: Matrix
    weights: Matrix
    bias: Matrix

    def chances(self, text: str, signs: Sequence[float] = ()) -> dict[str, float]:
        """How likely each class is, together 1; `signs` as when it was learned."""
        runs = self._runs(text)
        scores = self.bias + self.weights[:, len(self.terms) :] @ np.array(signs, dtype=np.float32)
        scores = scores + self.weights[:, list(runs)] @ np.array(list(runs.values()), dtype=np.float32)
        grown = np.exp(scores - scores.max())
        return dict(zip(self.classes, (grown / grown.sum()).tolist(), strict=True))

    def pulls(self, text: str, towards: Sequence[str]) -> list[tuple[int, int, float]]:
        """Start and end of each word, and how much it speaks for one of the classes `towards` rather than another."""
        words, runs = list(_WORD.finditer(text.lower())), self._runs(text)
        chosen = np.isin(self.classes, towards)
        slope = self.weights[chosen].mean(axis=0) - self.weights[~chosen].mean(axis=0)
        pulls = np.zeros(len(words))
        placed = [one for view in VIEWS for one in _placed([word[0] for word in words], view)]
        counts = Counter(term for term, _ in placed)
        for term, place in placed:
            column = self.terms.column(term)
            if column is not None:
                pulls[place] += slope[column] * runs[column] / counts[term] / (place.stop - place.start)
        return [(word.start(), word.end(), float(pull)) for word, pull in zip(words, pulls, strict=True)]

    def _runs(self, text: str) -> dict[int, float]:
        return _weighed(text, self.terms, self.rarity)


def learn(texts: Sequence[str], signs: Matrix, classes: Sequence[str]) -> Linear:
    """Fit on texts with other signs (texts x any) and classes, of which there are at least two."""
    from scipy.sparse import csr_matrix, hstack  # scikit-learn costs a second, and is needed when learning only
    from sklearn.linear_model import LogisticRegression

    terms, rarity = _terms(texts)
    rows = [_weighed(text, terms, rarity) for text in texts]
    places = np.cumsum([0, *map(len, rows)])
    columns = [column for row in rows for column in row]
    values = [value for row in rows for value in row.values()]
    runs = csr_matrix((values, columns, places), shape=(len(texts), len(terms)))
    table = hstack([runs, csr_matrix(signs)]).tocsr()
    model = LogisticRegression(C=STRENGTH, max_iter=3_000).fit(table, classes)
    weights, bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
    if len(weights) == 1:  # of two classes it keeps the second alone
        weights, bias = np.vstack((np.zeros_like(weights), weights)), np.array([0, *bias], dtype=np.float32)
    return Linear(tuple(map(str, model.classes_)), terms, rarity, weights, bias)


def keep(model: Linear, path: Path) -> None:
    """Write `model` to `path`, whole or not at all."""
    named = {"classes": lines(model.classes), "terms": np.frombuffer(b"\n".join(model.terms.ordered), dtype=np.uint8)}
    arrays.keep({**named, "rarity": model.rarity, "weights": model.weights, "bias": model.bias}, path)


def kept(path: Path) -> Linear | None:
    """What `keep` wrote to `path`, or None."""
    held = arrays.kept(path) or {}
    try:
        terms = Terms(held["terms"].tobytes().split(b"\n"))
        return Linear(tuple(words(held["classes"])), terms, held["rarity"], held["weights"], held["bias"])
    except (KeyError, ValueError):
        return None


def _placed(words: Sequence[str], view: View) -> Iterator[tuple[str, slice]]:
    """Every run of a view, and where it stands."""
    for start in range(int(len(words) * (1 - view.share)), len(words)):
        for end in range(start + 1, min(start + view.longest, len(words)) + 1):
            yield view.mark + " ".join(words[start:end]), slice(start, end)


def _counted(text: str, view: View) -> Counter[str]:
    return Counter(term for term, _ in _placed(_WORD.findall(text.lower()), view))


def _terms(texts: Sequence[str]) -> tuple[Terms, Matrix]:
    """The runs that stand in two texts or more."""
    found = Counter(term for text in texts for view in VIEWS for term in _counted(text, view))
    terms = sorted(term for term, count in found.items() if count > 1)
    rarity = [1 + log((1 + len(texts)) / (1 + found[term])) for term in terms]
    return Terms([term.encode() for term in terms]), np.array(rarity, dtype=np.float32)


def _weighed(text: str, terms: Terms, rarity: Matrix) -> dict[int, float]:
    """The known runs of a text: those of each view a vector as long as its weight."""
    out: dict[int, float] = {}
    for view in VIEWS:
        placed = ((terms.column(term), count) for term, count in _counted(text, view).items())
        raw = {column: (1 + log(count)) * float(rarity[column]) for column, count in placed if column is not None}
        length = sum(value * value for value in raw.values()) ** 0.5 or 1.0
        out |= {column: view.weight * value / length for column, value in raw.items()}
    return out
