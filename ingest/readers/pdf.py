from pathlib import Path
from ingest.document import Document, Unreadable
def read(path: Path) -> Document:
    raise Unreadable("x")
