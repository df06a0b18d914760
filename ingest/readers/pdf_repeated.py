"""Lines that come back outermost on most pages of a paged text: running heads and feet, however near the text stands."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf_look import BULLET, LARGER, Element, Line, Look, breaks_off
from ingest.readers.pdf_margins import counts_pages, is_sentence
from ingest.readers.pieces import ITEM_MARK

_MANY = 3
_OUTER = 3
_LONGEST = 20  # words
_SET_OFF = re.compile(
    r"\W*\d{1,4}\s*[|/\u2013\u2014\u00b7\u2022-]\s*\D+|\D+\s[|/\u2013\u2014\u00b7\u2022-]\s*\d{1,4}\W*"
)

Pages = Sequence[list[Element]]


def without_repeated(pages: Pages) -> Pages:
    """The pages without such lines. Of two pages alone, and of lines that look like headings, only where a sentence goes on
    behind one: that shows that it stands outside the text."""
    if len(pages) < 2:
        return pages
    look = Look.of([each for page in pages for each in page if isinstance(each, Line)])
    bare = _bare(pages, look, True)
    if _cut_through(pages, bare):
        return bare
    return _bare(pages, look, False) if len(pages) >= _MANY else pages


def _bare(pages: Pages, look: Look, headings: bool) -> Pages:
    upside = [page[::-1] for page in _peeled(pages, look, headings)]
    return [page[::-1] for page in _peeled(upside, look, headings)]


def _peeled(pages: Pages, look: Look, headings: bool) -> Pages:
    """The pages without the first lines that most of them have alike."""
    need = max(min(_MANY, len(pages)), len(pages) // 2)
    for _ in range(_OUTER):
        keys = [_key(page[0], look, headings) if page else "" for page in pages]
        times = Counter(filter(None, keys))
        pages = [page[1:] if times[key] >= need else page for page, key in zip(pages, keys, strict=True)]
    return pages


def _key(element: Element, look: Look, headings: bool) -> str:
    """What such a line has alike on all pages: its words, whatever number counts the pages; "" for a line of the text."""
    if not isinstance(element, Line) or element.size > LARGER * look.body:
        return ""
    text = element.text.strip()
    counted = counts_pages(text) or bool(_SET_OFF.fullmatch(text))
    listed = BULLET.match(text) or ITEM_MARK.match(text)
    if len(text.split()) > _LONGEST or not any(map(str.isalpha, text)) or (listed and not counted):
        return ""
    if not counted and (is_sentence(text) or text[-1] in ":;," or (look.level(element) and not headings)):
        return ""
    return (re.sub(r"\d+", "#", text) if counted else text).casefold()


def _cut_through(pages: Pages, bare: Pages) -> bool:
    """Whether a sentence goes on from one page to the next behind a line that `bare` has no longer."""
    for (before, upper), (after, lower) in pairwise(zip(pages, bare, strict=True)):
        if upper and lower and (before[-1] is not upper[-1] or after[0] is not lower[0]):
            last, line = upper[-1], lower[0]
            if isinstance(last, Line) and isinstance(line, Line) and breaks_off(last.text, line.text):
                return True
    return False
