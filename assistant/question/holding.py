"""A question whether we, or a named company, are certified or have a report: what is so is asked, and no decision."""

import re
from collections.abc import Iterable

_LEAD = r"\W*(?:(?:hi|hey|hello|and|so|but|also|ok|okay|quick question|question|please|just checking|sorry)\W+)*"
_WE = r"(?:we|i|(?:our|the|this|my) (?:company|firm|business|organi[sz]ation|team))"
_NO_COMPANY = (
    r"(?!(?i:iso|iec|soc|nist|annex|type|stage|clause|control|trust|security|management|evidence|certification|"
    r"attestation|statement|anyone|anybody|everyone|each|every|any|that|this|the|it|there|they|you|he|she)\b)"
)
_COMPANY = rf"(?-i:{_NO_COMPANY}[A-Z][a-z][\w&'’-]*(?:\s+{_NO_COMPANY}[A-Z][a-z][\w&'’-]*){{0,2}})"
_TIME = r"(?:\s+(?:already|currently|now|yet|still|even|actually|really|ever|also|both|not|fully|officially|formally))*"
_STATE = r"(?:certified|certificated|recertified|accredited|attested)"
_PAPER = r"(?:certificates?|certs?|certifications?|accreditations?|attestations?|reports?|iso|soc)"
_WORDS = r"(?:\s+(?!(?:and|or|but|that|which|who|because|so|to|for|need|needs)\b)[\w/:.'’-]+){0,6}?"
_HELD = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:are|is|were|was|am|have|has)(?:n['’]t)?\s+(?:{_WE}|{_COMPANY}){_TIME}(?:\s+been)?{_WORDS}\s+{_STATE}\b"
    rf"|(?:do|does|did)(?:n['’]t)?\s+(?:{_WE}|{_COMPANY}){_TIME}\s+(?:have|hold|got|get|own|possess|carry)\b{_WORDS}\s+{_PAPER}\b"
    rf"|(?:have|has|had)(?:n['’]t)?\s+(?:{_WE}|{_COMPANY}){_TIME}\s+(?:got|gotten|received|obtained|held|had|earned|achieved)\b"
    rf"{_WORDS}\s+{_PAPER}\b"
    r")[^?!;\n]*[?!.\s]*$",
    re.I,
)
# What makes of it a request, or asks for more than what is so.
_MORE = re.compile(
    r"\b(?:need|needs|needed|wants?|wanted|should|must|shall|ought|require[sd]?|asks?|asked|asking|demand\w*|expect\w*|insist\w*|"
    r"or do|or should|which|if|when|in order|choose|decide|enough|suffice|sufficient)\b|[.?!;]\s+\S",
    re.I,
)
# The words of the state itself, in whatever form a document tells it, and of who is in it.
_OF_THE_STATE = re.compile(
    r"certif\w*|certs?|recertif\w*|accredit\w*|attest\w*|held|hold\w*|received|obtained|possess|already|achieved|"
    r"company|firm|business|organi[sz]ation|team",
    re.I,
)
_TOLD = re.compile(r"\b(?:certif\w+|recertif\w+|accredit\w+|attest\w+|reports?)\b", re.I)
_OURS = re.compile(r"\bwe\b.*\b(?:certif\w+|attest\w+)", re.I)


def asks_what_is_held(text: str) -> bool:
    """Whether `text` asks nothing but whether somebody is certified, or has a certificate or a report."""
    return _HELD.match(text) is not None and not _MORE.search(text)


def besides(words: Iterable[str]) -> list[str]:
    """Those of the `words` of such a question that name more than the state and who is in it."""
    return [word for word in words if not _OF_THE_STATE.fullmatch(word)]


def tells_what_is_held(text: str) -> bool:
    """Whether `text` speaks of a certificate, of a report or of being certified."""
    return _TOLD.search(text) is not None


def tells_what_we_hold(sentence: str) -> bool:
    """Whether `sentence` says of us whether we are certified."""
    return _OURS.search(sentence) is not None
