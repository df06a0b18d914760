"""The running heads, feet and page numbers of a paged text: what stands at the same place of many pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from ingest.readers.pdf_look import Element, Line

_NUMBER = re.compile(r"\W*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*[\divxl]*\s*$|\u2026{2,}\s*\d*\s*$")
_MANY = 3
_ROUNDS = 3


def without_margins(pages: Sequence[Sequence[Element]]) -> list[list[Element]]:
    """The pages without running heads and feet, page numbers, and lines of contents with dot leaders."""
    kept = [[each for each in page if not (isinstance(each, Line) and _LEADER.search(each.text))] for page in pages]
    for _ in range(_ROUNDS):
        kept = _without(_without(kept, 0), -1)
    return kept


def _without(pages: list[list[Element]], end: int) -> list[list[Element]]:
    """The pages without their first (0) or last (-1) line where it is a running one."""
    running = _running([page[end] for page in pages if page and isinstance(page[end], Line)], len(pages))
    return [_cut(page, end, running) for page in pages]


def _cut(page: list[Element], end: int, running: Callable[[Element], bool]) -> list[Element]:
    if not page or not running(page[end]):
        return page
    return page[1:] if end == 0 else page[:-1]


def _running(lines: Sequence[Element], pages: int) -> Callable[[Element], bool]:
    """What tells a running line: words that neighbouring pages have at the same height, or a height where most pages
    have words that come back."""
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
        if not isinstance(element, Line) or len(element.text.split()) > 20:
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


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text).casefold()
