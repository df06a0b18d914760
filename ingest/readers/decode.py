"""Bytes of a text file as the text that is stored: UTF-8 first, UTF-16 with its mark, older encodings if it reads as words."""

import codecs
import re
from pathlib import Path

from ingest.document import Unreadable
from ingest.readers.eastern import shifted
from ingest.readers.legacy import is_western, legacy, reads_as, sample
from ingest.readers.likely import is_likely
from knowledge.sources.text import as_stored

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PRINT = frozenset(
    "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u20ac\u00a3\u00a7\u00a9\u00ae\u00b0\u00b1\u00ab\u00bb\u00a0\u2122\u00b7"
    "\u00ad\u00bf\u00a1\u2020\u2021\u00b2\u00b3\u00bd\u00bc\u00b4\u00d7"
)
_USUAL = ("", "utf-8", "ascii", "cp1252", "iso8859-1")
_UTF8_RUN = re.compile(rb"((?:\xc3[\x80-\xbf]|\xe2\x80[\x93-\xa6])+)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\r\x0e-\x1a\x1c-\x1f]")
_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_SIGNATURES = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a zip or Office file", b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "an image", b"\xff\xd8\xff": "an image", b"GIF8": "an image", b"\x1f\x8b": "a gzip file",
    b"\x7fELF": "a program",
}  # fmt: skip


def text_of(path: Path, declared: str = "") -> str:
    """The text of the file, as stored; `declared` is the encoding that it says it is in, if it does.

    Raises Unreadable if it is empty, no text, or in an encoding that can't be told.
    """
    return decoded(content_of(path), declared)


def content_of(path: Path) -> bytes:
    """The bytes of the file. Raises Unreadable if it can't be opened or is empty."""
    try:
        raw = path.read_bytes()
    except OSError as broken:
        raise Unreadable(f"it can't be opened: {broken.strerror or 'the system refuses it'}") from broken
    if not raw.strip():
        raise Unreadable("the file is empty")
    return raw


def decoded(raw: bytes, declared: str = "") -> str:
    """`raw` as stored text. Raises Unreadable if that is not text."""
    for signature, what in _SIGNATURES.items():
        if raw.startswith(signature):
            raise Unreadable(f"it is {what}, not the text its name says")
    text = as_stored(_decode(raw, declared)).removeprefix("\ufeff")
    if not text.strip():
        raise Unreadable("the file is empty")
    if _control_share(text) > 0.01 or "\x00" in text:
        raise Unreadable("it is binary data, not text")
    return text


def assumed(raw: bytes, declared: str = "") -> str:
    """The older encoding that `raw` is taken to be in; "" for UTF-8, UTF-16, UTF-32, western text and what is no text."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "" if any(raw.startswith(mark) for mark, _ in _MARKS) else _older(raw, declared)[1]
    return shifted(raw)


def _decode(raw: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = _strict(raw, encoding)
            if encoding == "utf-16" and not is_likely(text):
                raise Unreadable("it begins as UTF-16, but what it holds is no likely text so; save it as UTF-8")
            return text
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as broken:
        text = "" if _has_half(raw) else _older(raw, declared)[0]
        if text:
            return text
        raise Unreadable(_not_known(raw, broken)) from broken
    return raw.decode(encoding) if (encoding := shifted(raw)) else text


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as broken:
        raise Unreadable(f"it begins as {encoding} but byte {broken.start} is not; it may be cut off") from broken


def _not_known(raw: bytes, broken: UnicodeDecodeError) -> str:
    if _has_half(raw):
        return "it holds half a character (a lone surrogate); mend it"
    return f"its encoding is not known (byte {broken.start} is not UTF-8); save it as UTF-8"


def _has_half(raw: bytes) -> bool:
    """Whether `raw` is UTF-8 but for characters of which only a half is there."""
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return _HALF.search(raw) is not None


def _older(raw: bytes, declared: str) -> tuple[str, str]:
    """The text of bytes that are not UTF-8, and the encoding it is taken to be in ("" if western); two "" if none fits."""
    try:
        said = codecs.lookup(declared).name if declared else ""
    except LookupError:
        said = ""
    if said not in _USUAL and reads_as(raw, said):
        return raw.decode(said), said
    part = sample(raw)
    western = _western(raw, part)
    if western is not None:
        return western, ""
    encoding = legacy(part)
    try:
        return (raw.decode(encoding), encoding) if encoding else ("", "")
    except UnicodeDecodeError:
        return "", ""


def _western(raw: bytes, part: bytes) -> str | None:
    """The text in cp1252, with what is UTF-8 in it; None where that is not what `part` of it reads as."""
    try:
        raw.decode(encoding := "cp1252")
    except UnicodeDecodeError:
        encoding = "latin-1"
    likely = _plausible(raw.decode(encoding), raw) and is_western(_in_both(part, encoding), part)
    return _in_both(raw, encoding) if likely else None


def _in_both(raw: bytes, encoding: str) -> str:
    """The text of bytes that are UTF-8 in places: files are pasted together."""
    return "".join(part.decode("utf-8" if i % 2 else encoding) for i, part in enumerate(_UTF8_RUN.split(raw)))


def _plausible(text: str, raw: bytes) -> bool:
    """Western text has few characters beyond ASCII, those are mostly letters or signs of print, and it is not UTF-8
    that was damaged."""
    beyond = [c for c in text if c > "\x7f"]
    odd = sum(not (c.isalpha() or c in _PRINT) for c in beyond)
    mangled = raw.count(b"\xc3") + raw.count(b"\xe2\x80")
    return len(beyond) <= 0.3 * len(text) and odd <= 0.1 * len(beyond) + 1 and mangled <= 0.3 * len(beyond) + 1


def _control_share(text: str) -> float:
    return (len(text) - len(_CONTROL.sub("", text))) / len(text)
