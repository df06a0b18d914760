"""Characters that nobody sees but machines read: text written in them is left out, and said to be."""

import re
from collections.abc import Iterator

from ingest.document import Document

# A flag of a part of a country: a black flag, the letters of its code as tags, and the tag that ends them.
_FLAG = "\U0001f3f4[\U000e0061-\U000e007a]{2}[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,3}\U000e007f"
_TAG = "[\U000e0000-\U000e007f]"
_IDEOGRAPH = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_VARIANT = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_THIN = "[\u00ad\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a]"
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f]"
# A flag is passed over first; a few characters without width are typography, and so is a variant after its letter.
_MESSAGE = re.compile(
    f"{_FLAG}|(?P<unseen>{_TAG}+|{_VARIANT}{{3,}}|(?<!{_IDEOGRAPH})[\U000e0100-\U000e01ef]|{_THIN}{{4,}})"
)
_WITHOUT_WIDTH = re.compile(
    f"(?P<flag>{_FLAG})|{_TAG}|{_VARIANT}{{3,}}|(?<!{_IDEOGRAPH})[\U000e0100-\U000e01ef]|{_THIN}|{_CONTROL}"
)
_LINES = 10
NOTHING_SEEN = "no text found in it that people see: it is written in characters that are not shown; retype it"


def holds_unseen(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a message that nobody sees stands in [start, end)."""
    return next(_unseen(text, start, len(text) if end is None else end), None) is not None


def seen_of(words: str) -> str:
    """`words` without such messages."""
    return _MESSAGE.sub(lambda found: "" if found["unseen"] else found[0], words)


def with_width(words: str) -> str:
    """`words` without any character that takes no room; flags stay whole."""
    return _WITHOUT_WIDTH.sub(lambda found: found["flag"] or "", words)


def reason(text: str, otherwise: str) -> str:
    """Why nothing was found in `text`: it is written in what nobody sees, or `otherwise`."""
    return NOTHING_SEEN if holds_unseen(text) else otherwise


def unseen_in(document: Document) -> str:
    """The line that says what was left out of a document; "" for nothing."""
    lines = list(dict.fromkeys(_lines(document.text)))
    if not lines:
        return ""
    more = f" and {len(lines) - _LINES:,} more" if len(lines) > _LINES else ""
    where = f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:_LINES]))}{more}"
    whose = f" of {document.doc_id!r}" if document.doc_id else ""
    return (
        f"{where}{whose}: text in characters that are not shown stands there; what it stands in is left out; retype it"
    )


def _lines(text: str) -> Iterator[int]:
    line, last = 1, 0
    for at in _unseen(text, 0, len(text)):
        line += text.count("\n", last, at)
        last = at
        yield line


def _unseen(text: str, start: int, end: int) -> Iterator[int]:
    for found in _MESSAGE.finditer(text, start, end):
        if found["unseen"]:
            yield found.start()
