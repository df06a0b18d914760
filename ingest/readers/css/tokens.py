"""Component values as canonical text, and the text that an address holds."""

import base64
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_to_bytes


def canonical(tokens: Iterable[Any]) -> str:
    """Component values as text in one way: lower case, no escapes, one space for white space and comments."""
    return "".join(map(_written, tokens)).strip()


def _written(token: Any) -> str:
    kind = token.type
    if kind in _TEXTS:
        return str(_TEXTS[kind](token))
    if kind == "function":
        return f"{token.lower_name}({canonical(token.arguments)})"
    if kind in ("() block", "[] block", "{} block"):
        return f"{kind[0]}{canonical(token.content)}{kind[1]}"
    return "\0"


_TEXTS: dict[str, Any] = {
    "whitespace": lambda token: " ",
    "comment": lambda token: " ",
    "ident": lambda token: token.value if token.value.startswith("--") else token.lower_value,
    "literal": lambda token: token.value,
    "hash": lambda token: f"#{token.value.lower()}",
    "number": lambda token: token.representation.lower(),
    "percentage": lambda token: f"{token.representation.lower()}%",
    "dimension": lambda token: f"{token.representation.lower()}{token.lower_unit}",
    "string": lambda token: '""',
    "url": lambda token: "url()",
    "at-keyword": lambda token: f"@{token.lower_value}",
}


def addressed(address: str) -> str:
    """The text that an address holds itself (`data:`); "" for one of another kind."""
    head, comma, body = address.strip().partition(",")
    if not head.lower().startswith("data:") or not comma:
        return ""
    raw = unquote_to_bytes(body)
    if head.lower().rstrip().endswith(";base64"):
        try:
            raw = base64.b64decode(raw)
        except ValueError:
            return ""
    return raw.decode("utf-8", "replace")
