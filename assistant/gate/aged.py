"""Labels that a comparison of days puts on a sentence: that evidence has expired, or is of a day to come."""

import re
from datetime import date

from assistant.draft import Aged, Aging, Sentence

_DAYS = {
    Aging.EXPIRED: re.compile(r"\bexpires on (\d{4}-\d\d-\d\d)\b"),
    Aging.NOT_YET: re.compile(r"\bis of (\d{4}-\d\d-\d\d)\b"),
}


def is_aged(text: str, aging: Aging, day: date) -> bool:
    """Whether `text` names an end before `day`, or a beginning after it."""
    found = _DAYS[aging].search(text)
    if found is None:
        return False
    named = date.fromisoformat(found[1])
    return named < day if aging is Aging.EXPIRED else named > day


def holds(aged: Aged) -> bool:
    """Whether a label says what its quote and its day say."""
    return is_aged(aged.quote.text, aged.aging, aged.day)


def labelled(sentence: Sentence) -> Sentence:
    """The sentence with its label: before it where it tells the day itself, else behind it with the words that do."""
    aged = sentence.aged
    if aged is None:
        return sentence
    if aged.quote in sentence.quotes:
        return Sentence(f"{aged.aging}: {sentence.text}", sentence.quotes)
    return Sentence(f"{sentence.text} {aged.aging}: {aged.quote.text}", (*sentence.quotes, aged.quote))
