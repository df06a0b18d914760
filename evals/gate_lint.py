"""What is wrong with sets of gate pairs as a whole: duplicates, contradictions, wrongs that are none of the known kinds."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from evals.gate_set import Pair
from evals.lint import Flaw

KINDS = frozenset(
    [
        "number",
        "date",
        "name",
        "negation",
        "modality",
        "quantifier",
        "condition",
        "actor",
        "framework",
        "citation",
        "joined",
        "omission",
        "reported",
    ]
)


def lint_pairs(pairs: Sequence[Pair]) -> list[Flaw]:
    """Every flaw of these pairs."""
    return [*_twice(pairs), *_unknown(pairs), *_unchanged(pairs)]


def _words(text: str) -> str:
    return " ".join(re.findall(r"[\w%§:.]+", text.lower()))


def _twice(pairs: Sequence[Pair]) -> Iterator[Flaw]:
    by_id: dict[str, int] = defaultdict(int)
    alike: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_id[pair.id] += 1
        alike[_words(pair.claim), _words(pair.quote)].append(pair)
    yield from (Flaw("duplicate", (one,), "the id stands twice") for one, count in by_id.items() if count > 1)
    for group in (g for g in alike.values() if len(g) > 1):
        same = len({pair.supported for pair in group}) == 1
        yield Flaw(
            "duplicate" if same else "contradiction", tuple(p.id for p in group), "the same claim and quote twice"
        )


def _unknown(pairs: Sequence[Pair]) -> Iterator[Flaw]:
    for pair in pairs:
        if pair.supported == (pair.wrong is not None):
            yield Flaw("label", (pair.id,), "a pair is supported, or says in `wrong` what is wrong with it")
        elif pair.wrong is not None and pair.wrong not in KINDS:
            yield Flaw("label", (pair.id,), f"{pair.wrong}: no such kind; there are {', '.join(sorted(KINDS))}")


def _unchanged(pairs: Sequence[Pair]) -> Iterator[Flaw]:
    for pair in pairs:
        if not pair.supported and pair.claim.strip() == pair.quote.strip():
            yield Flaw("label", (pair.id,), "wrong, but the quote word for word")
