"""Whether a written record holds words, in the texts of its fields and not in their names."""

import json
from collections.abc import Iterable, Iterator


def holds(written: str, wanted: Iterable[str]) -> bool:
    """Whether each of `wanted`, in lower case, stands in some text of a written body."""
    low = "\n".join(_said(json.loads(written))).casefold()
    return all(word in low for word in wanted)


def _said(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _said(one)
    elif isinstance(value, str):
        yield value
