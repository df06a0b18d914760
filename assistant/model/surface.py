"""What no sentence of a model may look like, whatever the gate would say of its words."""

import re
import unicodedata

from assistant.question.addressed import is_taken_over, speaks_to_machine

LONGEST = 600
_MARKS = re.compile(r"(?:\s*\[\d{1,3}(?:,\s*\d{1,3})*\])+(?=\s*[.!?]?\s*\Z)")
_LINK = re.compile(r"\b[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:|\]\(|\b(?:javascript|data):|[\w.+-]+@[\w-]+\.\w|"
                   r"\b[\w-]+\.(?:com|org|net|io|ai|dev|app|co|info|biz|example|test|ru|cn|xyz)\b", re.I)  # fmt: skip
_MARKUP = re.compile(r"[`<>{}|\\]|\*\*|__|~~|!\[|^\s*(?:#{1,6}|[-*+]|\d+\.)\s|<[@!#]|&\w+;")


def bare(text: str) -> str:
    """A sentence without the citation marks that a model put at its end: the numbers that are shown are ours."""
    return _MARKS.sub("", text).strip()


def objection(text: str, evidence: str) -> str | None:
    """Why a sentence is not even shown to the gate, or None. A link or mark that the evidence itself holds is no objection."""
    if not text or len(text) > LONGEST:
        return "it is empty" if not text else f"it is longer than {LONGEST} characters"
    if any(unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") for char in text):
        return "it has characters that can't be seen"
    link = next((m for m in _LINK.finditer(text) if m[0] not in evidence), None)
    if link:
        return "it has a link or an address that the evidence has not"
    markup = next((m for m in _MARKUP.finditer(text) if m[0] not in evidence), None)
    if markup:
        return "it has markup"
    return "it gives orders to a program" if speaks_to_machine(text) or is_taken_over(text) else None
