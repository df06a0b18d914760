"""The folder of an embedded Chroma: who owns it, and whether it was left in order. Knows nothing of Chroma itself."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import IO

OWNER, WRITING, LEFT = "owner.lock", "writing", "left.json"
_MARKS = frozenset((OWNER, WRITING, LEFT))
FILLS, HOLDS = 600.0, 30.0  # seconds for which an owner is waited for: while it fills the folder, while it does not
_LOOK = 0.1
Stand = dict[str, list[int]]  # size and time (nanoseconds) of each file, by its place in the folder


@dataclass(frozen=True, slots=True)
class Left:
    """How the last owner left a folder: the state its collection was of, and how each file stood."""

    of: str
    files: Stand


@dataclass(frozen=True, slots=True)
class Taken:
    """A folder whose one owner this process is; `emptied` says why what was in it was thrown away ("" if it was not)."""

    folder: Path
    lock: IO[str]
    emptied: str = ""

    def leave(self, of: str) -> None:
        """Note how the files stand and the state they are `of`, and let another process own the folder."""
        if not (self.folder / WRITING).exists():
            left = Left(of, _stand(self.folder))
            (self.folder / LEFT).write_text(json.dumps(asdict(left)), "utf-8")
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
    """What is wrong with the files of a folder that nobody owns, "" if nothing is.

    Files that another length was found of are not probed: Chroma may open what was cut, and find too little in it.
    """
    if (folder / WRITING).exists():
        return "its last writer was stopped in the middle"
    stand, left = _stand(folder), _left(folder)
    if not stand or (left and left.files == stand):
        return ""
    resized = left is not None and _sizes(left.files) != _sizes(stand)
    return "its files are not as they were left" if resized else probe(folder)


def state_of(generation: str, encoder_key: str) -> str:
    """How a folder notes what its collection is of."""
    return f"{generation} {encoder_key}"


def filled(folder: Path) -> str:
    """What the last owner left it as, "" where the files are not as they were left. Only looks, and opens nothing."""
    left = _left(folder)
    sound = left is not None and bool(left.files) and not (folder / WRITING).exists()
    return left.of if left and sound and left.files == _stand(folder) else ""


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


def wait(folder: Path, waits: Callable[[], None], fills: float = FILLS, holds: float = HOLDS) -> None:
    """Wait until nobody owns `folder`: for who fills it long, for who only holds it a little. `waits` is told once."""
    began = time.monotonic()
    told = False
    while folder.is_dir() and is_owned(folder):
        if time.monotonic() - began > (fills if (folder / WRITING).exists() else holds):
            return
        if not told:
            waits()
            told = True
        time.sleep(_LOOK)


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


def _left(folder: Path) -> Left | None:
    try:
        return Left(**json.loads((folder / LEFT).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _sizes(stand: Stand) -> dict[str, int]:
    return {name: one[0] for name, one in stand.items()}


def _stand(folder: Path) -> Stand:
    found: Stand = {}
    for one in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):
            if one.name not in _MARKS and one.is_file():
                found[str(one.relative_to(folder))] = [one.stat().st_size, one.stat().st_mtime_ns]
    return found
