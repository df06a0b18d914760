"""Names and identifiers in a question, and whether a text speaks of them."""

import re

from knowledge.sources.identifiers import covers, identifiers, spans

# Short acronyms are everyday words of an office (PDF, NDA, SLA); long ones and codes name what a question is about.
_ACRONYM = re.compile(r"\b(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Za-z]{5,10}\b")
# The two names by which people know one law or framework.
_FULL_NAMES = {
    "gdpr": "general data protection regulation",
    "hipaa": "health insurance portability and accountability act",
    "dora": "digital operational resilience act",
    "ccpa": "california consumer privacy act",
    "sox": "sarbanes-oxley act",
    "pci dss": "payment card industry data security standard",
    "cmmc": "cybersecurity maturity model certification",
    "glba": "gramm-leach-bliley act",
}
_FRAMEWORK = re.compile(
    rf"\b(?:{'|'.join(_FULL_NAMES.values())}|\d{{1,2}} cfr(?: parts?)? \d+|"
    r"hipaa|hitech|hitrust|gdpr|ccpa|dora|nis ?2|pci(?:[ -]dss)?|fedramp|cmmc|nist|csf|cobit|itil|tisax|sox|"
    r"ferpa|glba|cyber essentials|csa star|fisma|iso(?:/iec)? ?(?!27001\b|27002\b|27005\b)\d{4,5})\b",
    re.I,
)
_WHEN = (
    r"(?:(?:Jan|Febr?|Apr|Aug|Sept?|Oct|Nov|Dec)(?:\b|[a-z]*(?:uary|il|ust|ber)\b)|(?:March|Mar|May|June?|July?)\b|"
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Satur|Sun)(?:day)?\b|(?:In|On|At|By|Since|Of|From|To|Till|Until)\b|"
    r"(?:Q|H|FY|CY)[ .-]?\d)"
)
_OPENS = (
    r"(?:Do|Does|Did|Is|Are|Was|Were|Can|Could|Will|Would|Should|Must|May|Has|Have|"
    r"Had|Under|Per|For|From|With|After|Until|What|Why|Which|Who|Whose|When|Where|How|That|And|Or|But|If)\b"
)
_CODED = re.compile(rf"\b(?!{_WHEN}|{_OPENS})(?:[A-Z][A-Za-z]{{0,8}}[ .-]?|[a-z]{{1,3}})\d+(?:\.\d+)*(?:\(\w\))?")
_DAY = re.compile(_WHEN, re.I)
_PART = re.compile(r"(clause|article|section|chapter|annex|control)\s+(\d+)", re.I)
_TOPIC = r"(?:Stage|Type|Annex|Clause|Art|Article|Section|Recital|Paragraph|Chapter|Trust|Statement|Management|Security|Evidence)\b"
_SUBJECT = re.compile(
    rf"\b(?i:is|are|was|has|does|did|have|will)\s+(?P<name>(?!{_TOPIC})[A-Z][a-z][\w&-]+(?:\s+[A-Z][\w&-]+)*)"
)
_NO_FIRM = (
    r"(?!(?i:iso|iec|soc|cpas?|aicpa|isms|tsc|soa|nist|annex|management|auditors?|customers?|we|i|you|they|it|anyone|somebody|"
    r"someone|one|certification|service|an?|the|our|my|your|this|that)\b)"
)
_FIRM = re.compile(
    rf"^\W*(?i:(?:hi|hey|hello|so|and|but)\W+)*(?i:can|could|may|would|will|does|do|should)\s+"
    rf"(?P<name>{_NO_FIRM}[A-ZÀ-Þ][\w&'’-]*(?:\s+{_NO_FIRM}[A-ZÀ-Þ&][\w&'’-]*){{0,3}})\s+(?:also\s+|even\s+|still\s+)?"
    r"(?i:(?:do|issue|perform|handle|offer|deliver|provide|give|carry out)\b.*\b(?:iso|soc|both|27001|certif\w+|attest\w*)\b|"
    r"(?:certify|audit|attest|examine) us\b)"
)
_NO_NAME = frozenset(("It", "They", "There", "This", "That", "You", "She", "Customers", "Auditors", "Owners", "Anyone"))


def names_in(text: str) -> tuple[str, ...]:
    """Frameworks, long acronyms, codes with digits and capitalised subjects of `text`, as written, each once.

    Of "NIST 800-53", whose title is written in many ways, the framework alone.
    """
    found = [m.group() for pattern in (_FRAMEWORK, _ACRONYM, _CODED) for m in pattern.finditer(text)]
    codes = [text[start:end] for start, end in spans(text)]
    found += [one for one in codes if not (_DAY.match(one) or any(one in other for other in found))]
    found = [name for name in found if not any(name.startswith(f"{other} ") for other in frameworks_in(text))]
    found += [one for one in [firm_in(text)] if one]
    found += [m["name"] for m in _SUBJECT.finditer(text) if m["name"] not in _NO_NAME]
    return tuple(dict.fromkeys(found))


def firm_in(text: str) -> str | None:
    """The firm, as written, of which `text` asks whether it does a piece of work: "can KPMG do both for us?"; or None."""
    found = _FIRM.match(text)
    return found["name"] if found and not _FRAMEWORK.fullmatch(found["name"]) else None


def frameworks_in(text: str) -> tuple[str, ...]:
    """The laws and frameworks that `text` names, beside those that are compared."""
    return tuple(dict.fromkeys(m.group() for m in _FRAMEWORK.finditer(text)))


def without_frameworks(text: str) -> str:
    """`text` with a space for each of the laws and frameworks that it names beside those that are compared."""
    return _FRAMEWORK.sub(" ", text)


def speaks_of(text: str, name: str) -> bool:
    """Whether `text` has `name`, or the other name of the same law, whatever its spacing and case; of an identifier, a part of it
    will do."""
    return any(_has(text, one) for one in _names_of_the_same(name))


def _names_of_the_same(name: str) -> tuple[str, ...]:
    low = name.lower()
    return (name, *(other for pair in _FULL_NAMES.items() if low in pair for other in pair if other != low))


def _has(text: str, name: str) -> bool:
    codes = identifiers(name)
    if codes and any(covers(one, codes[0]) for one in identifiers(text)):
        return True
    if _in_a_range(text, name):
        return True
    squeezed = _squeezed(name)
    end = r"(?![0-9])" if squeezed[-1:].isdigit() else ""
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(squeezed)}{end}", _squeezed(text)))


def _in_a_range(text: str, name: str) -> bool:
    """Whether `name` is one of a row that `text` names by its ends: "clause 9" of "clauses 4 to 10"."""
    part = _PART.fullmatch(name)
    if part is None:
        return False
    rows = re.finditer(rf"\b{part[1]}s?\s+(\d+)\s*(?:to|through|[-–])\s*(\d+)\b", text, re.I)
    return any(int(row[1]) <= int(part[2]) <= int(row[2]) for row in rows)


def _squeezed(text: str) -> str:
    """Lower case, without brackets, and without what stands between a word and its number ("AC-2", "Type 1")."""
    low = re.sub(r"\b(?:iso\W*)?iec\b", "iso", re.sub(r"[()]", " ", text.lower()))
    return re.sub(r"(?<=[a-z])[\s./_-]+(?=\d)", "", low)
