"""Statements of replies as people label them: supported by their quotes or not. Faithfulness, citation precision, agreement."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from evals.measure import Measured, interval
from evals.runs import Result
from evals.scorers.said import cited_by


class LabelError(ValueError):
    """A file of labels that can't be read: file, line, what to do."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a reply with the quotes that it cites, in order."""

    case: str
    claim: str
    quotes: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for the same words and quotes, in whatever run they stand."""
        return hashlib.sha256("\0".join((self.claim, *self.quotes)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Label:
    """What one person says of a statement: whether its quotes together support it, and which do so alone."""

    key: str
    by: str
    supported: bool
    alone: tuple[bool, ...]
    claim: str = ""
    quotes: tuple[str, ...] = ()


def statements(results: Iterable[Result]) -> Iterator[Statement]:
    """Every statement of every reply."""
    for one in results:
        for said in one.reply.statements if one.reply else ():
            assert one.reply is not None
            quotes = tuple(citation.quote for citation in cited_by(one.reply, said))
            yield Statement(one.case.id, said.text, quotes)


def read_labels(path: Path) -> list[Label]:
    """The labels of a file, none where there is no file. Raises LabelError with the line's number."""
    labels = []
    for number, line in enumerate(path.read_text("utf-8").splitlines() if path.exists() else (), 1):
        try:
            row = json.loads(line)
            labels.append(Label(**row | {"alone": tuple(row["alone"]), "quotes": tuple(row.get("quotes", ()))}))
        except (ValueError, TypeError, KeyError) as error:
            raise LabelError(f"{path}, line {number}: is no label ({error}); mend that line") from error
    return labels


def keep_label(path: Path, statement: Statement, by: str, supported: bool, alone: Sequence[bool]) -> None:
    """Append one label."""
    label = Label(statement.key, by, supported, tuple(alone), statement.claim, statement.quotes)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(label), ensure_ascii=False) + "\n")


def agreement(labels: Iterable[Label]) -> tuple[int, float, float] | None:
    """Of the statements that two people labelled: how many, the share they agree on, and Cohen's kappa. None for none."""
    pairs = [tuple(said.values())[:2] for said in _by_key(labels).values() if len(said) >= 2]
    if not pairs:
        return None
    same = sum(one.supported == other.supported for one, other in pairs) / len(pairs)
    yes = [sum(pair[i].supported for pair in pairs) / len(pairs) for i in (0, 1)]
    chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return len(pairs), same, 1.0 if chance == 1 else (same - chance) / (1 - chance)


def faithfulness(results: Sequence[Result], labels: Iterable[Label]) -> Measured:
    """Supported statements among the labelled ones; where people disagree, it counts as not supported."""
    judged = _judged(results, labels)
    return _measured("faithfulness (hand-labelled)", [(float(_supported(said)), 1.0) for said in judged])


def precision(results: Sequence[Result], labels: Iterable[Label]) -> Measured:
    """Citation precision (ALCE): a citation counts where its statement is supported and it is not irrelevant."""
    judged = _judged(results, labels)
    return _measured(
        "citation precision (hand-labelled)",
        [(float(sum(_precise(said[0]))), float(len(said[0].alone))) for said in judged],
    )


def _precise(label: Label) -> list[bool]:
    """Irrelevant: alone it does not support the statement, and the others still do."""
    others = [any(label.alone[:i] + label.alone[i + 1 :]) for i in range(len(label.alone))]
    return [label.supported and (alone or not rest) for alone, rest in zip(label.alone, others, strict=True)]


def _supported(said: Sequence[Label]) -> bool:
    return all(label.supported for label in said)


def _judged(results: Sequence[Result], labels: Iterable[Label]) -> list[list[Label]]:
    known = {key: list(said.values()) for key, said in _by_key(labels).items()}
    return [known[one.key] for one in statements(results) if one.key in known]


def _by_key(labels: Iterable[Label]) -> dict[str, dict[str, Label]]:
    """The newest label of each person, by statement."""
    found: dict[str, dict[str, Label]] = defaultdict(dict)
    for label in labels:
        found[label.key][label.by] = label
    return found


def _measured(name: str, scores: Sequence[tuple[float, float]]) -> Measured:
    hits, of = np.array([h for h, _ in scores]), np.array([o for _, o in scores])
    value, low, high = interval(hits, of)
    return Measured(name, value, low, high, float(hits.sum()), float(of.sum()), len(scores), 0, False)
