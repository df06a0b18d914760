"""Prompts: Markdown files with a version in front, filled in strictly."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_FIELD = re.compile(r"\{\{([^{}]*)\}\}")
_FILE = re.compile(r"---\n(?P<front>.*?)\n---\n# System\n(?P<system>.*?)\n# User\n(?P<user>.*)\Z", re.S)
_FRONT = ("id", "version", "fields")


class PromptError(ValueError):
    """A prompt file, or the values for it, that are off."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it stands in its file; `sha256` is the hex digest of the file's bytes."""

    id: str
    version: str
    sha256: str
    system: str
    user: str
    fields: frozenset[str]

    def filled(self, values: Mapping[str, str]) -> tuple[str, str]:
        """The system's and the user's text. A value is put in as it stands and never read for fields itself.

        Raises PromptError unless exactly the declared fields are given.
        """
        if set(values) != self.fields:
            off = ", ".join(sorted(set(values) ^ self.fields))
            raise PromptError(f"prompt {self.id}: given and declared fields differ in {off}")
        system, user = (_FIELD.sub(lambda found: values[found[1]], text) for text in (self.system, self.user))
        return system, user


@cache
def prompt(name: str) -> Prompt:
    """The prompt in `prompts/NAME.md`."""
    return read_prompt(FOLDER / f"{name}.md")


def read_prompt(path: Path) -> Prompt:
    """The prompt in a file. Raises PromptError where its parts, its name or its fields are off."""
    raw = path.read_bytes()
    parts = _FILE.match(raw.decode("utf-8"))
    if parts is None:
        raise PromptError(f"{path.name}: needs front matter, then `# System` and `# User`")
    front = dict(_entry(path, line) for line in parts["front"].splitlines())
    if tuple(front) != _FRONT or front["id"] != path.stem:
        raise PromptError(f"{path.name}: the front matter holds {', '.join(_FRONT)}, and the id is the file's name")
    system, user = parts["system"].strip(), parts["user"].strip()
    fields = frozenset(one.strip() for one in front["fields"].split(","))
    if fields != set(_FIELD.findall(system + user)):
        raise PromptError(f"{path.name}: declared fields and those in the text differ")
    return Prompt(front["id"], front["version"], hashlib.sha256(raw).hexdigest(), system, user, fields)


def _entry(path: Path, line: str) -> tuple[str, str]:
    name, mark, value = line.partition(":")
    if not mark or not value.strip():
        raise PromptError(f"{path.name}: {line!r} in the front matter is no `name: value`")
    return name.strip(), value.strip()
