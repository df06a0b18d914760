"""Wiring of the gate as a command: claims with citations into the store, or with contexts of their own."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.gate.answer import CUT
from assistant.gate.quotes import locate, uncut
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
    given, whole = [Evidence(text) for text in claim.contexts], [Evidence(text) for text in claim.contexts]
    for one in claim.citations:
        text = _text(one, engine, audiences)
        if text is None:
            version = one.version[:12] or "(none given)"
            return Verdict(False, 0.0, f"{one.source_id} is not held in the version {version}")
        if not (located := locate(text, one.start, one.end, one.quote)):
            return Verdict(False, 0.0, located.reason)
        given.append(Evidence(one.quote))
        whole.append(Evidence(uncut(text, one.start, one.end) or one.quote))
    verdict = verify(claim.text, given, similarity)
    if not verdict.supported or whole == given:
        return verdict
    uncut_ = verify(claim.text, whole, similarity)
    return verdict if uncut_.supported else Verdict(False, uncut_.score, f"{CUT}: {uncut_.reason}")


def _text(citation: Placed, engine: Engine, audiences: frozenset[str]) -> str | None:
    found = reading.text(engine, citation.source_id, citation.version, audiences)
    return found.text if isinstance(found, SourceVersion) and citation.version else None
