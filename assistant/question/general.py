"""What a question asks in general, of anybody's framework, and not for a request that somebody has made."""

from assistant.question.cut import Sentence
from assistant.question.parsed import Parsed
from assistant.question.scene import ASKER, Stance
from assistant.question.signs import read_signs

_REACH = 3


def is_general(text: Parsed, sentence: Sentence) -> bool:
    """Whether a question is about no request: it begins with "does", "can" or "what if", nobody of ours and nobody known
    stands in it, and nobody's wish is told: "Does a certificate satisfy a law?", "Can a customer demand a report?".
    """
    head = _head(text, sentence)
    if head is None or not (sentence.asks or text.listed("inverted", head)):
        return False
    if not text.listed("supposes", head + 1) and _wishes(text, sentence):
        return False
    if text.listed("how", head):
        return _of_anybody(text, sentence)
    parties = any(text.listed("parties", i) for i in range(head, sentence.end))
    return not (parties or _of_somebody(text, sentence))


def measures(text: Parsed, sentence: Sentence) -> bool:
    """Whether a question compares the options by what they cost, take or are: "Which framework is cheaper?"."""
    inside = range(sentence.start, sentence.end)
    asks = any(text.listed("measured", i) for i in inside)
    return sentence.asks and asks and any(text.listed("measures", i) for i in inside)


def _head(text: Parsed, sentence: Sentence) -> int | None:
    """The word that opens a question in general, openers left aside."""
    at = sentence.start
    while at < sentence.end and (text.words[at].is_mark or text.listed("openers", at)):
        at += 1
    supposes = text.words[at].surface == "what" and text.listed("supposes", at + 1) if at < sentence.end else False
    return at if supposes or text.listed("auxiliaries", at) or text.listed("how", at) else None


def _wishes(text: Parsed, sentence: Sentence) -> bool:
    signs = [s for s in read_signs(text, None, None).signs if sentence.start <= s.start < sentence.end]
    return any(s.stance in (Stance.WANTED, Stance.REFUSED) for s in signs)


def _of_somebody(text: Parsed, sentence: Sentence) -> bool:
    """Whether somebody known may be the requester: "our client", "the customer"."""
    return any(_is_known(text, at) for at in _askers(text, sentence))


def _of_anybody(text: Parsed, sentence: Sentence) -> bool:
    """Whether a requester is spoken of, and none that is known: "How do we answer a customer?"."""
    askers = _askers(text, sentence)
    return bool(askers) and not any(_is_known(text, at) for at in askers)


def _askers(text: Parsed, sentence: Sentence) -> list[int]:
    return [c.start for c in text.loose if c.fact == ASKER and sentence.start <= c.start < sentence.end]


def _is_known(text: Parsed, at: int) -> bool:
    return any(text.listed("pointers", i) for i in range(max(at - _REACH, 0), at))
