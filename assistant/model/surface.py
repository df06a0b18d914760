"""What nothing that a model writes may look like: a sentence, whatever the gate would say of its words, and a search."""

import re
import unicodedata

from assistant.gate.folding import ABBREVIATED, sentences
from assistant.question.addressed import is_taken_over, speaks_to_machine

LONGEST = 600
UNSEEN = "it has characters that can't be seen"
ORDERS = "it gives orders to a program"
_MARKS = re.compile(r"(?:\s*\[\d{1,3}(?:,\s*\d{1,3})*\])+(?=\s*[.!?]?\s*\Z)")
_LINK = re.compile(r"\b[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:|\]\(|\b(?:javascript|data):|[\w.+-]+@[\w-]+\.\w|"
                   r"[^\s\W]+(?:-\w+)*[.。．｡][^\W\d_]\w+", re.I)  # fmt: skip
_MARKUP = re.compile(r"\S?[`<>{}|\\~_*@#]+\S?|!\[|^\s*(?:[-+]|\d+\.)\s|:\w+:|&\w+;")
# Marks without a shape of their own that Unicode counts as letters, accents or symbols.
_SHAPELESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_MARKS_OF_SPEECH = '?!"“”„«»…'
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"\b(?:a|an|the) (?:a|an|the|of|to|and|or|in|for|with|by|is|are|that|which)\b|"
                     r"\b(?:a|an|the|and|or|of)\W*$|[a-z,] (?:A|An|The) (?=[a-z])")  # fmt: skip
_LOOSE = re.compile(r"\s[,.;:!?)\]]|[(\[]\s")
_OPENING = re.compile(r"(?:^|[.!?]\s+)\W*([^\W\d_]+)")


def bare(text: str) -> str:
    """A sentence with plain spaces and without the citation marks that a model put at its end: what is shown numbers is ours."""
    return " ".join(_MARKS.sub("", text).split())


def objection(text: str, evidence: str) -> str | None:
    """Why a sentence is not even shown to the gate, or None. A link or mark that the evidence itself holds is no objection."""
    if why := _unsafe(text, evidence):
        return why
    formed = _misformed(text, evidence)
    if formed:
        return formed
    return ORDERS if speaks_to_machine(text) or is_taken_over(text) else None


def search_objection(search: str, asked: str) -> str | None:
    """Why a search is not used, or None. It is looked for and told in quotation marks, never shown as a statement: so it may ask,
    and write a word otherwise than who asked."""
    if _SHAPELESS.search(search):
        return UNSEEN
    return _unsafe(search.casefold(), asked.casefold())


def unfit(words: str) -> str:
    """Why words of a request can't be shown on one line as what somebody said, "" where they can."""
    if _is_unseen(words):
        return UNSEEN
    if _LINK.search(words) or _MARKUP.search(words):
        return "it has a link, an address or markup"
    return ORDERS if speaks_to_machine(words) or is_taken_over(words) else ""


def _unsafe(text: str, given: str) -> str | None:
    """What makes a text unsafe to show anywhere; a link or mark that was given to the model is none of its own."""
    if not text or len(text) > LONGEST:
        return "it is empty" if not text else f"it is longer than {LONGEST} characters"
    if _is_unseen(text):
        return UNSEEN
    if any(match[0] not in given for match in _LINK.finditer(text)):
        return "it has a link or an address that the evidence has not"
    return "it has markup" if any(match[0] not in given for match in _MARKUP.finditer(text)) else None


def _is_unseen(text: str) -> bool:
    return any(unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") for char in text)


def _misformed(text: str, evidence: str) -> str | None:
    """What of the form of a statement is not the evidence's: its marks, signs or capitals; and what is said twice."""
    known = f"{evidence}’"
    if any(char in _MARKS_OF_SPEECH and char not in evidence for char in text):
        return "it has a mark that makes it no plain statement"
    if any(unicodedata.category(char)[0] in "PZ" and not char.isascii() and char not in known for char in text):
        return "it has a mark that the evidence has not"
    if any(found[0] not in evidence for found in _LOOSE.finditer(text)):
        return "it has a blank where none belongs"
    if any(unicodedata.category(char) in ("So", "Sk", "Sm") and char not in evidence for char in text):
        return "it has a sign that the evidence has not"
    if any(match[0] not in evidence for match in _BROKEN.finditer(text)):
        return "it is no sentence"
    word = _miscased(text, evidence)
    if word:
        return f"it writes '{word}' otherwise than the evidence"
    told = [one.casefold() for one in sentences(text)]
    return "it says the same twice" if len(set(told)) < len(told) else None


def _miscased(text: str, evidence: str) -> str | None:
    """A word in capitals or small letters that the evidence has in others only; where a sentence opens, either may stand."""
    written = set(_WORD.findall(evidence))
    opening = {match[1].lower() for match in _openings(evidence)}
    known = {word.casefold() for word in written}
    first = {match.start(1) for match in _openings(text)}
    for match in _WORD.finditer(text):
        word = match[0]
        may_open = match.start() in first and word[1:] in ("", word[1:].lower()) or word in opening
        if word.casefold() in known and word not in written and not may_open:
            return word
    return None


def _openings(text: str) -> list[re.Match[str]]:
    """The words with which sentences surely begin: not those after "e.g." or "U.S."."""
    found = ((match, text[: match.start() + 1]) for match in _OPENING.finditer(text))
    return [match for match, before in found if not match.start() or not ABBREVIATED.search(before)]
