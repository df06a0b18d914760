"""Markdown for people to sign and file: pages of sections in which the words of others stay text."""

import re
from collections.abc import Iterable

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|!~])")
Rows = Iterable[tuple[str, object]]


def page(title: str, *sections: str) -> str:
    """A page of the sections that hold something."""
    return "\n\n".join((f"# {_plain(title)}", *(one for one in sections if one))) + "\n"


def section(title: str, rows: Rows) -> str:
    """A section of labelled values; empty where none holds anything."""
    said = [text for label, value in rows if (text := _row(label, value))]
    return f"## {title}\n\n" + "\n".join(said) if said else ""


def _row(label: str, value: object) -> str:
    if value in (None, "", (), []):
        return ""
    lead = f"**{_plain(label)}**: " if label else ""
    if isinstance(value, (tuple, list)):
        items = "\n".join(f"- {_plain(str(one))}" for one in value)
        return f"{lead.rstrip()}\n\n{items}\n" if lead else f"{items}\n"
    return f"{lead}{_plain(str(value))}\n"


def _plain(text: str) -> str:
    """Words of others as text: no mark of theirs becomes markup, no line of theirs a heading."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
