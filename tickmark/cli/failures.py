"""Exceptions in words: one line on stderr and the exit status that goes with it."""

import os
import traceback

from typer.exceptions import TyperException

from knowledge.store.errors import StoreError
from tickmark.errors import Problem
from tickmark.printable import printable

LONGEST = 200  # code points of a word that somebody gave, as a message repeats it


def explain(error: Exception) -> tuple[str, int]:
    """The line to print (empty where help was printed already) and the exit status of `error`."""
    if isinstance(error, TyperException):
        words = _one_line(error.format_message()).replace("Value error, ", "")
        return (f"tickmark: {words} (see tickmark --help)" if words else ""), 2
    if isinstance(error, Problem | StoreError):
        return f"tickmark: {_one_line(str(error))}", getattr(error, "status", 1)
    if isinstance(error, UnicodeEncodeError):
        return "tickmark: an argument holds bytes that are no text in UTF-8; take them out", 2
    if os.environ.get("TICKMARK_DEBUG"):
        traceback.print_exception(error)
    return f"tickmark: {_one_line(str(error)) or type(error).__name__} (set TICKMARK_DEBUG=1 to see where)", 1


def _one_line(said: str) -> str:
    words = (word if len(word) <= LONGEST else f"{word[:LONGEST]}…" for word in said.split())
    return printable(" ".join(words))
