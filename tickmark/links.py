"""The operator's own registry: which URL belongs to which source. A document's own word for it is never shown as a link."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from ingest.describe import clean_url
from tickmark.errors import Misuse

NAME = "sources.yaml"


def links(home: Path) -> Mapping[str, str]:
    """URL by source id from `home`/sources.yaml, a list of {"id", "url"}; empty without the file. Raises Misuse."""
    path = home / NAME
    if not path.exists():
        return {}
    try:
        entries = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) or []
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise Misuse(
            f"{path}: can't be read ({_first_line(error)}); write a list of entries with id and url"
        ) from error
    if not isinstance(entries, list):
        raise Misuse(f"{path}: is no list; write entries with id and url, each after a dash")
    return dict(_link(entry, number, path) for number, entry in enumerate(entries, 1))


def _link(entry: Any, number: int, path: Path) -> tuple[str, str]:
    source_id, url = (entry.get(name) for name in ("id", "url")) if isinstance(entry, dict) else (None, None)
    link = clean_url(str(url or ""))
    if not source_id or not link:
        raise Misuse(f"{path}: entry {number} needs an id and an http(s) url; mend it")
    return str(source_id), link


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
