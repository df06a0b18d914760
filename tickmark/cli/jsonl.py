"""JSON Lines in and out: one object a line, a bad line answered by an error in its place."""

import json
import sys
from pathlib import Path

from pydantic import BaseModel, ValidationError

from knowledge.records.faults import first_fault
from tickmark.errors import Misuse


def read_lines(path: Path) -> list[tuple[int, str]]:
    """The non-blank lines of a file, or of standard input for `-`, each with its number in it."""
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}; name a .jsonl file") from error
    except UnicodeDecodeError as error:
        raise Misuse(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def print_line(model: BaseModel) -> None:
    """One model as one line of JSON on stdout; `trace` is left out where there is none."""
    without = {"trace"} if getattr(model, "trace", None) is None else None
    print(model.model_dump_json(exclude=without), flush=True)


def error_line(number: int, error: ValidationError) -> str:
    """What stands in the output for a line that can't be read."""
    place, why = first_fault(error)
    return json.dumps({"id": None, "error": f"line {number}: {f'{place}: ' if place else ''}{why}"})
