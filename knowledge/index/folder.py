"""The folder of an embedded Chroma: who owns it, and whether it was left in order. Knows nothing of Chroma itself."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import IO

OWNER, WRITING, LEFT = "owner.lock", "writing", "left.json"
_MARKS = frozenset((OWNER, WRITING, LEFT))


@dataclass(frozen=True, slots=True)
class Taken:
    """A folder whose one owner this process is; `emptied` says why what was in it was thrown away ("" if it was not)."""

    folder: Path
    lock: IO[str]
    emptied: str = ""

    def leave(self) -> None:
        """Note how the files stand, and let another process own the folder."""
        if not (self.folder / WRITING).exists():
            (self.folder / LEFT).write_text(json.dumps(_stand(self.folder)), "utf-8")
        self.lock.close()


def take(folder: Path, probe: Callable[[Path], str]) -> Taken | None:
    """Own `folder`; None if another process does.

    What a killed writer left is thrown away. What was not left in order is kept if `probe` finds nothing wrong with it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / OWNER).open("a")
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    wrong = fault(folder, probe)
    if wrong:
        empty(folder)
    (folder / LEFT).unlink(missing_ok=True)
    return Taken(folder, lock, wrong)


def fault(folder: Path, probe: Callable[[Path], str]) -> str:
    """What is wrong with the files of a folder that nobody owns, "" if nothing is."""
    if (folder / WRITING).exists():
        return "its last writer was stopped in the middle"
    return "" if was_left_in_order(folder) else probe(folder)


def was_left_in_order(folder: Path) -> bool:
    """Whether the last owner left, and every file still is as it was then; a folder without files is in order."""
    stand = _stand(folder)
    try:
        return not stand or json.loads((folder / LEFT).read_text("utf-8")) == stand
    except (OSError, ValueError):
        return False


def is_owned(folder: Path) -> bool:
    """Whether some process owns `folder` now."""
    try:
        with (folder / OWNER).open("a") as lock:
            flock(lock, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def written(folder: Path) -> Iterator[None]:
    """A mark that outlives a killed writer: whoever opens the folder next can't trust it."""
    mark = folder / WRITING
    if mark.exists():
        yield
        return
    mark.touch()
    yield
    mark.unlink()


def empty(folder: Path) -> None:
    """Delete what Chroma keeps in a folder; its owner stays its owner."""
    for one in folder.iterdir():
        if one.is_dir():
            shutil.rmtree(one)
        elif one.name != OWNER:
            one.unlink()


def _stand(folder: Path) -> dict[str, list[int]]:
    """Size and time (nanoseconds) of each file, by its place in the folder."""
    found: dict[str, list[int]] = {}
    for one in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):
            if one.name not in _MARKS and one.is_file():
                found[str(one.relative_to(folder))] = [one.stat().st_size, one.stat().st_mtime_ns]
    return found
