"""The part of a text that asks: a situation told before it names people, days and systems that no source need speak of."""

import re

_SENTENCE = re.compile(r"(?<=[.?!])[\"”’)]*\s+|\n+")
_OPENS = re.compile(
    r"^\W*(?:(?:so|and|but|or|then|ok|okay|hi|hello|hey|also|now)\W+)*(?:what|which|who|whose|how|why|when|where|"
    r"is|are|was|were|do|does|did|can|could|may|should|shall|must|will|would|has|have)\b(?!['’])",
    re.I,
)
_BIDS = re.compile(
    r"\b(?:tell|give) (?:me|us)\b|\b(?:remind|explain|describe|clarify|outline|summari[sz]e|define|teach)\b|"
    r"\b(?:walk|help) me\b|"
    r"\b(?:need|want|like|love|try\w*|have) to (?:know|understand|learn|hear|see|find out|figure out)\b|"
    r"\bwonder\w*\b|\bcurious\b|\b(?:not|un)\s?(?:quite |really )?(?:sure|clear|certain)\b|"
    r"\b(?:don['’]t|do not|can['’]t|cannot|never) (?:quite |really )?(?:know|get|see|understand|grasp|remember|recall)\b",
    re.I,
)
US = re.compile(r"\b(?:we|our|ours|us|i|my|mine)\b", re.I)
_AT_PRESENT = re.compile(
    r"\s+(?:(?:as of |right )?now|as of today|today|nowadays|these days|at present|at the moment)(?=[\s.?!]*$)"
    r"|(?<=\s)(?:currently|presently)\s+|\s+(?:currently|presently)(?=[\s.?!]*$)",
    re.I,
)


def timeless(text: str) -> str:
    """`text` without "now" or the like, unless it is of us: of what is required, a source that is in force tells what is so now."""
    return text if US.search(text) else _AT_PRESENT.sub("", text)


def asking_part(text: str) -> str:
    """The sentences of `text` that ask, or want to be told, something; the whole where none does so plainly."""
    sentences = [one for one in _SENTENCE.split(text) if one.strip()]
    return " ".join(one for one in sentences if _asks(one)) or text


def asks_something(text: str) -> bool:
    """Whether any sentence of `text` asks, or wants to be told, something."""
    return any(_asks(one) for one in _SENTENCE.split(text))


def bids(sentence: str) -> bool:
    """Whether `sentence` wants to be told something without putting a question: "tell me ...", "I need to know ..."."""
    return _BIDS.search(sentence) is not None


def _asks(sentence: str) -> bool:
    return "?" in sentence or _OPENS.search(sentence) is not None or bids(sentence)
