"""Which older encoding a text is in: the one in which all its words are words of one language; none where two may be."""

import re
from collections.abc import Container, Iterator, Sequence
from math import sqrt

from ingest.readers.alphabets import DISTINCT, LATIN, SCRIPTS, WESTERN, Language
from ingest.readers.eastern import eastern

_WORD = re.compile(r"[^\W\d_]+")
_BEYOND = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")
# Signs that stand in no word: between two letters, or where a word begins; and what prints nothing.
_BROKEN = re.compile(
    r"(?<=[^\W\d_])[\u00a1-\u00a9\u00ab-\u00b4\u00b6\u00b8\u00b9\u00bb-\u00bf\u00d7\u00f7\u02d8-\u02dd\u201a\u201d\u201e\u2020-\u2022"
    r"\u2030\u2039\u203a\u2044\u2122\u2190-\u25ff](?=[^\W\d_])|(?<!\w)[\u00a2\u00a3\u00a5\u00af\u00b3\u00b9](?=[^\W\d_]{2})|"
    r"[\u0080-\u009f\u00a4\u2500-\u259f\ufffd]|(?<=[a-z\u00df-\u00f6\u00f8-\u00ff])[\u00c0-\u00d6\u00d8-\u00de\u0160\u017d\u0178\u0192]"
)
# What a text in the right encoding has besides letters, and of that what touches letters in it.
_SIGN = re.compile(
    r"(?![^\W\d_])[^\x00-\x7f\u00a0\u00ad\u00a7\u00a9\u00ab\u00ae\u00b0\u00b1\u00b2\u00b3\u00b5\u00b7\u00b9\u00bb-\u00bf\u00a1\u00a3\u00d7\u00f7"
    r"\u2010-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122]|"
    r"(?<=[^\W\d_])[\u00b1\u00bc-\u00bf\u00a1\u00a3\u00d7\u00f7\u20ac]|[\u00b1-\u00b3\u00b9\u00bc-\u00be\u00d7\u00f7](?=[^\W\d_])"
)
_INSIDE = re.compile(r"[\u00ec\u00f9](?=[^\W\d_])", re.I)  # letters with which words end in the west
_IRREGULAR = re.compile(
    r"[^\W\d_]*[a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u045f\u03ac-\u03ce][A-Z\u00c0-\u00d6\u00d8-\u00de\u0400-\u042f\u0386-\u03ab]"
)
_RUN = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_FLUENT = 0.05  # of the words
_UNLIKELY = 0.4  # how rare (0..1) the letters of a text may be at the most
_MARGIN = 0.25  # by which they are rarer in another encoding, over the root of their count
_DAMAGED = 0.75
_ODD = 0.05
_SAMPLE = 100_000  # bytes
_SURE = 1.5  # times as familiar
_OTHERWISE = (WESTERN, None)  # what is no rival of western text: the same alphabets, and scripts


def is_western(text: str, raw: bytes) -> bool:
    """Whether a text, read from bytes as western, is that: its words are those of one language, and there is no other
    reading of which more is familiar; or they are those of several, and most of the others are familiar."""
    broken, words = len(_BROKEN.findall(text)) + len(_INSIDE.findall(text)), _words(text)
    strange = broken + sum(not _is_any(word) for word in words)
    is_fluent = strange <= _ODD * len(words) and _share(text, DISTINCT) > _FLUENT
    if strange and not is_fluent:
        return False
    known = None if strange else _familiar(text, words, WESTERN)
    others = [one for one in _readings(raw) if one[2] != text]
    rivals = [how for how, encoding, _ in others if dict(LATIN).get(encoding) not in _OTHERWISE]
    if known is None:
        return not (rivals if is_fluent else others)
    return is_fluent or all(how <= _SURE * known for how in rivals)


def sample(raw: bytes) -> bytes:
    """The lines that are not ASCII, as many as it takes to tell their encoding."""
    found, size = list[bytes](), 0
    for line in raw.splitlines(keepends=True):
        if not line.isascii() and size < _SAMPLE:
            found.append(line)
            size += len(line)
    return b"".join(found)


def legacy(raw: bytes) -> str:
    """The encoding of bytes that are not UTF-8 and not western; "" if it can't be told."""
    found = sorted(_readings(raw), key=lambda one: -one[0])
    return found[0][1] if found and (len(found) == 1 or found[0][0] > found[1][0]) else ""


def _readings(raw: bytes) -> Sequence[tuple[float, str, str]]:
    """How familiar (0..1) bytes are in each encoding that fits them, and what they say in it, each text once."""
    if _utf8_share(raw) > _DAMAGED:
        return ()
    found = dict[str, tuple[float, str, str]]()
    for encoding, languages in LATIN:
        text = _read(raw, encoding)
        known = _familiar(text, _words(text), languages) if text and _is_whole(text) else None
        if known is not None:
            found.setdefault(text, (known, encoding, text))
    for encoding in (*_of_scripts(raw), *eastern(raw)):
        found.setdefault(text := raw.decode(encoding), (1.0, encoding, text))
    return tuple(found.values())


def reads_as(raw: bytes, encoding: str) -> bool:
    """Whether bytes are text in an encoding: they can be read in it, and no word is broken."""
    text = _read(raw, encoding)
    return bool(text) and _is_whole(text) and not _irregular(_words(text))


def _of_scripts(raw: bytes) -> Iterator[str]:
    """The encodings in which the letters of a script are clearly the more usual ones of a language."""
    ranked = list[tuple[float, str, str]]()
    for encoding, languages in SCRIPTS:
        text = _read(raw, encoding)
        words = _words(text)
        if words and _is_whole(text) and not _irregular(words):
            ranked += [(min(_rarity(words, one) for one in languages), encoding, text)]
    best = min(ranked, default=None)
    if best and best[0] <= _UNLIKELY:
        margin = _MARGIN / sqrt(len("".join(_words(best[2]))))
        yield from (name for rarity, name, _ in ranked if rarity <= best[0] + margin)


def _is_whole(text: str) -> bool:
    return not _SIGN.search(text) and not _BROKEN.search(text)


def _read(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return ""


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(_BEYOND.findall(text)))


def _familiar(text: str, words: Sequence[str], languages: Sequence[Language]) -> float | None:
    """The most familiar (0..1) that a text is in one of the languages to which all its words may belong; None for none."""
    found = [_share(text, one.words.split()) for one in languages if all(_is_of(word, one.letters) for word in words)]
    return max(found, default=None)


def _share(text: str, usual: Container[str]) -> float:
    """How many (0..1) of the words are among usual ones."""
    words = _WORD.findall(text.lower())
    return sum(word in usual for word in words) / (len(words) or 1)


def _is_any(word: str) -> bool:
    return any(_is_of(word, one.letters) for one in WESTERN)


def _is_of(word: str, letters: str) -> bool:
    small = word.lower()
    return all(c < "\x80" or c in letters for c in small.replace("i\u0307", "i")) and not _irregular([word])


def _irregular(words: Sequence[str]) -> bool:
    """Whether more than a few words have a capital behind a small letter."""
    found = sum(bool(_IRREGULAR.match(word)) for word in words)
    return found > _ODD * len(words)


def _rarity(words: Sequence[str], letters: str) -> float:
    """How rare (0..1) the letters of the words are in a language, on average; 1 where a word is none of its own."""
    ranks = {c: rank / len(letters) for rank, c in enumerate(letters)}
    small = "".join(words).lower()
    found = [ranks.get(c, 1.0) for c in small]
    mixed = any(any(c < "\x80" for c in word) for word in words)
    return 1.0 if mixed or not set(small) <= set(ranks) else sum(found) / len(found)


def _utf8_share(raw: bytes) -> float:
    """How much (0..1) of what is beyond ASCII would be UTF-8."""
    beyond = len(_BEYOND_ASCII.findall(raw))
    return sum(map(len, _RUN.findall(raw))) / beyond if beyond else 0.0
