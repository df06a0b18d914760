"""Nearness by Chroma, embedded or a server: a cache of what SQL holds, for homes too large to compare one by one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
from chromadb.config import Settings
from chromadb.errors import NotFoundError

from knowledge.index.filters import record, where
from knowledge.index.folder import Taken, state_of, take, written
from knowledge.index.probe import probe
from knowledge.index.scope import Matrix, Scope, Scored, in_order
from knowledge.store.live import Live, LivePassage

COLLECTION = "passages"
BATCH = 2_000  # records sent at once
QUERIES = 64  # queries asked at once
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}


@dataclass(frozen=True, slots=True)
class Unusable:
    """Chroma can't be used just now, and why, in one line."""

    reason: str


@dataclass(frozen=True, slots=True)
class Synced:
    """How many records a sync wrote and took away."""

    added: int
    deleted: int


@dataclass
class ChromaVectors:
    """One collection. Close it: an embedded one has a single owner, which is the process that opened it."""

    client: Any
    name: str = COLLECTION
    taken: Taken | None = field(default=None, repr=False)

    def search(self, queries: Matrix, k: int, scope: Scope) -> Sequence[Sequence[Scored]]:
        """As the protocol says, as nearly as HNSW finds them."""
        count = self.count()
        if not scope.audiences or not scope.kinds or not count or k < 1:
            return [[] for _ in queries]
        return self._asked(queries, min(k, count), where(scope))

    def nearest(self, queries: Matrix, k: int) -> list[list[Scored]]:
        """At most `k` of all passages for each query, whoever may see them: candidates, never to be shown as they are."""
        return self._asked(queries, k, None)

    def generation(self) -> str:
        """The state of the store that the collection is of; "" when it was never filled or half filled."""
        return str((self._collection().metadata or {}).get("generation", ""))

    def count(self) -> int:
        """How many passages the collection holds."""
        return int(self._collection().count())

    def sync(self, live: Live, encoder_key: str) -> Synced:
        """Make the collection hold `live` and nothing else, writing only what differs. No vector is computed."""
        if self._marks().get("encoder") not in (None, encoder_key):
            return self.rebuild(live, encoder_key)
        wanted = {one.passage_id: one for one in live.passages if one.embed_key in live.vectors}
        held = dict(self._held())
        gone = sorted(one for one in held if one not in wanted or held[one] != record(wanted[one]))
        new = [one for one in wanted if one not in held or held[one] != record(wanted[one])]
        with self._writing():
            self._mark("", encoder_key)
            self._delete(gone)
            self._add([wanted[one] for one in new], live)
            self._mark(live.generation, encoder_key)
        return Synced(len(new), len(gone))

    def is_of(self, generation: str, encoder_key: str) -> bool:
        """True if a sync to this state would change nothing."""
        return self._marks() == {"generation": generation, "encoder": encoder_key}

    def rebuild(self, live: Live, encoder_key: str) -> Synced:
        """Drop the collection and fill it again from `live`."""
        deleted = self.count()
        self.drop()
        return Synced(self.sync(live, encoder_key).added, deleted)

    def drop(self) -> None:
        """Drop the collection; it is filled again on use."""
        with self._writing():
            self.client.delete_collection(self.name)

    def close(self) -> None:
        """Let go of the client and of the folder."""
        of = self._of()
        self.client.close()
        for one in (self.client, getattr(self.client, "_admin_client", None)):
            session = getattr(getattr(one, "_server", None), "_session", None)
            if session is not None:  # Chroma leaves its connections to a server open
                session.close()
        if self.taken is not None:
            self.taken.leave(of)

    def _of(self) -> str:
        marks: Mapping[str, str] = {}
        with suppress(Exception):  # each failure has another type, and what can't be read is of no state
            marks = self._marks() if self.taken is not None else {}
        return state_of(marks.get("generation", ""), marks.get("encoder", ""))

    def _asked(self, queries: Matrix, k: int, rule: Mapping[str, Any] | None) -> list[list[Scored]]:
        collection, found = self._collection(), list[list[Scored]]()
        for start in range(0, len(queries), QUERIES):
            asked = [row.tolist() for row in queries[start : start + QUERIES]]
            result = collection.query(query_embeddings=asked, n_results=k, where=rule, include=["distances"])
            pairs = zip(result["ids"], result["distances"], strict=True)
            found += [in_order([(i, 1 - d) for i, d in zip(ids, far, strict=True)]) for ids, far in pairs]
        return found

    def _collection(self) -> Any:
        try:
            return self.client.get_collection(self.name, embedding_function=None)
        except NotFoundError:
            return self.client.get_or_create_collection(
                self.name, configuration={"hnsw": _HNSW}, embedding_function=None, metadata={"generation": ""}
            )

    def _marks(self) -> Mapping[str, str]:
        return self._collection().metadata or {}

    def _mark(self, generation: str, encoder_key: str) -> None:
        self._collection().modify(metadata={"generation": generation, "encoder": encoder_key})

    def _held(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        collection = self._collection()
        for offset in range(0, collection.count(), BATCH):
            page = collection.get(limit=BATCH, offset=offset, include=["metadatas"])
            yield from zip(page["ids"], page["metadatas"], strict=True)

    def _delete(self, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), BATCH):
            self._collection().delete(ids=list(ids[start : start + BATCH]))

    def _add(self, passages: Sequence[LivePassage], live: Live) -> None:
        for start in range(0, len(passages), BATCH):
            batch = passages[start : start + BATCH]
            self._collection().add(
                ids=[one.passage_id for one in batch],
                embeddings=[live.vectors[one.embed_key] for one in batch],
                metadatas=[record(one) for one in batch],
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with nullcontext() if self.taken is None else written(self.taken.folder):
            yield


def embedded(folder: Path) -> ChromaVectors | Unusable:
    """The collection in `folder`, emptied if its last writer was killed or a probe fails. Unusable if another owns it."""
    if folder.is_file():  # what stands there is no collection, and nothing is kept there alone
        folder.unlink()
    taken = take(folder, lambda place: probe(place, COLLECTION))
    if taken is None:
        return Unusable(f"another process owns {folder}; several processes share a Chroma server")
    settings = Settings(anonymized_telemetry=False)
    return ChromaVectors(chromadb.PersistentClient(str(folder), settings), taken=taken)


def server(url: str, name: str = COLLECTION) -> ChromaVectors | Unusable:
    """The collection `name` of the Chroma server at `url`. Unusable if there is no answer."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    try:
        settings = Settings(anonymized_telemetry=False)
        client = chromadb.HttpClient(parts.hostname or "localhost", port, ssl=secure, settings=settings)
        client.heartbeat()
    except Exception as error:  # the client wraps every failure of the network in another type
        return Unusable(f"no Chroma server answers at {parts.hostname}:{port} ({type(error).__name__})")
    return ChromaVectors(client, name)
