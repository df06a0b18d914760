"""Settings, read once from the environment at the front door."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "false",
    "TQDM_DISABLE": "1",
}


@dataclass(frozen=True)
class Settings:
    """Where a run keeps what it creates, and which servers it uses instead of files in that home."""

    home: Path
    database_url: str
    chroma_url: str | None


def go_offline() -> None:
    """Forbid downloads and telemetry to every library that is imported after this."""
    os.environ.update(OFFLINE)


def read_settings(environ: Mapping[str, str], cwd: Path) -> Settings:
    """Settings from TICKMARK_HOME, TICKMARK_DATABASE_URL and TICKMARK_CHROMA_URL; the home defaults to `.tickmark`."""
    home = (cwd / (environ.get("TICKMARK_HOME") or ".tickmark")).resolve()
    url = environ.get("TICKMARK_DATABASE_URL") or f"sqlite:///{home / 'tickmark.db'}"
    return Settings(home, url, environ.get("TICKMARK_CHROMA_URL") or None)


def here() -> Settings:
    """The settings of this process."""
    return read_settings(os.environ, Path.cwd())
