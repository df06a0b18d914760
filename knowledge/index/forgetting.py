"""Take what the caches hold of texts that were erased: they are dropped whole, and filled again on the next use."""

import shutil
from pathlib import Path


def forget(home: Path, chroma_url: str | None) -> tuple[str, ...]:
    """Drop the word index and the vectors of Chroma; what could not be dropped and why, in words."""
    shutil.rmtree(home / "words", ignore_errors=True)
    if (home / "words").exists():
        return (f"{home / 'words'} can't be deleted",)
    return tuple(filter(None, (_embedded(home / "chroma"), _server(chroma_url))))


def _embedded(folder: Path) -> str:
    if not folder.exists():
        return ""
    from knowledge.index.folder import empty
    from knowledge.index.vectors import Unusable, embedded  # chromadb costs .8 s to import

    opened = embedded(folder)
    if isinstance(opened, Unusable):
        return opened.reason
    opened.client.close()
    empty(folder)
    opened.close()
    return ""


def _server(url: str | None) -> str:
    if not url:
        return ""
    from knowledge.index.vectors import Unusable, server

    opened = server(url)
    if isinstance(opened, Unusable):
        return opened.reason
    opened.drop()
    opened.close()
    return ""
