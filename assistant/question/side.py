"""Which of the compared frameworks a question is about, and the units that are not of the other alone."""

import re
from collections.abc import Sequence

from assistant.question.found import Unit

_RATHER = re.compile(r"\b(?:over|rather than|instead of|in place of|in lieu of)\b", re.I)
_ISO = re.compile(r"\biso\b(?![\s/-]*(?:iec\b)?[\s/-]*\d)", re.I)  # alone it is the standard that is compared


def of_its_side(question: str, units: Sequence[Unit], names: re.Pattern[str]) -> Sequence[Unit]:
    """Where the question names one framework, or one rather than another: `units` without those of a section that is headed by
    another alone."""
    asked = _preferred(question, names)
    if len(asked) != 1:
        return units
    return [
        u
        for u in units
        if asked & (headed := named("".join(u.found.passage.section[-1:]), names))
        or not headed
        or asked & named(u.text, names)
    ]


def _preferred(question: str, names: re.Pattern[str]) -> set[str]:
    """The frameworks that a question names; of "ISO over SOC 2" the first."""
    first, *others = (named(part, names) for part in _RATHER.split(question))
    rest = set().union(*others)
    return first if len(first) == 1 and len(rest) == 1 else first | rest


def named(text: str, names: re.Pattern[str]) -> set[str]:
    """The frameworks that `text` names, whatever their spelling ("iso27001")."""
    full = {re.sub(r"[\W_]|iec|:.*", "", m.group().lower()) for m in names.finditer(text)}
    return full | {"iso27001"} if _ISO.search(text) else full
