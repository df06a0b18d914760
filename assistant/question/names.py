"""Names and identifiers in a question, and whether a text speaks of them."""

import re

# Short acronyms are everyday words of an office (PDF, NDA, SLA); longer ones, and codes, name what the question is about.
_ACRONYM = re.compile(r"\b(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Za-z]{5,10}\b")
_FRAMEWORK = re.compile(
    r"\b(?:hipaa|hitech|hitrust|gdpr|ccpa|dora|nis ?2|pci(?:[ -]dss)?|fedramp|cmmc|nist|csf|cobit|itil|tisax|sox|ferpa|glba|"
    r"cyber essentials|csa star|fisma|iso(?:/iec)? ?(?!27001\b|27002\b|27005\b)\d{4,5})\b",
    re.I,
)
_CODED = re.compile(
    r"\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Q|FY)\b)"
    r"(?:[A-Z][A-Za-z]{0,8}[ .-]?|[a-z]{1,3})\d+(?:\.\d+)*(?:\(\w\))?"
)
_SUBJECT = re.compile(
    r"\b(?i:is|are|was|has|does|did|do|have|will)\s+(?P<name>(?!Stage|Type|Annex|Clause|Trust|Statement)[A-Z][a-z][\w&-]+(?:\s+[A-Z][\w&-]+)*)"
)
_NO_NAME = frozenset(
    [
        "I",
        "It",
        "They",
        "There",
        "This",
        "That",
        "We",
        "You",
        "He",
        "She",
        "Management",
        "Customers",
        "Auditors",
        "Security",
        "Evidence",
        "Owners",
        "Anyone",
        "Anybody",
    ]
)


def names_in(text: str) -> tuple[str, ...]:
    """Frameworks, long acronyms, codes with digits and capitalised subjects of `text`, as written, each once."""
    found = [m.group() for pattern in (_FRAMEWORK, _ACRONYM, _CODED) for m in pattern.finditer(text)]
    found += [m["name"] for m in _SUBJECT.finditer(text) if m["name"] not in _NO_NAME]
    return tuple(dict.fromkeys(found))


def speaks_of(text: str, name: str) -> bool:
    """Whether `text` has `name`, whatever its spacing and case, or the words whose initials it is made of."""
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(_squeezed(name))}(?![0-9])", _squeezed(text, keep=" "))) or (
        _squeezed(name) in _squeezed(text) if len(_squeezed(name)) > 4 else False
    )


def _squeezed(text: str, keep: str = "") -> str:
    low = text.lower().replace("iso/iec", "iso")
    if not keep:
        return re.sub(r"[\s./_()-]+", "", low)
    return re.sub(r"(?<=[a-z])[\s./_-]+(?=\d)", "", re.sub(r"[()]", " ", low))
