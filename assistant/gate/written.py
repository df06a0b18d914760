"""The words and marks of a text as they are written: what white space parts, what is only mentioned, where a sentence begins."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.gate.folding import ABBREVIATED
from assistant.gate.lexicon.listed import listed

_TOKEN = re.compile(r"(?:(?<![^\s(])[-−])?\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’/-][^\W\d_]+)*|[^\w\s]|_")
_ALIKE = str.maketrans({"’": "'", "−": "-"})
_EDGES = "([{“„«‘'\".,;:!?)]}%”»’…"
_QUOTING = '"“”„«»‘‚‹›`'
# Where a sentence is about words, any of its words may be one that it is about.
_OF_WORDS = listed(
    "label labels labelled labeled field fields word words term terms tag tags column columns heading headings button buttons "
    "keyword keywords parameter parameters named called titled spelt spelled spelling"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number or mark, and whether white space stands before it.

    `begins` where a sentence surely begins with it, `free` where it stands outside quotation marks, `own` where it is a word of
    its own: no part of an identifier or compound, and not spoken of as a word.
    """

    text: str
    spaced: bool
    begins: bool = False
    free: bool = True
    own: bool = True


Pieces = tuple[Piece, ...]


def pieces(text: str) -> Pieces:
    """The words, numbers and marks of `text`, every apostrophe and minus sign as the plain one."""
    found = tuple(_found(unicodedata.normalize("NFC", text)))
    words = {one.text.lower() for one in found}
    parts = {one.text.lower() for one in found if not one.own}
    quoted = _quoted(found)
    return tuple(
        Piece(
            one.text,
            one.spaced,
            _begins(found, at),
            at not in quoted,
            words.isdisjoint(_OF_WORDS) and one.text.lower() not in parts,
        )
        for at, one in enumerate(found)
    )


def _found(text: str) -> Iterator[Piece]:
    for chunk in re.findall(r"\S+", text):
        core = chunk.strip(_EDGES).translate(_ALIKE)
        for match in _TOKEN.finditer(chunk):
            shown = match[0].translate(_ALIKE)
            yield Piece(shown, match.start() == 0, own=shown == core or not shown[-1].isalnum())


def _quoted(found: Sequence[Piece]) -> range:
    """From the first quotation mark to the last one; all of a text that has but one, as its other half stands elsewhere."""
    first = next((at for at, one in enumerate(found) if one.text in _QUOTING or _opens(found, at)), None)
    if first is None:
        return range(0)
    last = max(at for at, one in enumerate(found) if one.text in _QUOTING or one.text == "'")
    return range(first, last) if last > first else range(len(found))


def _opens(found: Sequence[Piece], at: int) -> bool:
    """Whether an apostrophe is a quotation mark that opens: one that ends a word is none."""
    return found[at].text == "'" and (at == 0 or found[at].spaced or not found[at - 1].text[-1].isalnum())


def _begins(found: Sequence[Piece], at: int) -> bool:
    """Whether a sentence surely begins here: not after "e.g." or "U.S."."""
    if at == 0:
        return True
    ended = at > 1 and found[at].spaced and not found[at - 1].spaced and found[at - 1].text in tuple(".!?")
    return ended and not ABBREVIATED.search(f"{found[at - 2].text}.")
