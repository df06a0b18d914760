"""Why there is no answer, where a sentence speaks of the very thing that is asked about and does not tell what is asked of it."""

from collections.abc import Sequence

from assistant.question.abstain import Refusal, no_support
from assistant.question.found import Unit
from assistant.question.language import SLIGHT, Language, content_words
from assistant.question.relevance import word_shares
from assistant.question.wanted import wanted
from knowledge.records.phrasing import listed

MOSTLY = 0.6  # of the question's words, by weight, that a sentence or its headings hold
LEAST = 2  # content words of a question that is about something


def untold(question: str, units: Sequence[Unit], language: Language) -> Refusal | None:
    """What a source would have to tell, or None where none of `units` holds most of the question's words."""
    shares = word_shares(question, units, language)
    best = max(range(len(units)), key=lambda i: shares[i], default=None)
    if best is None or shares[best] < MOSTLY or len(content_words(question)) < LEAST:
        return None
    unit, want = units[best], wanted(question)
    said = set(language.stems(f"{unit.text} {unit.heading} {unit.found.source.title}"))
    absent = [word for word in content_words(question) if word not in SLIGHT and not said & set(language.stems(word))]
    if absent:
        return no_support(f"speaks of {listed(f'“{word}”' for word in absent)}")
    return no_support(_lacking(want.name) if want else "")


def _lacking(name: str) -> str:
    return f"says {name}" if name in ("who", "where") else f"gives {name}"
