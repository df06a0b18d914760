"""What a document says about itself, as a Source: front matter or fields first, then what the command said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ingest.document import Document, Unreadable
from knowledge.sources.types import EVERYONE, Kind, Source, Tier

LONGEST = 80  # code points of a word of a file that a message repeats
_TRACKING = re.compile(r"[?&](?:ref|utm_[a-z]+|fbclid|gclid|mc_[a-z]+)=[^&#]*")
_TIERS = {Kind.NORM: Tier.THIRD_PARTY, Kind.GUIDANCE: Tier.THIRD_PARTY}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the command says of all its files. A document's own audience wins over `everyone` only.

    A kind of its own wins where a field of the file gives it (JSON lines). Front matter is the document's own word: it may
    only claim less, that is say `guidance`. Whatever it says, what is ingested ranks below the library.
    """

    kind: Kind = Kind.GUIDANCE
    audience: str = EVERYONE
    tier: Tier | None = None


def describe(document: Document, source_id: str, origin: str, defaults: Defaults) -> Source:
    """The Source of a document. Raises Unreadable for a field that can't be understood.

    Who publishes and reviewed it and what it rests on is believed of the bundled library only: no document vouches for itself.
    """
    meta = document.meta
    kind = _kind(document, defaults)
    ours = defaults.tier is Tier.LIBRARY
    return Source(
        source_id=source_id,
        title=document.title or source_id,
        kind=kind,
        tier=defaults.tier or _TIERS.get(kind, Tier.ORGANIZATION),
        audience=_audience(meta, defaults),
        publisher=_text(meta, "publisher") if ours else "",
        url=clean_url(_text(meta, "url", "canonical_url", "source_url")),
        origin=origin,
        valid_from=_day(meta, "valid_from"),
        valid_to=_day(meta, "valid_to"),
        superseded_by=_text(meta, "superseded_by") or None,
        author=_text(meta, "author"),
        status=_text(meta, "status"),
        reviewed_by=_text(meta, "reviewed_by") if ours else "",
        next_review=_day(meta, "next_review"),
        rests_on=_rests_on(meta) if ours else {},
    )


def clean_url(url: str) -> str:
    """An http(s) URL without tracking parameters; anything else is no link and gives an empty string."""
    if not re.match(r"https?://[^\s<>\"|]+$", url):
        return ""
    bare = _TRACKING.sub("", url)
    return bare if "?" in bare else bare.replace("&", "?", 1)


def overclaimed(document: Document, defaults: Defaults) -> str:
    """A line for whoever ingests, where a document claims a kind that is not taken from it; else an empty string."""
    said, kind = _said_kind(document), _kind(document, defaults)
    return "" if said in (None, kind) else f"kept as {kind}; if it is {said} indeed, ingest it with --kind {said}"


def _kind(document: Document, defaults: Defaults) -> Kind:
    said = _said_kind(document)
    given = document.doc_id is not None or defaults.tier is Tier.LIBRARY
    return said if said and (given or said is Kind.GUIDANCE) else defaults.kind


def _said_kind(document: Document) -> Kind | None:
    said = _text(document.meta, "kind")
    if not said:
        return None
    try:
        return Kind(said)
    except ValueError:
        raise Unreadable(f"its kind {_quoted(said)} is none of {', '.join(Kind)}; mend it") from None


def _audience(meta: Mapping[str, Any], defaults: Defaults) -> str:
    said = _text(meta, "audience")
    if meta.get("audience") is not None and not said:
        raise Unreadable("its audience is not the name of one group; name one, or leave the field out for everyone")
    return defaults.audience if defaults.audience != EVERYONE else said or EVERYONE


def _text(meta: Mapping[str, Any], *names: str) -> str:
    said = (meta.get(name) for name in names)
    return next((str(value).strip() for value in said if isinstance(value, str | int | float)), "")


def _day(meta: Mapping[str, Any], name: str) -> date | None:
    value = meta.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        said = f" {_quoted(str(value))}" if isinstance(value, str | int | float) else ""
        raise Unreadable(f"its {name}{said} is no date; write it as 2026-11-24") from None


def _quoted(said: str) -> str:
    """What a file says, as a message repeats it: in one line, and not at length."""
    words = "".join(letter if letter.isprintable() else "?" for letter in " ".join(said.split()))
    return f"'{words[:LONGEST]}\u2026'" if len(words) > LONGEST else f"'{words}'"


def _rests_on(meta: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    page, sections = meta.get("rests_on"), meta.get("sections")
    found = {"": _ids(page)} if page else {}
    if isinstance(sections, Mapping):
        found |= {str(heading): _ids(ids) for heading, ids in sections.items()}
    return found


def _ids(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else (str(value),)
