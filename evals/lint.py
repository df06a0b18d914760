"""What is wrong with a set of cases as a whole: duplicates, contradictions, leaks between splits, labels to nowhere."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from evals.cases import Case, Split

NEAR = 0.8  # cosine of character n-grams from which two wordings count as one
LABELS = ("must_cite", "must_not_cite", "key_points", "must_not_say", "answerable", "unanswerable", "attack")
SHORT = 5  # words: shorter questions are alike by chance

Places = frozenset[str]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: its kind, the cases it is about, and the reason."""

    kind: str
    ids: tuple[str, ...]
    detail: str


def lint(cases: Sequence[Case], listed: Sequence[str] = (), places: Places = frozenset()) -> list[Flaw]:
    """Every flaw. `listed` are questions that the assistant is taught with, `places` what may be cited (none: unchecked)."""
    checks: tuple[Callable[[], Iterable[Flaw]], ...] = (
        lambda: _duplicates(cases),
        lambda: _near(cases),
        lambda: _taught(cases, listed),
        lambda: _nowhere(cases, places),
        lambda: _unlabelled(cases),
    )
    return [flaw for check in checks for flaw in check()]


def whole(case: Case) -> str:
    """All that is asked, the thread before it first, in plain lower-case words."""
    said = " ".join([*(turn.text for turn in case.conversation), case.text])
    return " ".join(re.findall(r"\w+", said.lower()))


def _setting(case: Case) -> tuple[object, ...]:
    return whole(case), case.contexts, case.user, case.channel, case.as_of, case.shelf


def _duplicates(cases: Iterable[Case]) -> Iterator[Flaw]:
    alike: dict[tuple[object, ...], list[Case]] = defaultdict(list)
    for case in cases:
        alike[_setting(case)].append(case)
    for group in alike.values():
        for one, other in combinations(group, 2):
            yield from _pair(one, other)


def _pair(one: Case, other: Case) -> Iterator[Flaw]:
    """What is wrong with two cases that ask the same in the same setting: one kind of flaw does not hide another."""
    ids = (one.id, other.id)
    if one.expected != other.expected:
        yield Flaw("contradiction", ids, "the same question, another reply expected")
    elif unlike := [name for name in LABELS if getattr(one, name) != getattr(other, name)]:
        yield Flaw("contradiction", ids, f"the same question, other labels: {', '.join(unlike)}")
    if one.split is not other.split:
        yield Flaw("leak", ids, "the same question in two splits")
    elif one.expected == other.expected:
        yield Flaw("duplicate", ids, "the same question twice")


def _near(cases: Sequence[Case]) -> Iterator[Flaw]:
    """Near-duplicates across splits. Within a split several wordings of one question are wanted."""
    many = [case for case in cases if len(whole(case).split()) >= SHORT]
    for i, j, cosine in _alike([whole(c) for c in many], [whole(c) for c in many]):
        one, other = many[i], many[j]
        if i < j and one.split is not other.split and whole(one) != whole(other):
            yield Flaw("leak", (one.id, other.id), f"near-duplicates in {one.split} and {other.split} ({cosine:.2f})")


def _taught(cases: Sequence[Case], listed: Sequence[str]) -> Iterator[Flaw]:
    """Dev cases may be taught with; what the others measure may not."""
    known = {" ".join(re.findall(r"\w+", text.lower())) for text in listed}
    for case in cases:
        if case.split is not Split.DEV and whole(case) in known:
            yield Flaw("leak", (case.id,), "the library lists this very question")


def _nowhere(cases: Iterable[Case], places: Places) -> Iterator[Flaw]:
    for case in cases if places else ():
        if case.shelf or case.contexts is not None:
            continue
        unknown = {place for group in case.must_cite for place in group} - places
        if unknown:
            yield Flaw("label", (case.id,), f"must cite what is not held: {', '.join(sorted(unknown))}")
        if barred := set(case.must_not_cite) - places:
            yield Flaw("label", (case.id,), f"must not cite what is not held: {', '.join(sorted(barred))}")


def _unlabelled(cases: Iterable[Case]) -> Iterator[Flaw]:
    for case in cases:
        plain = case.expected.status == "answered" and case.expected.outcome is None
        if plain and case.attack is None and not (case.must_cite and case.key_points):
            yield Flaw("label", (case.id,), "an answer is expected, but no source or key point that it must have")


def _alike(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    if not left or not right:
        return
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit([*left, *right])
    cosines = (grams.transform(left) @ grams.transform(right).T).toarray()
    for i, j in np.argwhere(cosines >= NEAR):
        yield int(i), int(j), float(cosines[i, j])
