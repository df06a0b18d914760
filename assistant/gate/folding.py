"""Text as the gate compares it: markup out, typographic variants folded, sentences apart."""

import re
import unicodedata
from functools import lru_cache

from assistant.gate.quotes import has_ellipsis
from knowledge.sources.text import plain

_TYPE = str.maketrans({
    "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "‐": "-", "‑": "-", "‒": "-", "−": "-",
    "®": " ", "™": " ", "©": " ", "\u00ad": "",
})  # fmt: skip
_DASH = re.compile(r"(?<=\d)\s?–\s?(?=\d)")
_ASIDE = re.compile(r"\s*—\s*|\s+[–-]+\s+|\s*–\s*")
_HIDDEN = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})
_SHORTENED = "e.g i.e etc mr mrs ms dr prof no nos art arts vs inc ltd co corp st approx sec fig para cf jr sr dept"
ABBREVIATED = re.compile(rf"\b(?:{_SHORTENED.replace('.', chr(92) + '.').replace(' ', '|')}|[A-Za-z])\.$", re.I)
_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_BREAK = re.compile(r"\n\s*\n|\n(?=[ \t]*(?:[-*+•>|#]|\d{1,3}[.)]\s))|\|")
_LABEL = re.compile(r"^[ \t]*#{1,6} ")
_MARKUP = str.maketrans("", "", "[]*_<>`~!")
_LONG = 4_000


def folded(text: str) -> str:
    """`text` in NFC with plain quotes, hyphens and spaces; a dash of an aside is a spaced em dash."""
    straight = unicodedata.normalize("NFC", text).translate(_TYPE)
    return " ".join(_ASIDE.sub(" — ", _DASH.sub("-", straight)).split())


def _unmarked(block: str) -> str:
    """`plain` in pieces: its patterns take quadratic time on long runs of brackets, so those lose the signs first."""
    heavy = len(block) > _LONG and sum(block.count(sign) for sign in "[*_<") > 200
    return plain(block.translate(_MARKUP) if heavy else block)


def _joined(parts: list[str]) -> list[str]:
    """Splits after an abbreviation undone."""
    out: list[str] = []
    for part in parts:
        if out and ABBREVIATED.search(out[-1]):
            out[-1] = f"{out[-1]} {part}"
        else:
            out.append(part)
    return out


@lru_cache(maxsize=32)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences, list items and table cells of `text`, folded; an ellipsis parts them too."""
    out: list[str] = []
    for block in _BREAK.split(text):
        line = folded(_unmarked(block))
        out.extend(_joined(_END.split(line)))
    return tuple(part for sentence in out for part in _unbroken(sentence) if any(map(str.isalnum, part)))


def _unbroken(sentence: str) -> list[str]:
    return re.split(r"…|\.\s?\.\s?\.", sentence) if has_ellipsis(sentence) else [sentence]


def introduced(text: str) -> list[str]:
    """List items with the line that introduces them ("The controller must: ..."), each as one sentence."""
    out: list[str] = []
    lead = ""
    for block in _BREAK.split(text):
        line = folded(_unmarked(block))
        listed = re.match(r"\s*(?:[-*+•]|\d{1,3}[.)])\s", block) is not None
        if listed and lead and line:
            out.append(f"{lead} {line}")
        elif line:
            lead = line[:-1] if line.endswith(":") and not _LABEL.match(block) else ""
    return out


def odd(text: str) -> str | None:
    """What is unusual in the writing of a claim: hidden characters, digits or letters that pose as others."""
    for char in text:
        if char not in "\n\t\r\u00ad" and unicodedata.category(char) in _HIDDEN:
            return f"a hidden character U+{ord(char):04X}"
        if unicodedata.category(char) in ("Nd", "No", "Nl") and char not in "0123456789":
            return f"the unusual digit U+{ord(char):04X}"
        if unicodedata.normalize("NFKC", char) != char and char.isalpha() and not "À" <= char <= "ɏ":
            return f"the unusual letter U+{ord(char):04X}"
    mixed = next((word for word in re.findall(r"[^\W\d_]+", text) if _mixed(word)), None)
    return f"letters of two scripts in one word ({mixed!r})" if mixed else None


def _mixed(word: str) -> bool:
    scripts = {unicodedata.name(char, "?").split()[0] for char in word if not char.isascii()}
    latin = any(char.isascii() for char in word) or "LATIN" in scripts
    return latin and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
