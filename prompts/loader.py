"""Prompts: Markdown files with a version in front, filled in strictly."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_FIELD = re.compile(r"\{\{([^{}]*)\}\}")
_FILE = re.compile(
    r"---\n(?P<front>.*?)\n---\n# System\n(?P<system>.*?)\n# Example\n(?P<example>.*?)\n# Answer\n(?P<answer>.*?)\n"
    r"# User\n(?P<user>.*)\Z",
    re.S,
)
_FRONT = ("id", "version", "fields")


class PromptError(ValueError):
    """A prompt file, or the values for it, that are off."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it stands in its file: what is told, one call with its answer, and what is asked with places for values.

    `sha256` is the hex digest of the file's bytes.
    """

    id: str
    version: str
    sha256: str
    system: str
    example: str
    answer: str
    user: str
    fields: frozenset[str]

    def filled(self, values: Mapping[str, str]) -> str:
        """What is asked. A value is put in as it stands and never read for places itself.

        Raises PromptError unless exactly the declared fields are given.
        """
        if set(values) != self.fields:
            off = ", ".join(sorted(set(values) ^ self.fields))
            raise PromptError(f"prompt {self.id}: given and declared fields differ in {off}")
        return _FIELD.sub(lambda found: values[found[1]], self.user)


@cache
def prompt(name: str) -> Prompt:
    """The prompt in `prompts/NAME.md`."""
    return read_prompt(FOLDER / f"{name}.md")


def read_prompt(path: Path) -> Prompt:
    """The prompt in a file. Raises PromptError where its parts, its name or its fields are off."""
    raw = path.read_bytes()
    parts = _FILE.match(raw.decode("utf-8"))
    if parts is None:
        raise PromptError(f"{path.name}: needs front matter, then `# System`, `# Example`, `# Answer` and `# User`")
    front = dict(_entry(path, line) for line in parts["front"].splitlines())
    if tuple(front) != _FRONT or front["id"] != path.stem:
        raise PromptError(f"{path.name}: the front matter holds {', '.join(_FRONT)}, and the id is the file's name")
    texts = {name: parts[name].strip() for name in ("system", "example", "answer", "user")}
    fields = frozenset(one.strip() for one in front["fields"].split(","))
    if fields != set(_FIELD.findall(texts["user"])):
        raise PromptError(f"{path.name}: declared fields and those of `# User` differ")
    return Prompt(front["id"], front["version"], hashlib.sha256(raw).hexdigest(), fields=fields, **texts)


def _entry(path: Path, line: str) -> tuple[str, str]:
    name, mark, value = line.partition(":")
    if not mark or not value.strip():
        raise PromptError(f"{path.name}: {line!r} in the front matter is no `name: value`")
    return name.strip(), value.strip()
