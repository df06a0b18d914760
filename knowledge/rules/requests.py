"""Requests as people send them, listed by what they want, questions that tell a wish, and last words of conversations: what a
reader of them learns from."""

from collections.abc import Mapping
from pathlib import Path

from knowledge.rules.rule import Reads, Rule

GOVERNED, NOTHING = "governed", "nothing"  # something else is wanted; it is not told what is
QUESTION = "question"  # a wish may be told, yet what is asked is to be told something
CALL, REMARK = "call", "remark"  # last words of a conversation that ask for its decision, and that do not
_OTHERS = frozenset({GOVERNED, NOTHING, QUESTION, CALL, REMARK})
_NAMED = "governed, nothing, question, call or remark"
Requests = Mapping[str, tuple[str, ...]]


def class_of(values: frozenset[str]) -> str:
    """The class of requests that want these values."""
    return ", ".join(sorted(values))


def values_of(name: str) -> frozenset[str]:
    """The values that the requests of a class want."""
    return frozenset() if name in _OTHERS else frozenset(name.split(", "))


def wishes(requests: Requests) -> Requests:
    """The requests alone, by what they want."""
    return {name: texts for name, texts in requests.items() if name not in (QUESTION, CALL, REMARK)}


def read_requests(path: Path, rule: Rule) -> Requests:
    """The texts of a file by class. A line "## ..." opens a class: values of the rule's wish, "governed", "nothing",
    "question", "call" or "remark".

    Raises ValueError with the line and what to do.
    """
    wish = rule.reading(Reads.WISH)
    known = {value.id for value in wish.values} if wish else set()
    found: dict[str, list[str]] = {}
    opened: list[str] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("## "):
            values = frozenset(one.strip() for one in line[3:].split(","))
            if not values <= known and not (len(values) == 1 and values <= _OTHERS):
                raise ValueError(f"{path.name}, line {number}: {line[3:]} is no class; name wished values or {_NAMED}")
            opened = found.setdefault(class_of(values), [])
        elif opened is not None and line.strip():
            opened.append(line.strip())
    return {name: tuple(texts) for name, texts in found.items()}
