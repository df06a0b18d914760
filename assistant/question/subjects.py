"""Rows of a table about another thing than the question names: "the master key" where the rows are of other keys."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.question.found import COLUMNS, Unit
from assistant.question.language import ASKING, SLIGHT, Language
from assistant.question.relevance import table_of
from knowledge.sources.types import Role

LONG = 4  # words of a first cell, above which it names no subject
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_LABELLED = re.compile(r"^\W*([^;:\n]+): ([^;\n]+)")
_CELL = re.compile(r"(?<!\\)\||[,;\t]")
_CALLS = frozenset(["the", "a", "an", "this", "that", "of", "for", "in", "on", "at", "from", "to", "with", "by"])
_OURS = frozenset(["our", "your", "my", "their", "its", "all", "these", "those"])  # of several things, all are meant
_BE = frozenset(["is", "are", "was", "were", "do", "does", "did"])
_MOST = {
    **dict.fromkeys(_CALLS | _OURS, 2),
    **dict.fromkeys(_BE, 1),
}  # words by which a thing is told apart, after such a word


@dataclass(frozen=True, slots=True)
class Meant:
    """The units that are not of another subject, and the subject that no row is of, "" where none is missed."""

    units: list[Unit]
    missed: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    unit: Unit
    column: str
    key: str

    @property
    def kinds(self) -> list[str]:
        """What its subject is one of: "Battery type" of "Lithium", "key" of "Signing key"."""
        return [self.column, *self.key.split()[1:][-1:]]


def of_its_subject(question: str, units: Sequence[Unit], language: Language) -> Meant:
    """`units` without the rows whose subject is another one of the kind that the question names."""
    named = list(_phrases(question))
    rows = [row for unit in units if (row := _row(unit))] if named else []
    asked = set(language.stems(question))
    others, missed = list[Unit](), ""
    for rows_of in _tables(rows):
        kinds = {stem for row in rows_of for word in row.kinds for stem in language.stems(word)}
        phrases = [phrase for words in named if (phrase := _up_to(words, kinds, language))]
        off = [row.unit for row in rows_of if any(_is_other(row, phrase, asked, language) for phrase in phrases)]
        others += off
        if len(off) == len(rows_of) and not missed:
            missed = " ".join(phrases[0])
    gone = {id(unit) for unit in others}
    return Meant([unit for unit in units if id(unit) not in gone], missed)


def _phrases(question: str) -> Iterator[list[str]]:
    """Runs of content words that a word before them shows to name a thing."""
    before, run = "", list[str]()
    for token in [*_TOKEN.findall(question), "."]:
        low = token.lower()
        if token[0].isalnum() and low not in ASKING and low not in SLIGHT:
            run.append(token)
            continue
        if run and before in _MOST and not (before in _OURS and run[-1].endswith("s")):
            yield run
        before, run = low, []


def _up_to(words: Sequence[str], kinds: set[str], language: Language) -> list[str]:
    """The words up to the one that names a kind of thing; none where none does, or it stands alone."""
    end = next((i for i, word in enumerate(words) if word.isalpha() and kinds & set(language.stems(word))), 0)
    return list(words[: end + 1]) if end else []


def _is_other(row: _Row, phrase: Sequence[str], asked: set[str], language: Language) -> bool:
    """Whether a row lacks what tells the thing apart, and the question names its subject no better."""
    if set(language.stems(row.key)) <= asked:
        return False
    unit = row.unit
    said = set(language.stems(f"{unit.found.text} {unit.heading} {unit.found.source.title}"))
    return any(word.isalpha() and not said & set(language.stems(word)) for word in phrase[:-1])


def _tables(rows: Sequence[_Row]) -> list[list[_Row]]:
    grouped: dict[tuple[str, str], list[_Row]] = {}
    for row in rows:
        grouped.setdefault(table_of(row.unit), []).append(row)
    return list(grouped.values())


def _row(unit: Unit) -> _Row | None:
    """The row with the name of its first column and its first cell; None where that names no subject."""
    if unit.found.passage.role is not Role.ROW:
        return None
    labelled = _LABELLED.match(unit.found.text)
    columns, cells = unit.columns.split(COLUMNS), _CELL.split(unit.found.text)
    column, key = (labelled[1], labelled[2]) if labelled else (columns[0], cells[0])
    words = re.findall(r"[^\W_]+", key)
    if not words or len(words) > LONG or not words[-1].isalpha():
        return None
    return _Row(unit, column, " ".join(words))
