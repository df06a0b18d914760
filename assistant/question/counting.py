"""Of a question how many there are of a thing: the sentences that count that thing, and not another."""

import re
from collections.abc import Sequence

from assistant.question.found import Unit
from assistant.question.kinds import form_asked, without_numbered
from assistant.question.language import Language
from assistant.question.phrases import MEASURE
from assistant.question.relevance import Encode, Relevant
from assistant.question.telling import Asked, counted_words
from knowledge.sources.types import Tier

NEAR = 0.5  # likeness of two nouns from which one counts what the other does
_LABELLED = re.compile(r"([^:|;,\n]{1,40})[:|]\s*\d")
_BRACKET = re.compile(r"[\[\]()*_]")
_WORD = re.compile(r"[^\W\d_]{3,}")


def counting(question: str, ranked: Sequence[Relevant], encode: Encode, language: Language) -> list[Relevant]:
    """`ranked`, but where things are to be counted: those of the library, and those that count these things."""
    form, noun = form_asked(question), Asked(question, lambda text: ()).noun
    if form is None or form.name != "a number" or not noun or re.fullmatch(MEASURE, noun):
        return list(ranked)
    return [o for o in ranked if o.unit.found.source.tier is Tier.LIBRARY or _counts(noun, o.unit, encode, language)]


def _counts(noun: str, unit: Unit, encode: Encode, language: Language) -> bool:
    """Whether a number in `unit` counts the noun: it stands before it, or after its name as that of a field or a column."""
    text = _BRACKET.sub(" ", without_numbered(unit.text))
    fields = " ".join(_LABELLED.findall(text)) + (f" {unit.columns}" if re.search(r"\d", text) else "")
    words = list(dict.fromkeys((*counted_words(text), *_WORD.findall(fields.lower()))))
    if not words:
        return False
    same = any(set(language.stems(noun)) & set(language.stems(word)) for word in words)
    return same or float((encode(words) @ encode([noun])[0]).max()) >= NEAR
