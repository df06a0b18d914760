"""Sentences that a quote tells of without saying them: taken back by the next sentence."""

import re
from collections.abc import Sequence

_BACK = (
    r"reject|withdr[ae]w|repeal|retract|overrul|turned (?:it |this |that )?down|dropp|abandon|revers|rescind|voted down|"
    r"supersed"
)
_THING = (
    r"(?:proposals?|ideas?|claims?|statements?|rules?|drafts?|sentences?|wordings?|suggestions?|views?|beliefs?|policy|"
    r"provisions?)"
)
_FALSE = r"(?:false|wrong|untrue|incorrect|mistaken|a myth|no longer (?:true|so|valid|in force|the case|right))"
_TAKEN_BACK = re.compile(
    rf"^\W*(?:(?:but|however|yet|later|then|in fact|in \d{{4}}),? )?(?:this|that|it|(?:this|that|the) {_THING})\b[^.;]*?"
    rf"\b(?:(?:was|were|is|has been|have been|had been)(?: \w+ly)? (?:since |later |then )?(?:{_BACK})"
    rf"|(?:is|was|proved|turned out)(?: to be)? {_FALSE}"
    r"|(?:is|was)(?:n't| not) (?:true|so|the case|correct|right|adopted|approved|accepted)"
    r"|no longer (?:holds|applies)|does(?:n't| not) (?:hold|apply))",
    re.I,
)


def is_taken_back(following: str) -> bool:
    """Whether a sentence says of the one before it that it does not hold."""
    return _TAKEN_BACK.search(following) is not None


def unretracted(sentences: Sequence[str]) -> list[str]:
    """`sentences` without those that the next one takes back."""
    nexts = [*sentences[1:], ""]
    return [one for one, following in zip(sentences, nexts, strict=False) if not is_taken_back(following)]
