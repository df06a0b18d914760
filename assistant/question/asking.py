"""The part of a text that asks: a situation told before it names people, days and systems that no source need speak of."""

import re

_SENTENCE = re.compile(r"(?<=[.?!])[\"”’)]*\s+|\n+")
_BIDS = re.compile(
    r"\b(?:tell|remind|explain|describe|clarify|outline|summari[sz]e|define|teach)\b|\bwalk me\b|\bhelp me\b|"
    r"\b(?:need|want|like|love|try\w*|have) to (?:know|understand|learn|hear|see|find out|figure out)\b|"
    r"\bwonder\w*\b|\bcurious\b|\b(?:not|un)\s?(?:quite |really )?(?:sure|clear|certain)\b|"
    r"\b(?:don['’]t|do not|can['’]t|cannot|never) (?:quite |really )?(?:know|get|see|understand|grasp|remember|recall)\b",
    re.I,
)


def asking_part(text: str) -> str:
    """The sentences of `text` that ask, or want to be told, something; the whole where none does so plainly."""
    sentences = [one for one in _SENTENCE.split(text) if one.strip()]
    asking = [one for one in sentences if "?" in one or _BIDS.search(one)]
    return " ".join(asking) or text
