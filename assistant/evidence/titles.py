"""Tell a certificate, or the mere title of a standard, from words that say what was done."""

import re

_STANDARD = re.compile(
    r"\b(?:iso(?:\s*/?\s*iec)?|iec|soc|ssae|isae|pci(?:\s*dss)?|nist(?:\s*csf)?|csa(?:\s*star)?|fedramp|tisax|hitrust|hipaa"
    r"|gdpr|cyber\s+essentials|bsi\s*c5|c5|dora|nis\s*2|ens|irap|annex\s+a|trust\s+services\s+criteria|aicpa)(?![a-z])"
    r"[\s_:/-]*(?:\d[\d.:-]*)?",
    re.I,
)
_PAPER = re.compile(
    r"\b(?:cert(?:s|ificates?|ifications?|ified|ify)?|zertifi\w*|accredit\w*|attestations?|seal|badge|complian(?:t|ce))\b",
    re.I,
)
_HOLDS = re.compile(
    r"\b(?:is|are|was|were|be|been|holds?|has|have|maintains?|got|obtained|received)\b[^;,]*"
    r"\b(?:certified|certificates?|certifications?|compliant|accredited|attested)\b(?![^;,]*\band\b)[^;,]*$",
    re.I,
)
_FILLING = frozenset(
    re.findall(
        r"\w+",
        "a an the our we us company organisation organization vendor supplier provider service services is are has have had "
        "hold holds held holding got been be being by for of on in to and or with under against as per from until till "
        "through valid current currently copy scan signed pdf docx png jpg file document statement letter report reports "
        "standard standards framework requirement requirements management system systems security information technology "
        "techniques cybersecurity privacy protection isms type level version edition revision amd en i ii iii fully now "
        "recertified issued conformity conformance conform conforms conforming certificate certification title text "
        "body accredited public page controls control criteria that it this which",
    )
)
_WORD = re.compile(r"[^\W\d_]+")


def is_only_title(text: str) -> bool:
    """Whether `text` names a standard, or says that somebody holds a certificate of one, and nothing else."""
    said = re.sub(r"[_\-./%]+", " ", text) if " " not in text.strip() else text
    if _STANDARD.search(said) and _HOLDS.search(said.strip()):
        return True
    if not (_STANDARD.search(said) or _PAPER.search(said)):
        return False
    rest = _PAPER.sub(" ", _STANDARD.sub(" ", said))
    return all(word.casefold() in _FILLING for word in _WORD.findall(rest))


def names_certificate(text: str) -> bool:
    """Whether `text` speaks of a certificate of a standard, perhaps among other things."""
    said = re.sub(r"[_\-./%]+", " ", text)
    return bool(_STANDARD.search(said) and _PAPER.search(said))
