"""The running heads, feet and page numbers of a paged text: what stands at the same place of many pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile

from ingest.readers.pdf_look import LARGER, Element, Line, Look

_NUMBER = re.compile(r"\W*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
_LEADER = re.compile(r"(?<!\.)(?<!\. )(?:\.\s?){4,}+\s*[\divxl]*\s*$|(?<!\u2026)\u2026{2,}+\s*\d*\s*$")
_COUNTER = re.compile(r"\bpage\W*\d|\d+\s*(?:of|/)\s*\d+\W*$", re.I)
_SENTENCE = 6  # words
_FAR = 3  # lines of running text: what is numbered or a sentence, and so far from the margin stands in the text
_MANY = 3
_OUTER = 3
_APART = 1.4


def without_margins(pages: Sequence[Sequence[Element]]) -> list[list[Element]]:
    """The pages without running heads and feet, page numbers, and lines of contents with dot leaders."""
    kept = [[each for each in page if not (isinstance(each, Line) and _LEADER.search(each.text))] for page in pages]
    look = Look.of([each for page in kept for each in page if isinstance(each, Line)])
    upside = [page[::-1] for page in _headless(kept, look)]
    return [page[::-1] for page in _headless(upside, look)]


def _headless(pages: list[list[Element]], look: Look) -> list[list[Element]]:
    """The pages without the running lines at their beginning."""
    running = _running([each for page in pages for each in page[:_OUTER]], len(pages), look)
    return [page[_cut(page, running, look) :] for page in pages]


def _cut(page: list[Element], running: Callable[[Element], bool], look: Look) -> int:
    """How many of the first lines are running ones: all of them set apart from what follows."""
    outer = list(takewhile(running, page[:_OUTER]))
    steps = enumerate(pairwise(outer), 1)
    outer = outer[: next((i for i, (above, line) in steps if _is_inside(above, line, look)), len(outer))]
    apart = (i for i in range(len(outer), 0, -1) if _is_apart(page[i - 1], page[i : i + 1], look))
    return next(apart, 0)


def _is_inside(outer: Element, line: Element, look: Look) -> bool:
    """Whether a sentence, or a line with numbers, stands in the text: far from the running line outside it."""
    if not isinstance(outer, Line) or not isinstance(line, Line) or counts_pages(line.text):
        return False
    return (is_sentence(line.text) or bool(re.search(r"\d", line.text))) and abs(outer.y - line.y) > _FAR * look.pitch


def _is_apart(line: Element, following: list[Element], look: Look) -> bool:
    if not isinstance(line, Line) or not following or not isinstance(following[0], Line):
        return True
    return bool(_NUMBER.fullmatch(line.text)) or abs(line.y - following[0].y) >= _APART * look.pitch


def _running(lines: Sequence[Element], pages: int, look: Look) -> Callable[[Element], bool]:
    """What tells a running line: words that neighbouring pages have at the same height, or a height where most pages
    have words that come back. It is no larger than the text."""
    places = defaultdict[int, Counter[str]](Counter)
    found = defaultdict[tuple[int, str], list[int]](list)
    for line in lines:
        if isinstance(line, Line):
            places[round(line.y)][_shape(line)] += 1
            found[round(line.y), _shape(line)].append(line.page)
    need = min(_MANY, max(2, pages))
    slots = {y for y, shapes in places.items() if _is_slot(shapes, pages, need)}
    words = {place for place, where in found.items() if _longest_run(where) >= need}

    def running(element: Element) -> bool:
        if not isinstance(element, Line) or len(element.text.split()) > 20 or element.size > LARGER * look.body:
            return False
        heights = [round(element.y) + by for by in (-1, 0, 1)]
        placed = any(y in slots or (y, _shape(element)) in words for y in heights)
        return placed or bool(_NUMBER.fullmatch(element.text))

    return running


def _longest_run(pages: Sequence[int]) -> int:
    """The most pages in a row, of which one in between may be missing (left and right pages differ)."""
    best = run = 1
    for before, page in zip(pages, pages[1:], strict=False):
        run = run + 1 if page - before <= 2 else 1
        best = max(best, run)
    return best


def _is_slot(shapes: Counter[str], pages: int, need: int) -> bool:
    """Whether most pages have a line at this height and most of those lines come back on other pages."""
    total = sum(shapes.values())
    back = sum(times for times in shapes.values() if times >= min(need, 2))
    return total >= max(need, pages // 2) and back >= 0.6 * total


def counts_pages(text: str) -> bool:
    """Whether words count the pages."""
    return bool(_NUMBER.fullmatch(text) or _COUNTER.search(text))


def is_sentence(text: str) -> bool:
    """Whether words end like a sentence and are enough for one."""
    return text.rstrip()[-1:] in (*".!?;",) and len(text.split()) >= _SENTENCE


def _shape(line: Line) -> str:
    """The words of a line, whatever its numbers; a sentence with another number is another sentence."""
    if is_sentence(line.text) and not counts_pages(line.text):
        return line.text.casefold()
    return re.sub(r"\d+", "#", line.text).casefold()
