"""Blocks into passages, the units of search: whole sentences, never across a heading, a row by itself."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Block, Document
from knowledge.sources.text import plain
from knowledge.sources.types import Passage, Role, Span

LONGEST = 120
SHORT = 40
_GAP = re.compile(
    r"[\s>*+\u2022\u25cf\u25aa\u25e6\u2013\u2610\u2611\u2612\u2713\u2714-]*"
    r"(?:\(?\w{1,5}(?:\.\d{1,3})*[.)]|\[[ xX]\])?[\s\\]*(?:<br\s*/?>\s*)?"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """Units of one block that stay together."""

    block: Block
    units: tuple[Span, ...]
    words: int


def split(document: Document, source_id: str, version: str) -> tuple[Passage, ...]:
    """The passages of a document, in order. Each unit of its blocks stands in exactly one; about 120 words at most,
    unless one unit alone is longer."""
    groups = [group for run in _runs(document) for group in _packed(document.text, run)]
    return tuple(_passage(document.text, group, (source_id, version), i) for i, group in enumerate(groups))


def passage_id(source_id: str, version: str, start: int, end: int) -> str:
    """The first 24 hex digits of the sha256 of what makes a passage this one."""
    return hashlib.sha256(f"{source_id}\0{version}\0{start}\0{end}".encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _runs(document: Document) -> Iterator[tuple[Block, ...]]:
    """Neighbours that may share a passage."""
    run: list[Block] = []
    for block in document.blocks:
        if run and not _are_neighbours(document.text, run[-1], block):
            yield tuple(run)
            run = []
        run.append(block)
    if run:
        yield tuple(run)


def _are_neighbours(text: str, first: Block, second: Block) -> bool:
    flowing = {first.role, second.role} <= {Role.PROSE, Role.LIST} and first.section == second.section
    return flowing and bool(_GAP.fullmatch(text, first.end, second.start))


def _packed(text: str, run: Sequence[Block]) -> Iterator[tuple[_Part, ...]]:
    """Parts in groups of about equal length and at most LONGEST words: a block stays whole if it can."""
    parts = [part for block in run for part in _parts(text, block)]
    total, group, words = sum(part.words for part in parts), list[_Part](), 0
    share = total / -(-total // LONGEST)
    for part in parts:
        if group and (words + part.words > LONGEST or words >= share):
            yield tuple(group)
            group, words = [], 0
        group.append(part)
        words += part.words
    yield tuple(group)


def _parts(text: str, block: Block) -> Iterator[_Part]:
    """A block as one part, or, if it is long, as several of about equal length."""
    total = _words(text, block.units)
    share = total / max(1, -(-total // LONGEST))
    units, words = list[Span](), 0
    for unit in block.units:
        length = _words(text, [unit])
        if block.role is not Role.ROW and units and words + length > max(share, SHORT):
            yield _Part(block, tuple(units), words)
            units, words = [], 0
        units.append(unit)
        words += length
    yield _Part(block, tuple(units), words)


def _words(text: str, units: Sequence[Span]) -> int:
    return sum(len(unit.of(text).split()) for unit in units)


def _passage(text: str, group: Sequence[_Part], of: tuple[str, str], ordinal: int) -> Passage:
    units = tuple(unit for part in group for unit in part.units)
    first, last = group[0], group[-1]
    alone = first.block.role is Role.ROW
    start = first.block.start if alone else units[0].start
    end = first.block.end if alone else units[-1].end
    role = first.block.role if len({part.block.role for part in group}) == 1 else Role.PROSE
    context = _context(text[start:end], group)
    source_id, version = of
    name = passage_id(source_id, version, start, end)
    return Passage(name, source_id, version, ordinal, start, end, last.block.section, role, context, units)


def _context(body: str, group: Sequence[_Part]) -> str:
    """What introduces the parts and is not itself in the passage."""
    words, kept = plain(body), list[str]()
    for context in dict.fromkeys(part.block.context for part in group):
        if context and context not in words and not any(context in other for other in kept):
            kept.append(context)
    return " ".join(kept[:2])
