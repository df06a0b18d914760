"""Try an embedded Chroma in a child process: one whose writer was killed can crash whoever opens it.

`python -m knowledge.index.probe FOLDER COLLECTION` opens it, counts, and asks for the nearest passages.
"""

import ctypes
import signal
import subprocess
import sys
from pathlib import Path

SECONDS = 120
NEAR = 100  # passages that it has to find
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def probe(folder: Path, collection: str) -> str:
    """ "" if the collection in `folder` can be opened and asked, else what went wrong, in words."""
    command = [sys.executable, "-m", "knowledge.index.probe", str(folder), collection]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"opening it takes more than {SECONDS} s"
    if ran.returncode < 0:
        return f"opening it crashes (signal {-ran.returncode})"
    last = (ran.stderr.strip().splitlines() or ["it can't be opened"])[-1]
    return "" if ran.returncode == 0 else f"it can't be opened: {last[:200]}"


def _try(folder: str, name: str) -> None:
    if sys.platform == "linux":  # it must not go on in a folder that its parent, killed, no longer owns
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    import chromadb
    from chromadb.config import Settings
    from chromadb.errors import NotFoundError

    client = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
    try:
        collection = client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return
    near = min(collection.count(), NEAR)
    held = collection.get(limit=1, include=["embeddings"])["embeddings"]
    found = collection.query(query_embeddings=held, n_results=near)["ids"][0] if near else []
    if len(found) < near:
        sys.exit(f"of the {near} nearest passages it finds {len(found)}")


if __name__ == "__main__":
    _try(*sys.argv[1:])
