"""The words that a paragraph of a Word document shows, and what hangs on them: text in shapes, notes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.office_markup import ALTERNATES, local
from ingest.readers.raised import between
from ingest.readers.word.formulas import formula
from ingest.readers.word.marks import M, W, child, is_on, value
from ingest.readers.word.parts import shown
from ingest.readers.word.said import Said
from ingest.readers.word.shapes import boxes
from ingest.readers.word.sight import Around, Looks, Unseen
from ingest.readers.word.symbols import SIGNS, symbol

_DRAWINGS = frozenset(["drawing", "pict", "object"])
_NOTES = frozenset(["footnoteReference", "endnoteReference"])

_BEFORE = 4  # parts


@dataclass
class Words:
    """What a paragraph shows: its words, whether they are bold, the texts in its shapes, and its notes by kind and id."""

    text: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    boxes: list[tuple[Any, Around]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def words_of(paragraph: Any, around: Around, looks: Looks) -> Words:
    """What a paragraph shows."""
    said = looks.paragraph(paragraph, around)
    letters = _letters(paragraph) if min(_indents(said)) < 0 else 0
    reader = _Reader(looks, around, said, letters, _is_whole(paragraph))
    reader.read(paragraph)
    return reader.words


def _indents(said: Said) -> Iterator[float]:
    return (said.get(name, 0.0) for name in ("left", "first", "right"))


def _letters(paragraph: Any) -> int:
    return sum(len(one.text or "") for one in paragraph.iter(f"{W}t"))


@dataclass
class _Reader:
    """Walks through a paragraph. `fields`: for each open field whether its code, which nobody sees, is still going on."""

    looks: Looks
    around: Around
    paragraph: Said
    letters: int
    whole: bool
    words: Words = field(default_factory=Words)
    fields: list[bool] = field(default_factory=list)
    raised: str = ""

    def read(self, element: Any) -> None:
        for one in shown(element):
            kind = local(one)
            if kind == "r" and one.tag.startswith(W):
                self._run(one)
            elif one.tag.startswith(M):
                self._formula(one)
            elif kind == "ruby":
                self._ruby(one)
            elif kind not in ("pPr", "rPr"):
                self.read(one)

    def _run(self, run: Any) -> None:
        why = self._unseen(run)
        if why is Unseen.HIDDEN:
            self._mark_fields(run)
            return
        if why is Unseen.FAINT and any((one.text or "").strip() for one in run.iterchildren(f"{W}t")):
            self.looks.faint.append(run)
        begun = len(self.words.text)
        self._inside(run, why)
        if any(part.strip() for part in self.words.text[begun:]):
            self._keep_apart(begun, str(self.looks.run(run, self.paragraph).get("raised", "")))
            self.words.bold.append(is_on(child(run, "rPr", "b")))

    def _keep_apart(self, begun: int, raised: str) -> None:
        """Part the figures that begin a run from those before, where only one of them is raised."""
        before, words = "".join(self.words.text[max(0, begun - _BEFORE) : begun]), "".join(self.words.text[begun:])
        mark = between(before, self.raised, words, raised)
        self.words.text[begun:begun] = [mark] if mark else []
        self.raised = raised

    def _inside(self, run: Any, why: Unseen | None) -> None:
        for one in shown(run):
            kind = local(one)
            if kind == "fldChar":
                self._field(one)
            elif any(self.fields):
                continue
            elif kind in _DRAWINGS:
                self.words.boxes += boxes(one, self.around, self.looks.sheet, self.looks.styles.theme)
            elif kind in _NOTES and why is None:
                self.words.notes.append((kind.removesuffix("Reference"), value(one, "id")))
            elif kind == "ruby":
                self._ruby(one)
            elif kind in ALTERNATES:
                self._inside(one, why)
            elif why is None:
                self.words.text.append(_WRITTEN.get(kind, _nothing)(one))

    def _formula(self, element: Any) -> None:
        for part in list(element.iter(f"{M}r")):
            if any(self.fields) or self._unseen(part):
                part.getparent().remove(part)
        self.words.text.append(formula(element))

    def _unseen(self, run: Any) -> Unseen | None:
        return self.looks.unseen(self.looks.run(run, self.paragraph), self.around, self.letters)

    def _ruby(self, element: Any) -> None:
        """The letters, and how they are read in brackets."""
        base, reading = child(element, "rubyBase"), child(element, "rt")
        if base is not None:
            self.read(base)
        if reading is not None and any(one.text for one in reading.iter(f"{W}t")):
            self.words.text.append("(")
            self.read(reading)
            self.words.text.append(")")

    def _mark_fields(self, run: Any) -> None:
        for one in run.iterchildren(f"{W}fldChar"):
            self._field(one)

    def _field(self, one: Any) -> None:
        kind = value(one, "fldCharType")
        if kind == "begin":
            self.fields.append(self.whole)
        elif self.fields and kind == "separate":
            self.fields[-1] = False
        elif self.fields and kind == "end":
            self.fields.pop()


def _is_whole(paragraph: Any) -> bool:
    """Whether every field that begins in a paragraph ends in it; of others all is taken for seen."""
    kinds = [value(one, "fldCharType") for one in paragraph.iter(f"{W}fldChar")]
    return kinds.count("begin") == kinds.count("end")


def _nothing(_: Any) -> str:
    return ""


_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "t": lambda one: one.text or "",
    "sym": symbol,
    **{name: (lambda _, sign=sign: sign) for name, sign in SIGNS.items()},  # type: ignore[misc]
}
