"""A Word document as people see it: paragraphs and tables in order, whatever they are wrapped in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.readers.contrast import stands_out
from ingest.readers.office_drawing import diagram, filled, paragraphs
from ingest.readers.office_markup import local, markup_of
from ingest.readers.word.marks import R, child, value
from ingest.readers.word.parts import flat
from ingest.readers.word.sight import Around, Looks
from ingest.readers.word.tables import Grid
from ingest.readers.word.words import Words, words_of

_HEADS = 3  # rows


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is shown; `element` is its markup, `boxes` the texts in its shapes, `notes` those below the page."""

    element: Any
    style: str
    text: str
    bold: bool
    boxes: "tuple[Block, ...]" = ()
    notes: "tuple[Block, ...]" = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, each cell with what is in it; a cell that goes down over several rows stands in each.

    `marks`: which cells are shaded, `repeats`: how many of the first rows are said to be headers, `spanned`: the rows and
    columns of the empty cells over which the ones to their left go on.
    """

    rows: "tuple[tuple[tuple[Block, ...], ...], ...]"
    marks: tuple[tuple[bool, ...], ...] = ()
    repeats: int = 0
    spanned: frozenset[tuple[int, int]] = frozenset()

    @property
    def headed(self) -> bool | None:
        """Whether the first rows look like headers; None where their look says nothing."""
        return True if self.heads else None

    @property
    def heads(self) -> int:
        """How many of the first rows look like headers, and no others do; 0 where their look says nothing."""
        rows = [all(marks) and len(marks) > 1 for marks in self._marks()]
        marked = rows.index(False) if False in rows else 0
        found = self.repeats or (marked if marked <= _HEADS and not any(rows[marked:]) else 0)
        return found if found < len(rows) else 0

    @property
    def marked(self) -> bool:
        """Whether the cells of the first column, and no others, are set off."""
        return all(marks and marks[0] and not any(marks[1:]) for marks in self._marks())

    def _marks(self) -> list[list[bool]]:
        found = zip(self.rows, self.marks, strict=True)
        return [
            [mark or _is_bold(cell) for cell, mark in zip(row, marks, strict=True) if cell and text_of(cell)]
            for row, marks in found
        ]


Block = Paragraph | Table
Notes = Mapping[tuple[str, str], Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what a part of a document shows; `notes` are those of the document by kind and id, `parts`
    its other parts by the id of their relation, `page` what holds outside of everything."""

    looks: Looks
    notes: Notes
    page: Around
    parts: Mapping[str, Any]

    def blocks(self, element: Any, around: Around) -> Iterator[Block]:
        """The paragraphs and tables in an element."""
        for one in flat(element):
            if local(one) == "p":
                yield self._paragraph(one, around)
            elif local(one) == "tbl":
                yield self._table(one, around)

    def _paragraph(self, element: Any, around: Around) -> Paragraph:
        words = words_of(element, around, self.looks)
        style = self.looks.styles.name(value(child(element, "pPr", "pStyle")))
        boxes = tuple(one for box, place in words.boxes for one in self._box(box, place))
        bold = bool(words.bold) and all(words.bold)
        return Paragraph(element, style, "".join(words.text), bold, boxes, tuple(self._notes(words)))

    def _box(self, element: Any, around: Around) -> Iterator[Block]:
        """What a shape holds, or the words of the diagram or chart that stands in another part."""
        if local(element) == "txbxContent":
            yield from self.blocks(element, around)
            return
        if local(element) == "textpath":
            yield from self._drawn_letters(element, around)
            return
        is_chart = local(element) == "chart"
        part = self.parts.get(element.get(f"{R}id" if is_chart else f"{R}dm") or "")
        if part is None or around.unseen:
            return
        root, theme = markup_of(part.blob), self.looks.styles.theme
        read = paragraphs if is_chart else diagram
        for words in read(root, around.on(filled(root, theme)), theme):
            yield Paragraph(element, "", words, False)

    def _drawn_letters(self, element: Any, around: Around) -> Iterator[Block]:
        """Letters that are a shape: what fills it is their colour."""
        colours = around.ground or ()
        seen = not colours or any(stands_out(one, self.page.ground) for one in colours)
        if seen and not around.unseen:
            yield Paragraph(element, "", element.get("string") or "", False)

    def _notes(self, words: Words) -> Iterator[Block]:
        for key in words.notes:
            note = self.notes.get(key)
            if note is not None:
                yield from Reader(self.looks, {}, self.page, {}).blocks(note, self.page)

    def _table(self, element: Any, around: Around) -> Table:
        grid = Grid.of(element, around, self.looks)
        lines, spanned = grid.lines()
        rows, above = list[tuple[tuple[Block, ...], ...]](), dict[int, tuple[Block, ...]]()
        for at, line in enumerate(lines):
            for cell in line:
                if cell and not cell.goes_on:
                    place = grid.around_cell(at, cell, self.looks)
                    above[cell.column] = tuple(self.blocks(cell.element, place))
            own = any(cell and not cell.goes_on for cell in line)
            rows.append(tuple(above.get(cell.column, ()) if cell and own else () for cell in line))
        marks = tuple(tuple(cell is not None and grid.is_shaded(cell, self.looks) for cell in line) for line in lines)
        return Table(tuple(rows), marks, grid.repeats, spanned)


def _is_bold(blocks: Sequence[Block]) -> bool:
    return all(isinstance(one, Paragraph) and (one.bold or not one.text.strip()) for one in blocks)


def text_of(blocks: Sequence[Block]) -> str:
    """All the words of some blocks in one line, as they stand in one cell."""
    return " ".join(filter(None, map(_line, blocks)))


def _line(block: Block) -> str:
    if isinstance(block, Paragraph):
        return " ".join(filter(None, (block.text.strip(), text_of(block.boxes))))
    rows = (" | ".join(filter(None, map(text_of, row))) for row in block.rows)
    return "; ".join(filter(None, rows))


def notes_of(blocks: Sequence[Block]) -> Iterator[Block]:
    """The notes to some blocks and to all that is in them, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (*block.notes, *notes_of(block.boxes))
        else:
            yield from (note for row in block.rows for cell in row for note in notes_of(cell))
