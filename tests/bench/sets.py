"""Public retrieval sets in BEIR layout, a home that holds one, and how a ranking of it is judged (by pytrec_eval)."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytrec_eval
from numpy.typing import NDArray

from knowledge.index.retrieve import Hit, Index
from knowledge.index.scope import Scope
from knowledge.sources.types import EVERYONE, Kind
from tickmark.settings import Settings, in_home
from tickmark.shelving import shelve
from tickmark.wiring import PASSAGES_A_SOURCE, Opened, open_home

DEEP = 100  # documents ranked a query
MEASURES = {"recall_10": "Recall@10", "map_cut_10": "MAP@10", "ndcg_cut_10": "nDCG@10"}
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
HERE = Scope(frozenset({EVERYONE}), None, frozenset({Kind.NORM}))  # the library is guidance, and left out
Ranking = Sequence[str]


@dataclass(frozen=True)
class Retrieval:
    """A set: its folder, queries by id and the relevant documents of each."""

    folder: Path
    queries: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus.jsonl"

    @cached_property
    def documents(self) -> dict[str, str]:
        """Title and text of each document by id."""
        held = map(json.loads, self.corpus.read_text("utf-8").splitlines())
        return {one["_id"]: f"{one.get('title', '')}\n{one['text']}" for one in held}

    def some(self, count: int | None, tuned: bool | None) -> list[str]:
        """Ids of queries: of the half that was tuned on, of the other, or (None) of both; at most `count`."""
        mine = sorted(self.queries, key=lambda one: sha256(one.encode()).digest())
        return [one for one in mine if tuned in (None, sha256(one.encode()).digest()[-1] % 2 == 0)][:count]


def read_set(folder: Path) -> Retrieval:
    """The set in `folder`."""
    relevant: dict[str, dict[str, int]] = {}
    with next((folder / "qrels").glob("*.tsv")).open("r", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if int(row["score"]) > 0:
                relevant.setdefault(row["query-id"], {})[row["corpus-id"]] = 1
    lines = map(json.loads, (folder / "queries.jsonl").read_text("utf-8").splitlines())
    return Retrieval(folder, {one["_id"]: one["text"] for one in lines if one["_id"] in relevant}, relevant)


def home_with(home: Path, *corpora: Path) -> Opened:
    """The home in `home`, with the library and these files of documents; what it holds already is not read again."""
    settings = Settings(home, in_home(home), None)
    open_home(settings)
    for corpus in corpora:
        shelve(settings, [corpus], Kind.NORM, EVERYONE, lambda *_: None)
    return open_home(settings)


def found_by(index: Index, queries: Sequence[str]) -> list[Ranking]:
    """What the product's search finds: documents, best first, each by its best passage."""
    return [_documents(hits) for hits in index.search_all(queries, DEEP * PASSAGES_A_SOURCE, HERE)]


def nearest(index: Index, queries: Sequence[str]) -> list[Ranking]:
    """What the vectors find alone."""
    ids = index.corpus.source_ids
    near = index.vectors.search(index.encoder.encode(queries), DEEP * PASSAGES_A_SOURCE, HERE)
    return [list(dict.fromkeys(ids[one] for one, _ in ranking))[:DEEP] for ranking in near]


def by_bm25(one: Retrieval, queries: Sequence[str]) -> list[Ranking]:
    """What BM25 finds alone, over whole documents, as bm25s does it: stems, without stop words."""
    import bm25s
    import Stemmer

    stemmer, names = Stemmer.Stemmer("english"), list(one.documents)
    model = bm25s.BM25(k1=1.2, b=0.75)
    held = bm25s.tokenize(list(one.documents.values()), stopwords="en", stemmer=stemmer, show_progress=False)
    model.index(held, show_progress=False)
    asked = bm25s.tokenize(list(queries), stopwords="en", stemmer=stemmer, show_progress=False, return_ids=False)
    found = model.retrieve(asked, k=min(DEEP, len(names)), show_progress=False, sorted=True)
    return [[names[n] for n in row] for row in found.documents]


def judged(one: Retrieval, ids: Sequence[str], found: Sequence[Ranking]) -> dict[str, NDArray[np.float64]]:
    """Each measure for each query."""
    judge = pytrec_eval.RelevanceEvaluator({name: one.relevant[name] for name in ids}, set(MEASURES))
    runs = {
        name: {doc: 1 / (rank + 1) for rank, doc in enumerate(ranking)}
        for name, ranking in zip(ids, found, strict=True)
    }
    scored = judge.evaluate(runs)
    return {label: np.array([scored.get(name, {}).get(key, 0.0) for name in ids]) for key, label in MEASURES.items()}


def _documents(hits: Sequence[Hit]) -> Ranking:
    return list(dict.fromkeys(hit.source_id for hit in hits))[:DEEP]
