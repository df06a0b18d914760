"""The names in the markup of Word, and what its simplest values mean."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = frozenset(["0", "false", "off", "none"])
_LONGEST = 9


def child(element: Any, *names: str) -> Any:
    """The element below `element` at the path of Word's names; None if there is none."""
    for name in names:
        element = element.find(W + name) if element is not None else None
    return element


def value(element: Any, name: str = "val") -> str:
    """What an element says in one of Word's attributes; "" for nothing, and for no element."""
    return (element.get(W + name) or "") if element is not None else ""


def is_on(element: Any) -> bool:
    """Whether a mark is set: it stands there and does not say that it is off."""
    return element is not None and value(element) not in _OFF


def number(text: str, otherwise: float = 0.0) -> float:
    """A whole number or a fraction, such as twips; `otherwise` for what is none."""
    try:
        return float(text) if len(text) <= _LONGEST and text[-1:].isdigit() else otherwise
    except ValueError:
        return otherwise
