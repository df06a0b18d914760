"""What a PDF claims a piece of its text to be (/ActualText): believed where it agrees with the letters that are shown."""

import ctypes
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf_letters import address

_CLAIM = b"ActualText"
_MOST = 4  # letters that one sign without a reading may stand for


def drop_false_claims(book: Any, number: int, page: Any) -> None:
    """Take the claims off `page` that say something else than is shown."""
    if next(_claims(page), None) is None:
        return
    plain = book[number]  # the same page, so that the letters under the claims can be read
    for raw, mark in list(_claims(plain)):
        pdfium.FPDFPageObj_RemoveMark(raw, mark)
    words = plain.get_textpage()
    texts = [_said(words.raw, one.raw) for one in _texts(plain)]
    claimed = defaultdict[int, list[tuple[int, Any, Any]]](list)
    for at, one in enumerate(_texts(page)):
        for mark in _marks(one.raw):
            claimed[address(mark)].append((at, one.raw, mark))
    for uses in claimed.values():
        shown = "".join(texts[at] for at, _, _ in uses if at < len(texts))
        if not agrees(_claim(uses[0][2]) or "", shown):
            for _, raw, mark in uses:
                pdfium.FPDFPageObj_RemoveMark(raw, mark)


def agrees(claim: str, shown: str) -> bool:
    """Whether `claim` says what is shown, in whatever order and forms of its letters, or reads signs that have no reading."""
    said, seen = _letters(claim), _letters(shown)
    if said == seen or not said:
        return True
    unread = not seen or any(unicodedata.category(one) in ("Co", "Cc", "Cn") or one == "\ufffd" for one in shown)
    return unread and len(said) <= _MOST * len(shown)


def _letters(text: str) -> list[str]:
    return sorted(one for one in unicodedata.normalize("NFKD", text).casefold() if one.isalnum())


def _texts(page: Any) -> Iterator[Any]:
    yield from page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])


def _claims(page: Any) -> Iterator[tuple[Any, Any]]:
    for one in _texts(page):
        for mark in _marks(one.raw):
            yield one.raw, mark


def _marks(raw: Any) -> list[Any]:
    marks = [pdfium.FPDFPageObj_GetMark(raw, at) for at in range(pdfium.FPDFPageObj_CountMarks(raw))]
    return [mark for mark in marks if _claim(mark) is not None]


def _claim(mark: Any) -> str | None:
    size = ctypes.c_ulong()
    if not pdfium.FPDFPageObjMark_GetParamStringValue(mark, _CLAIM, None, 0, size):
        return None
    return _filled(
        size.value, lambda to: pdfium.FPDFPageObjMark_GetParamStringValue(mark, _CLAIM, to, size.value, size)
    )


def _said(words: Any, raw: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(raw, words, None, 0)
    return _filled(size, lambda to: pdfium.FPDFTextObj_GetText(raw, words, to, size))


def _filled(size: int, fill: Callable[[Any], object]) -> str:
    """What a call writes as UTF-16 into a buffer of `size` bytes."""
    held = ctypes.create_string_buffer(size)
    fill(ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)))
    return held.raw.decode("utf-16-le", "replace").rstrip("\0")
