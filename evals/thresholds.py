"""The bounds that a run is held against: a YAML file, in which nothing that could never fail or never hold is taken."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.labels import Origin
from evals.scorers import BY_NAME
from evals.scorers.labelled import BY_PRINTED_NAME
from evals.scorers.retrieving import MEASURES


class ThresholdError(ValueError):
    """A file of thresholds that can't be read: file, place, what to do."""


class Bound(BaseModel):
    """At least `min`, at most `max`, on at least `cases` cases and `labels` distinct labelled statements. `weak_end` compares
    the weak end of the interval instead; `tag` names the cases that count."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min: float | None = Field(default=None, allow_inf_nan=False)
    max: float | None = Field(default=None, allow_inf_nan=False)
    cases: int = Field(default=1, ge=1)
    labels: int = Field(default=0, ge=0)
    weak_end: bool = False
    tag: str | None = None

    @model_validator(mode="after")
    def _bounds(self) -> "Bound":
        if self.min is None and self.max is None:
            raise ValueError("name `min` or `max`")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"no value is at least {self.min:g} and at most {self.max:g}")
        return self


class Thresholds(BaseModel):
    """`suite`: a bound by metric. `cases`: ids and tags of cases that must all be right. `errors`: how many are borne."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    suite: dict[str, Bound] = {}
    cases: tuple[str, ...] = ()
    errors: int = Field(default=0, ge=0)


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice: the first of the two would be dropped without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        names = [key.value for key, _ in node.value]
        for (key, _), name in zip(node.value, names, strict=True):
            if names.count(name) > 1:
                raise ThresholdError(f"line {key.start_mark.line + 1}: {name} stands twice; keep one of them")
        return super().construct_mapping(node, deep)


def read_thresholds(path: Path) -> Thresholds:
    """Raises ThresholdError for what can't be read, and for a bound that nothing could fail or meet."""
    found = _read(path)
    for name, bound in found.suite.items():
        place = f"{path}: suite.{name}"
        if name not in NAMES:
            raise ThresholdError(f"{place}: no such metric; there are {', '.join(sorted(NAMES))}")
        ends = [end for end in (bound.min, bound.max) if end is not None]
        if not _has_unit(name) and not all(0 <= end <= 1 for end in ends):
            raise ThresholdError(f"{place}: is a share from 0 to 1, not {ends[0]:g}; write 0.95 for 95 percent")
    if not (found.suite or found.cases):
        raise ThresholdError(f"{path}: sets no threshold, so nothing could fail; add one under `suite` or `cases`")
    return found


NAMES = frozenset(
    {*BY_NAME, *MEASURES.values(), *(n for n, (_, made) in BY_PRINTED_NAME.items() if made is not Origin.JUDGE)}
)
"""The metrics that may be bounded, as they are printed: a judge by model never gates."""


def _read(path: Path) -> Thresholds:
    try:
        raw = yaml.load(path.read_text("utf-8-sig"), _Loader) or {}  # a SafeLoader
    except ThresholdError as error:
        raise ThresholdError(f"{path}, {error}") from None
    except OSError as error:
        raise ThresholdError(f"{path}: {error.strerror}; name a file of thresholds") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise ThresholdError(f"{path}: can't be read as YAML; name a file of thresholds") from error
    if not isinstance(raw, dict):
        raise ThresholdError(f"{path}: is no mapping; begin with `suite:`, `cases:` or `errors:`")
    try:
        return Thresholds.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ThresholdError(f"{path}: {place}: {first['msg'].removeprefix('Value error, ')}; mend it") from error


def _has_unit(name: str) -> bool:
    return name in BY_NAME and bool(BY_NAME[name].unit)
