"""What a question asks for (a name, a place, a day, an amount ...) and of what."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assistant.gate.folding import folded
from assistant.gate.reading import read
from assistant.gate.tokens import CONTENT, Sort, Token, Tokens
from assistant.question.asking import asking_part
from assistant.question.language import ASKING
from assistant.question.telling import Asked
from assistant.question.wanted import is_yes_no, wanted

_ONE_TERM = re.compile(
    r"\b(?:what|which) (?:is|was) (?:the|our)\b(?!.*\b(?:difference|purpose|reason|meaning|role|process|relation\w*|best)\b)|"
    r"\b(?:what|which) (?!(?:is|are|was|were|do|does|did|can|kinds?|types?|sorts?|makes?|causes?|happens?)\b)(?:\w+ ){1,3}?"
    r"(?:is|was|has|does|did)\b|"
    r"\b(?:the (?:\w+ )?(?:name|term)|a synonym) (?:of|for|given)\b",
    re.I,
)
_TWO = re.compile(r"\b(?:and|or)\W+(?:who|what|when|where|how|which|why)\b", re.I)
_DO_WHAT = re.compile(r"\bwhat (?:should|do|does|did|can|could|must|may|would|will|is|are)\b(?! the\b| our\b)", re.I)
_WHO_IS = re.compile(r"\bwho(?:'s| is| was| are| were)\b", re.I)
_OF_ALL = re.compile(r"\b(?:\w{3,}est|most|first|only|best)\b", re.I)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


class Slot(StrEnum):
    """What is asked for."""

    NAME = "name"
    PLACE = "place"
    DAY = "day"
    SPAN = "span"
    COUNT = "count"
    WHETHER = "whether"
    TERM = "term"


_SLOTS = {
    "who": Slot.NAME,
    "where": Slot.PLACE,
    "a date": Slot.DAY,
    "a duration": Slot.SPAN,
    "an amount of money": Slot.COUNT,
    "a number": Slot.COUNT,
    "a length": Slot.COUNT,
    "a product": Slot.TERM,
    "a version": Slot.TERM,
}


@dataclass(frozen=True)
class Sought:
    """A question, read for what it asks and of what."""

    text: str

    @cached_property
    def tokens(self) -> Tokens:
        """Its tokens, numbers by their value ("4th" as "4")."""
        return tuple(read(folded(asking_part(self.text))))

    @cached_property
    def keys(self) -> frozenset[str]:
        """What it is about."""
        return frozenset(key_of(t) for t in self.tokens if t.sort in CONTENT and t.low not in ASKING)

    @cached_property
    def every(self) -> frozenset[str]:
        """Every word of it: a name that has one of them is no news."""
        return frozenset(key_of(t) for t in self.tokens if t.sort in CONTENT or t.low not in ASKING)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Numbers, days, frameworks and names, each of which a sentence must hold to be about the same."""
        fixed = {Sort.NUMBER, Sort.DATE, Sort.FRAMEWORK, Sort.NAME}
        return frozenset(key_of(t) for t in self.tokens if t.sort in fixed and t.low not in ASKING)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that it gives."""
        return frozenset(key_of(t) for t in self.tokens if t.sort is Sort.NAME and t.low not in ASKING)

    @cached_property
    def slot(self) -> Slot | None:
        """What it asks for; None where that may be many things, such as a reason or a kind."""
        if is_yes_no(self.text):
            return Slot.WHETHER
        want = None if _TWO.search(self.text) or _DO_WHAT.search(self.text) else wanted(self.text)
        if _WHO_IS.search(self.text) and {one for one in self.keys if len(one) > 2} <= self.names:
            return None
        slot = (
            _SLOTS.get(want.name)
            if want
            else Slot.TERM
            if not _TWO.search(self.text) and _ONE_TERM.search(self.text)
            else None
        )
        return None if slot is Slot.PLACE and _OF_ALL.search(self.text) else slot

    @cached_property
    def counted(self) -> frozenset[str]:
        """The key of what is to be counted, if any."""
        noun = Asked(self.text, lambda text: ()).noun
        return frozenset(key_of(t) for t in read(folded(noun))) if noun else frozenset()


def key_of(token: Token) -> str:
    """What a token is compared by: an ordinal by its number."""
    found = _ORDINAL.fullmatch(token.key)
    return found[1] if found else token.key
