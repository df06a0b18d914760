"""Whether a text is of a template that nobody has filled in: where its answer would stand, something only holds its place."""

import re

_FILL_IN = r"e\.?\s?g\.?|for example|insert|enter|add|fill|your|name|date|role|tb[acd]\b|to be"
_PENDING = r"added|completed|confirmed|decided|defined|determined|filled in"
_PLACEHOLDER = re.compile(
    r"[\s*_`\"'“”]*(?:[^:|\[\]<>{}\n]{1,40}:\s*)?[*_`\"'“”(]*"  # what may stand before it: the name of its column
    rf"(?:\[\s*(?:{_FILL_IN})[^\]]*\]|\(e\.?g\.?,[^)]*\)?|<[^<>:@\n]*>|\{{\{{[^{{}}\n]*\}}\}}"
    rf"|t\.?b\.?[acd]\.?|to be (?:{_PENDING})|x{{3,}}|_{{3,}}|lorem ipsum\b.*)[\s*_`\"'“”).]*",
    re.I | re.S,
)
# Without one of these no text holds a place: most are told apart by this alone.
_SIGNED = re.compile(r"\[|<|\{\{|e\.?g|t\.?b\.?[acd]|to be|xxx|___|lorem", re.I)
BAR = re.compile(r"(?<!\\)\|")
# A link, a tick, a reference and a sentence in brackets hold nobody's place; nor does a choice of three that it offers.
_NO_CHOICE = r"\[(?![^\[\]/]*/[^\[\]/]*/)(?=[^\[\]]*[A-Za-z]{2})"
_EMPTY = r"[^\[\]\d.!?]*"
_BRACKETED = re.compile(rf"{_NO_CHOICE}(?:{_EMPTY}|[^\[\]]*\be\.g\.[^\[\]]*)\](?!\(|\[)")
_UNSAID = re.compile(rf"{_NO_CHOICE}{_EMPTY}\](?!\(|\[)")
_PARTS = re.compile(r"\s[-–—]\s|[;,/]\s|\bvs\b\.?|\band\b|\bor\b", re.I)
_LABEL = re.compile(r"[^:|\[\]\n\0]{1,60}(?::|\s[-–—]\s(?=[\s*_`]*\0))")
_ASIDE = re.compile(r"\([^()]*\)")
_HELD = "\0"


def filled(text: str) -> str:
    """`text` without what only holds a place and gives no example of it: of that it tells nothing."""
    return _UNSAID.sub(" ", text)


def is_to_be_filled_in(quote: str) -> bool:
    """Whether all cells of a row, the first of several, or most of what a field or an item gives only hold a place."""
    if not _SIGNED.search(quote):
        return False
    cells = [_holds_place(cell) for cell in BAR.split(quote) if cell.strip()]
    return bool(cells) and (all(cells) or (len(cells) > 1 and cells[0] and _is_bracketed(quote)))


def _is_bracketed(quote: str) -> bool:
    return quote.lstrip("|*_` ").startswith("[")


def _holds_place(cell: str) -> bool:
    if _PLACEHOLDER.fullmatch(cell):
        return True
    held = _LABEL.sub("", _ASIDE.sub("", _BRACKETED.sub(_HELD, cell)))
    parts = [part for part in _PARTS.split(held) if re.search(rf"[\w{_HELD}]", part)]
    empty = [part for part in parts if _HELD in part and not re.search(r"\w", part)]
    return 2 * len(empty) > len(parts)
