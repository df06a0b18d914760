"""Of a question whether something of ours is so, or who does it or when: the sentences that speak of what it wants judged or of
what is done, and not of the thing or of the doer alone."""

import re
from collections.abc import Sequence

from assistant.question.found import Unit
from assistant.question.language import Language, content_words, without_names
from assistant.question.matter import BESIDE
from assistant.question.own import Told
from assistant.question.relevance import Encode
from assistant.question.wanted import is_yes_no, wanted

NEAR = 0.5  # likeness of two words from which one says what the other does
MOST = 4  # words of a question that asks no more than whether something is so
FEW, SAID = 3, 0.6  # words of which each must be spoken of, and the share of more
# Duties of which none is another: who reviews a policy need not approve it.
_DUTY = re.compile(r"(?:approv|audit|own|perform|review|sign|test|updat|writ)(?:e|es|ed|s|ing|er|ers|al)?$", re.I)
_WORD = re.compile(r"[^\W\d_]{3,}")
_SLIGHT_WORDS = "each every guideline guidelines policies policy procedure procedures rule rules"
_SLIGHT = frozenset(_SLIGHT_WORDS.split())


def judging(
    question: str, told: Sequence[Told], encode: Encode, language: Language, names: re.Pattern[str]
) -> Sequence[Told]:
    """`told`, but where the question asks for a yes or a no, or who has a duty or when it is done: those around which its words
    stand, or words near them."""
    words = _judged(without_names(question, names))
    if is_yes_no(question):
        return _speaking(words, told, encode, language)
    duties = [word for word in words if _DUTY.match(word)]
    if not duties or wanted(question) is None:
        return told
    same = [one for one in told if not _is_of_another(duties, one.one.unit, language)]
    return _speaking([word for word in words if word not in duties], same, encode, language)


def _speaking(words: Sequence[str], told: Sequence[Told], encode: Encode, language: Language) -> Sequence[Told]:
    judged = 0 < len(words) <= MOST
    return [one for one in told if _is_spoken_of(words, one.one.unit, encode, language)] if judged else told


def _is_of_another(duties: Sequence[str], unit: Unit, language: Language) -> bool:
    """Whether a sentence speaks of a duty, and of none of `duties`."""
    said = [word for word in _WORD.findall(unit.text) if _DUTY.match(word)]
    return bool(said) and not set(language.stems(" ".join(said))) & set(language.stems(" ".join(duties)))


def _judged(question: str) -> list[str]:
    """The words of what is asked about, but for those of time and place, of degree, and of the paper on which it may stand."""
    words = [word for word in content_words(question) if word.isalpha() and not word.endswith("ly")]
    return [word for word in words if word not in BESIDE and word not in _SLIGHT]


def _is_spoken_of(words: Sequence[str], unit: Unit, encode: Encode, language: Language) -> bool:
    around = f"{unit.found.source.title} {unit.heading} {unit.found.text}"
    stems = set(language.stems(around))
    unsaid = [word for word in words if not stems & set(language.stems(word))]
    said = list(dict.fromkeys(word.lower() for word in _WORD.findall(around)))
    if unsaid and said:
        near = encode(unsaid) @ encode(said).T
        unsaid = [word for word, likeness in zip(unsaid, near, strict=True) if likeness.max() < NEAR]
    return not unsaid if len(words) <= FEW else len(words) - len(unsaid) >= SAID * len(words)
