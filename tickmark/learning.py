"""What is learned from lists is kept, taken over from another state of the library where it was learned from the same, and told."""

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np

from assistant.question.relevance import Encode
from tickmark.overlap import Matrix

T = TypeVar("T")
AT_ONCE = 256  # texts between two signs of how far it is


@dataclass(frozen=True)
class Lesson(Generic[T]):
    """`what` is learned, as people are told; `made_of` is a digest of all that it is learned from."""

    what: str
    made_of: Callable[[], str]
    learn: Callable[[], T]
    kept: Callable[[Path], T | None]
    keep: Callable[[T, Path], None]


def once(path: Path, lesson: Lesson[T]) -> T:
    """What `path` keeps of a lesson; where it keeps nothing, what another state learned from the same, else learned now."""
    held = lesson.kept(path)
    if held is not None:
        return held
    made_of = lesson.made_of()
    held = _taken_over(path, lesson, made_of)
    if held is None:
        print(f"learning {lesson.what} (once, up to some minutes)", file=sys.stderr, flush=True)
        held = lesson.learn()
    lesson.keep(held, path)
    _source(path).write_text(made_of, "utf-8")
    _tidy(path.parent)
    return held


def made_of(lists: str, code: Iterable[Path]) -> str:
    """A digest of lists that are read by the program in those files as it is."""
    return hashlib.sha256(b"\0".join([lists.encode(), *(file.read_bytes() for file in code)])).hexdigest()


def encoded(encode: Encode, texts: Sequence[str]) -> Matrix:
    """The vectors of `texts`, with signs of how far it is."""
    from tickmark.telling import counted  # rich, which a home that has learned does not need here

    parts = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
    return np.vstack([encode(part) for part in counted("encoding", parts, AT_ONCE)])


def _taken_over(path: Path, lesson: Lesson[T], made_of: str) -> T | None:
    for other in path.parent.parent.glob(f"*/{path.name}"):
        source = _source(other)
        if source.is_file() and source.read_text("utf-8") == made_of and (held := lesson.kept(other)) is not None:
            return held
    return None


def _source(path: Path) -> Path:
    return path.with_suffix(".from")


def _tidy(mine: Path) -> None:
    """Drop what states taught before the last other one, which a bot may still answer from."""
    others = [one for one in mine.parent.iterdir() if one != mine]
    for old in sorted(others, key=lambda one: one.stat().st_mtime)[:-1]:
        shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)
