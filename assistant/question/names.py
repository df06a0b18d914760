"""Names and identifiers in a question, and whether a text speaks of them."""

import re

_ACRONYM = re.compile(r"\b(?=[A-Za-z.]*[A-Z][A-Za-z]*[A-Z])[A-Za-z]{2,8}\b")
_CODED = re.compile(r"\b[A-Za-z]{1,8}[ .-]?\d+(?:\.\d+)*\b|\b\d{4,5}(?::\d{4})?\b")
_SUBJECT = re.compile(r"\b(?i:is|are|was|has|does|did|do|have|will)\s+(?P<name>[A-Z][\w&-]+(?:\s+[A-Z][\w&-]+)*)")
_SKIP = frozenset({"OK", "FAQ", "PS", "BTW", "FYI", "ASAP", "ID", "IT", "US", "UK", "EU", "USA", "Q&A", "TLDR", "AM", "PM"})
_WORD = re.compile(r"[A-Za-z]+")


def names_in(text: str) -> tuple[str, ...]:
    """Acronyms, identifiers with digits and capitalised subjects of `text`, as written, each once."""
    found = [m.group() for m in _ACRONYM.finditer(text)]
    found += [m.group() for m in _CODED.finditer(text)]
    found += [m["name"] for m in _SUBJECT.finditer(text)]
    return tuple(dict.fromkeys(name for name in found if name not in _SKIP))


def speaks_of(text: str, name: str) -> bool:
    """Whether `text` has `name`, whatever its spacing and case, or the words whose initials it is made of."""
    return _squeezed(name) in _squeezed(text) or _spelled_out(name, text)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s./_-]+", "", text).lower().replace("isoiec", "iso")


def _spelled_out(name: str, text: str) -> bool:
    letters = name.rstrip("s") if name[:-1].isupper() else name
    if not letters.isalpha() or not 2 <= len(letters) <= 8:
        return False
    initials = r"\W+(?:(?:of|and|the|for)\W+)?".join(rf"{re.escape(c)}\w*" for c in letters if c.isupper())
    return bool(re.search(rf"\b{initials}", text, re.I))
