"""Whether words that a model copied stand in a request as it gives them: whole, and not cut out of a denial."""

import re
from collections.abc import Iterable, Sequence

from assistant.model.fence import one_line

SHORTEST, LONGEST = 3, 160  # characters of a request's words
ABSENT = "its words do not stand in the request"
DENIED = "its words are cut out of a denial"
_NO = (
    r"(?:no|not|never|neither|nor|none|nobody|without|cannot|hardly|rather than|instead of|\w+n['’]t|"
    r"(?:do|does|did|is|are|was|were|wo|would|ca|could|should|has|have|had)nt|"
    r"nicht|kein\w*|niemals|ohne|weder|jamais|sans|aucune?|nunca)"
)
_BEFORE = re.compile(rf"\b{_NO}\b", re.I)
_BEGINS = re.compile(r"[.;:!?,()–—]\s|\b(?:but|however|though|although|because|yet|so|aber|sondern|mais|pero)\b", re.I)
_AFTER = re.compile(
    rf"\s+(?:(?:is|are|was|were|will|would|should|must|can|could|may|ist|sind)\s+{_NO}\b|"
    r"(?:is|are|was|were|wo|would|should|must|ca|could)n['’]t\b|cannot\b)",
    re.I,
)


def stands(words: str, texts: Iterable[str]) -> str:
    """Why `words` do not stand in any of `texts`, "" where they do: at one place at least as whole words, undenied."""
    if not SHORTEST <= len(words) <= LONGEST or not re.search(r"\w", words):
        return ABSENT
    found = [(text, place) for text in map(one_line, texts) for place in _places(words, text)]
    if not found:
        return ABSENT
    return DENIED if all(_is_denied(text, *place) for text, place in found) else ""


def _places(words: str, text: str) -> Sequence[tuple[int, int]]:
    first, last = r"(?<!\w)" if words[0].isalnum() else "", r"(?!\w)" if words[-1].isalnum() else ""
    return [m.span() for m in re.finditer(f"{first}{re.escape(words)}{last}", text)]


def _is_denied(text: str, start: int, end: int) -> bool:
    """Whether the clause around the words denies them: before them, or in what is said of them right after."""
    before = text[:start]
    clause = before[max((m.end() for m in _BEGINS.finditer(before)), default=0) :]
    return bool(_BEFORE.search(clause) or _AFTER.match(text[end:]))
