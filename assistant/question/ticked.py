"""What a form says by its boxes: "[x] ISO 27001 certificate  [ ] SOC 2 report"."""

import re

from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from assistant.question.scene import Said, Scene, Stance

_BOX = re.compile(r"(?P<on>\[\s*(?:x|✓|✔|✗|✘)\s*\]|[☑☒✅])|(?P<off>\[\s*\]|[☐□▢⬜])", re.I)
_FEW = 2  # boxes make a form


def ticked(scene: Scene) -> Said | None:
    """A thing whose box is ticked is wanted; one whose box is empty is merely mentioned."""
    box = box_of(scene.text, scene.mention)
    return None if box is None else scene.said(Stance.WANTED if box else Stance.NONE)


def box_of(text: Parsed, mention: Cue) -> bool | None:
    """Whether the box of a mention is ticked, or None where it has none."""
    boxes = list(_BOX.finditer(text.text))
    if len(boxes) < _FEW:
        return None
    places = {m.start: text.span(m.start, m.end) for m in text.mentions}
    leads = min(start for start, _ in places.values()) > boxes[0].start()
    mine = next((box for box in boxes if _owner(text.text, box, places, leads) == mention.start), None)
    return None if mine is None else mine["on"] is not None


def _owner(text: str, box: re.Match[str], places: dict[int, tuple[int, int]], leads: bool) -> int | None:
    """The mention that a box is of: the next where boxes lead, else the last; on the same line, with no box between."""
    if leads:
        near = min(((start, at) for at, (start, _) in places.items() if start >= box.end()), default=None)
        between = text[box.end() : near[0]] if near else ""
    else:
        near = max(((end, at) for at, (_, end) in places.items() if end <= box.start()), default=None)
        between = text[near[0] : box.start()] if near else ""
    return near[1] if near and "\n" not in between and not _BOX.search(between) else None
