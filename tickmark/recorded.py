"""Records as sources: the text of a version, its passages, and how it is described."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from itertools import accumulate

from ingest.split import LONGEST, passage_id
from knowledge.records.record import Record, made_on
from knowledge.records.telling import text_of, title_of
from knowledge.records.vocabulary import RecordKind
from knowledge.sources.text import as_stored, version_of
from knowledge.sources.types import RECORDED, Kind, Passage, Role, Source, SourceVersion, Span, Tier
from knowledge.store.arrival import Arrival


def arrival(record: Record) -> Arrival:
    """A version of a record as a version of a source, current since it was written or, taken over, since it was made."""
    text = as_stored(text_of(record))
    version = version_of(text)
    place = (record.record_id, version)
    parts = [part for section in _sections(text) for part in section]
    passages = [_passage(heading, spans, place, number) for number, (heading, spans) in enumerate(parts)]
    return Arrival(_source(record), SourceVersion(*place, text), passages, _since(record))


def _since(record: Record) -> datetime:
    """What was decided, added or found before it came in here holds from that day on."""
    day = made_on(record.body) if record.version == 1 else None
    if day is None or day >= record.at.date():
        return record.at
    return datetime.combine(day, time.min, UTC)


def _source(record: Record) -> Source:
    return Source(
        record.record_id,
        as_stored(title_of(record)),
        Kind.DECISION if record.kind is RecordKind.DECISION else Kind.RECORD,
        Tier.ORGANIZATION,
        record.body.audience,
        origin=f"{RECORDED}{record.record_id}",
    )


def _sections(text: str) -> Iterator[list[tuple[str, list[Span]]]]:
    """For each section its sentences, which are its lines, in parts of a passage's length."""
    heading, spans = "", list[Span]()
    for span in [*_lines(text), None]:
        line = span.of(text) if span else "## "
        if line.startswith("## "):
            yield [(heading, part) for part in _parts(text, spans)]
            heading, spans = line[3:], []
        elif span and heading and line:
            spans.append(span)


def _lines(text: str) -> list[Span]:
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]


def _parts(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    parts, words = list[list[Span]](), LONGEST
    for span in spans:
        length = len(span.of(text).split())
        if words + length > LONGEST:
            parts.append([])
            words = 0
        parts[-1].append(span)
        words += length
    return parts


def _passage(heading: str, spans: Sequence[Span], place: tuple[str, str], ordinal: int) -> Passage:
    start, end = spans[0].start, spans[-1].end
    name = passage_id(*place, start, end)
    return Passage(name, *place, ordinal, start, end, (heading,), Role.LIST, "", tuple(spans))
