"""Wiring of the gate as a command: claims with citations into the store, or with contexts of their own."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.gate.quotes import locate
from assistant.gate.verdict import Evidence, Verdict
from assistant.gate.verify import Similarity, verify
from knowledge.sources.types import SourceVersion
from knowledge.store import reading
from knowledge.store.database import Engine
from tickmark.allowed import allowed
from tickmark.opening import open_encoder, open_store
from tickmark.settings import Settings


@dataclass(frozen=True, slots=True)
class Placed:
    """A quote and where it is said to stand; `version` may be a unique prefix."""

    source_id: str
    version: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement with citations into the store, or with texts that it must rest on."""

    text: str
    citations: tuple[Placed, ...]
    contexts: tuple[str, ...]


Gate = Callable[[Claim], Verdict]


def open_gate(settings: Settings, user: str | None) -> Gate:
    """The gate over what `user` may read in the store of `settings`."""
    engine, encoder = open_store(settings), open_encoder(settings)
    shown = allowed(engine, user)
    return lambda claim: check(claim, engine, shown, lambda a, b: encoder.encode(a) @ encoder.encode(b).T)


def check(claim: Claim, engine: Engine, audiences: frozenset[str], similarity: Similarity) -> Verdict:
    """The verdict on a claim. A citation whose quote does not stand where it says, for `audiences`, fails the claim."""
    for citation in claim.citations:
        if fault := _misplaced(citation, engine, audiences):
            return Verdict(False, 0.0, fault)
    quotes = [Evidence(one.quote) for one in claim.citations] + [Evidence(text) for text in claim.contexts]
    return verify(claim.text, quotes, similarity)


def _misplaced(citation: Placed, engine: Engine, audiences: frozenset[str]) -> str | None:
    found = reading.text(engine, citation.source_id, citation.version, audiences)
    if not isinstance(found, SourceVersion) or not citation.version:
        return f"{citation.source_id} is not held in the version {citation.version[:12] or '(none given)'}"
    located = locate(found.text, citation.start, citation.end, citation.quote)
    return None if located else located.reason
