"""Settings, read once from the environment at the front door."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from tickmark.errors import Misuse
from tickmark.model_settings import ModelSettings, read_model_settings

OFFLINE = {
    # One question's products of matrices are small: shared out over threads they wait for a core longer than they take.
    "OPENBLAS_NUM_THREADS": "1",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "false",
    "TQDM_DISABLE": "1",
    # LangChain posts every prompt and answer to LangSmith where one of these is set.
    **dict.fromkeys(
        ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"), "false"
    ),
}
HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Settings:
    """Where a run keeps what it creates, and which servers it uses instead of files in that home."""

    home: Path
    database_url: str
    chroma_url: str | None
    key_file: Path | None = None
    model: ModelSettings = field(default_factory=ModelSettings)

    @property
    def audit_key(self) -> Path:
        """The file with the audit log's key."""
        return self.key_file or self.home / "keys" / "audit.key"

    @property
    def names_database(self) -> bool:
        """Whether the store is another one than the file in the home."""
        return self.database_url != in_home(self.home)


def in_home(home: Path) -> str:
    """The URL of the store in `home`."""
    return f"sqlite:///{home / 'tickmark.db'}"


def go_offline() -> None:
    """Forbid downloads and telemetry to every library that is imported after this, and a proxy before this machine."""
    os.environ.update(OFFLINE)
    for name in ("no_proxy", "NO_PROXY"):
        said = os.environ.get(name) or os.environ.get(name.swapcase()) or ""
        os.environ[name] = ",".join(dict.fromkeys((*filter(None, said.split(",")), *HERE)))


def read_settings(environ: Mapping[str, str], cwd: Path) -> Settings:
    """Settings from the variables TICKMARK_HOME (`.tickmark` if unset), TICKMARK_DATABASE_URL, TICKMARK_CHROMA_URL,
    TICKMARK_AUDIT_KEY_FILE (in the home if unset) and those of a model.

    Raises Misuse for a home that is set and empty: a script lost a value, and another home would be made in silence.
    """
    named = environ.get("TICKMARK_HOME", ".tickmark")
    if not named.strip():
        raise Misuse("TICKMARK_HOME is set and empty; name a folder, or unset it for .tickmark")
    home = (cwd / named).resolve()
    url = environ.get("TICKMARK_DATABASE_URL") or in_home(home)
    key = environ.get("TICKMARK_AUDIT_KEY_FILE")
    model = read_model_settings(environ)
    return Settings(home, url, environ.get("TICKMARK_CHROMA_URL") or None, cwd / key if key else None, model)


def here() -> Settings:
    """The settings of this process."""
    return read_settings(os.environ, Path.cwd())


def today() -> date:
    """The day an answer is for where none is given, in UTC."""
    return datetime.now(UTC).date()
