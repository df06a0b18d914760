"""Number formats of a workbook: what of a value they show and how, the words that they put in its place, their colours."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from ingest.readers.excel.written import Token, written

_TOKEN = re.compile(r'"(?P<words>[^"]*)"?|\\(?P<sign>.)|[_*].|\[(?P<mark>[^\]]*)\]|(?P<part>;)|(?P<other>.)', re.S)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)(-?\d+(?:\.\d+)?)")
_SHOWING = frozenset("0#?@ymdhsgebnYMDHSGEBN")
_ELAPSED = re.compile(r"[hms]+", re.I)
_TESTS: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b, ">": lambda a, b: a > b, "=": lambda a, b: a == b, "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b, "<>": lambda a, b: a != b,
}  # fmt: skip

# The codes that have a number and are not written out in a workbook, other than dates.
BUILT_IN: Mapping[str, str] = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "37": "#,##0;(#,##0)",
    "38": "#,##0;(#,##0)", "39": "#,##0.00;(#,##0.00)", "40": "#,##0.00;(#,##0.00)", "46": "[h]:mm:ss",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """What one part of a format does: whether it shows the value, its words, the name of its colour, its condition."""

    shows: bool
    words: str
    colour: str = ""
    condition: tuple[str, float] | None = None
    is_text: bool = False
    tokens: tuple[Token, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether it is known how it writes numbers or durations."""
        return any(written(self.tokens, one) is not None for one in (1.5, timedelta(hours=30)))


_GENERAL = Section(True, "")


@dataclass(frozen=True, slots=True)
class Format:
    """A number format: its parts for numbers, and the one for text."""

    numbers: tuple[Section, ...]
    text: Section

    def section(self, value: object) -> Section:
        """The part that a value is shown by."""
        if isinstance(value, str | bool):
            return self.text
        number = float(value) if isinstance(value, int | float) else 1.0
        tested = [one for one in self.numbers if one.condition]
        if tested:
            holding = (one for one in tested if one.condition and _TESTS[one.condition[0]](number, one.condition[1]))
            return next(holding, next((one for one in self.numbers if not one.condition), _GENERAL))
        at = 1 if number < 0 else 2 if number == 0 else 0
        return self.numbers[at] if at < len(self.numbers) else self.numbers[0]

    def written(self, value: object) -> object:
        """A value as it is shown: itself where it is a text or a date, or where that is not worked out."""
        section = self.section(value)
        if not section.shows:
            return section.words
        if isinstance(value, timedelta):
            return written(section.tokens, value) or value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        own = len(self.numbers) > 1 and section is not self.numbers[0]
        if value < 0 and any(one.condition for one in self.numbers):
            return value
        text = written(section.tokens, abs(value))
        signed = value < 0 and not own and text and any(map(str.isdigit, text.replace("0", "")))
        return value if text is None else f"-{text}" if signed else text

    @property
    def writes(self) -> bool:
        """Whether numbers or durations are shown in another way than they are stored."""
        return any(one.writes for one in self.numbers)

    @property
    def is_plain(self) -> bool:
        """Whether it shows every value, in no colour of its own."""
        return all(one.shows and not one.colour for one in (*self.numbers, self.text))


@lru_cache(maxsize=2_000)
def format_of(code: str) -> Format:
    """The format that a code tells."""
    sections = [_section(part) for part in _parts(code)]
    if len(sections) == 1 and sections[0].is_text:
        return Format((sections[0],), sections[0])
    last_is_text = len(sections) > 3 or (len(sections) > 1 and sections[-1].is_text)
    numbers = tuple(sections[:-1] if last_is_text else sections)
    return Format(numbers[:3], sections[-1] if last_is_text else _GENERAL)


def _parts(code: str) -> list[list[re.Match[str]]]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["part"]:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts[:4]


def _section(tokens: list[re.Match[str]]) -> Section:
    words = "".join(token["words"] or token["sign"] or "" for token in tokens)
    marks = [token["mark"].strip() for token in tokens if token["mark"]]
    others = "".join(token["other"] or "" for token in tokens)
    condition = next((found for mark in marks if (found := _CONDITION.fullmatch(mark))), None)
    colour = next((mark for mark in marks if mark[:1].isalpha() and not _ELAPSED.fullmatch(mark)), "")
    shows = bool(_SHOWING & set(others)) or any(_ELAPSED.fullmatch(mark) for mark in marks)
    tested = (condition[1], float(condition[2])) if condition else None
    kinds = (("words", "words"), ("sign", "words"), ("mark", "mark"), ("other", "sign"))
    plain = tuple((kind, token[name]) for token in tokens for name, kind in kinds if token[name])
    return Section(shows, words.strip(), colour, tested, "@" in others, plain)
