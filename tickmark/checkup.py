"""What `tickmark doctor` looks at: whether this installation and this home are as they should be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.confinement import Limits
from ingest.sandbox import sandbox
from knowledge.index.encoder import is_whole
from knowledge.index.upkeep import status
from knowledge.store.database import is_empty
from tickmark.errors import Problem
from tickmark.models import try_out
from tickmark.opening import open_encoder, open_store
from tickmark.settings import Settings


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, whether it is well, and what was found (and what to do)."""

    name: str
    well: bool
    found: str


def checkup(settings: Settings) -> Iterator[Check]:
    """Each check in turn; a home that is not there yet is not made."""
    yield from _sandbox()
    looks: tuple[tuple[str, Callable[[Settings], Check]], ...] = (
        ("store", _store),
        ("index", _index),
        ("model", _model),
    )
    for name, look in looks:
        try:
            yield look(settings)
        except Problem as problem:
            yield Check(name, False, str(problem))


def _sandbox() -> Iterator[Check]:
    with sandbox() as reader:
        tried = reader.try_out()
    if tried is None:
        yield Check("sandbox", False, "no reading process can be started")
        return
    cut = f"files are read without it ({tried.means or 'cut off from outside'})"
    yield Check(
        "network", not tried.reached, "files are read WITH it: this system allows no less" if tried.reached else cut
    )
    memory = f"a file may take {Limits().memory >> 20:,} MB"
    yield Check("memory", not tried.overspent, "not limited on this system" if tried.overspent else memory)
    yield Check("writing", not tried.wrote, "a reader can write files" if tried.wrote else "a reader can't write files")


def _store(settings: Settings) -> Check:
    if is_empty(settings.database_url):
        return Check("store", True, "none yet; the first command makes it")
    open_store(settings).dispose()
    return Check("store", True, "opens, at this release's schema")


def _index(settings: Settings) -> Check:
    if is_empty(settings.database_url) or not is_whole(settings.home / "encoder"):
        return Check("index", True, "none yet; the first command makes it")
    found = status(open_store(settings), settings.home, open_encoder(settings).key, settings.chroma_url)
    state = "current" if found.current else "behind or not in use; see: tickmark index status"
    return Check("index", True, f"{found.store.live_passages} passages; {state}")


def _model(settings: Settings) -> Check:
    if not settings.model:
        return Check("model", True, "none is set, and none is needed: answers are the sources' own sentences")
    tried = try_out(settings.model)
    speed = f"{tried.seconds:.1f} s" + (
        f", {tried.written / tried.seconds:.0f} tokens a second" if tried.written else ""
    )
    kept = "keeps to the output form" if tried.result == "ok" else f"NO use: {tried.result}; answers fall back"
    return Check("model", tried.result == "ok", f"{settings.model.title} answered in {speed}; {kept}")
