"""Retrieval against the labelled places, by trec_eval's own measures (pytrec_eval)."""

from collections.abc import Iterable

import numpy as np
import pytrec_eval

from evals.measure import Measured, interval
from evals.runs import Result, Texts
from evals.said import lacks_text, newest

MEASURES = {"recall_10": "Recall@10", "map_cut_10": "MAP@10", "ndcg_cut_10": "nDCG@10"}


def retrieval(results: Iterable[Result], texts: Texts) -> list[Measured]:
    """Recall, MAP and nDCG at 10 over answerable cases with labelled places; binary, one relevant place a group."""
    mine = [r for r in results if r.case.must_cite and r.case.answerable and r.case.contexts is None]
    ran = [
        r for r in mine if r.reply is not None and r.reply.trace is not None and not lacks_text(r.case, r.reply, texts)
    ]
    qrels = {r.case.id: {place: 1 for group in r.case.must_cite for place in group} for r in ran}
    runs = {r.case.id: _ranked(r, texts, set(qrels[r.case.id])) for r in ran}
    scored = pytrec_eval.RelevanceEvaluator(qrels, set(MEASURES)).evaluate(runs) if ran else {}
    out = []
    for key, name in MEASURES.items():
        hits = np.array([scored.get(r.case.id, {}).get(key, 0.0) for r in ran])
        value, low, high = interval(hits, np.ones(len(hits)))
        out.append(
            Measured(name, value, low, high, float(hits.sum()), len(hits), len(mine), len(mine) - len(ran), False)
        )
    return out


def _ranked(one: Result, texts: Texts, wanted: set[str]) -> dict[str, float]:
    """The retrieved places, each once, best first. A page is one place where the label means the whole page."""
    assert one.reply is not None and one.reply.trace is not None
    held = newest(one.case, texts)
    seen: dict[str, float] = {}
    for rank, found in enumerate(one.reply.trace.retrieved):
        section = f"{found.source_id}#{section_at(held[found.source_id], found.start)}"
        place = found.source_id if found.source_id in wanted else section
        seen.setdefault(place, 1.0 / (rank + 1))
    return seen


def section_at(text: str, start: int) -> str:
    """The second-level heading under which `start` stands, "" for none."""
    head = text.rfind("\n## ", 0, start + 1)
    return text[head + 4 : text.find("\n", head + 1)].strip() if head >= 0 else ""
