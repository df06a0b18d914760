"""Labels of statements: whether their quotes support them, said by somebody who read both. A file for each who labels."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import combinations
from pathlib import Path

from evals.jsonl import lines

SHIPPED = Path(__file__).parent / "cases" / "labels"


class LabelError(ValueError):
    """A file of labels that can't be read: file, line, what to do."""


class Origin(StrEnum):
    """Who labels: no figure from an assistant's labels passes for one of people's."""

    PERSON = "labelled by people"
    ASSISTANT = "labelled by a language model assistant, not by a person"
    JUDGE = "judged by a model, which gates nothing"


@dataclass(frozen=True, slots=True)
class Label:
    """What one labeller says of a statement: whether its quotes together support it, and which do so alone."""

    key: str
    by: str
    supported: bool
    alone: tuple[bool, ...]
    claim: str = ""
    quotes: tuple[str, ...] = ()
    origin: Origin = Origin.PERSON
    note: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the statements that both labelled: how many, the share they agree on, and Cohen's kappa (None where both say one and
    the same of all: whoever always says yes agrees with whoever had nothing to refuse)."""

    one: str
    other: str
    count: int
    same: float
    kappa: float | None


def read_labels(path: Path) -> list[Label]:
    """The labels of a file, or of every file in a folder; none where there is neither. Raises LabelError with the line."""
    if path.is_dir():
        return [label for file in sorted(path.glob("*.jsonl")) for label in read_labels(file)]
    labels = []
    for number, line in lines(path) if path.exists() else ():
        try:
            row = json.loads(line)
            row |= {"alone": tuple(row["alone"]), "quotes": tuple(row.get("quotes", ()))}
            labels.append(_whole(Label(**row | {"origin": Origin(row.get("origin", Origin.PERSON))})))
        except (ValueError, TypeError, KeyError) as error:
            raise LabelError(f"{path}, line {number}: is no label ({error}); mend that line") from error
    return labels


def _whole(label: Label) -> Label:
    """`label`, if it says something of each of its quotes and its key is that of its words. Raises ValueError."""
    if not all(isinstance(said, bool) for said in (label.supported, *label.alone)):
        raise ValueError("`supported` and `alone` are true or false")
    if len(label.alone) != len(label.quotes):
        raise ValueError(f"`alone` speaks of {len(label.alone)} quotes, `quotes` has {len(label.quotes)}")
    if label.key != key_of(label.claim, label.quotes):
        raise ValueError("`key` is not that of `claim` and `quotes`")
    return label


def keep_label(path: Path, label: Label) -> None:
    """Append one label to the labeller's own file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(label), ensure_ascii=False) + "\n")


def who(by: str) -> str:
    """Whoever labels, however the name is written: "Jo Lead" and "jo-lead" are one. "" where no letter is left."""
    return re.sub(r"[^\w-]+", "-", by.strip().casefold()).strip("-")


def key_of(claim: str, quotes: Iterable[str]) -> str:
    """The name of a statement: the same for the same words and quotes, in whatever run they stand."""
    return hashlib.sha256("\0".join((claim, *quotes)).encode()).hexdigest()[:16]


def by_statement(labels: Iterable[Label]) -> dict[str, dict[str, Label]]:
    """The newest label of each labeller (see `who`), by statement."""
    found: dict[str, dict[str, Label]] = defaultdict(dict)
    for label in labels:
        found[label.key][who(label.by)] = label
    return found


def agreements(labels: Iterable[Label]) -> list[Agreement]:
    """For every two labellers who labelled the same statements, how far they agree."""
    pairs: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    held = list(labels)
    names = {who(label.by): label.by for label in held}
    for said in by_statement(held).values():
        for one, other in combinations(sorted(said), 2):
            pairs[one, other].append((said[one].supported, said[other].supported))
    return [_agreement(names[one], names[other], both) for (one, other), both in sorted(pairs.items())]


def _agreement(one: str, other: str, pairs: Sequence[tuple[bool, bool]]) -> Agreement:
    same = sum(mine == theirs for mine, theirs in pairs) / len(pairs)
    yes = [sum(pair[i] for pair in pairs) / len(pairs) for i in (0, 1)]
    chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return Agreement(one, other, len(pairs), same, None if chance == 1 else (same - chance) / (1 - chance))
