"""What a question is about: the object of one about our own practice, and the things that any names, of which whatever answers
must speak."""

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.question.language import ASKING, Language, content_words
from assistant.question.relevance import Relevant

_LINK = re.compile(r"\b(?:of|for|to|with|on|in|from|at|into|against)\b", re.I)
_WORDS = """
against already company currently date day days held hold holds last month months next organisation organization
period place practice process quarter recently regularly team teams time times today week year years yesterday
"""
BESIDE = frozenset(_WORDS.split())
_BOUND = re.compile(
    r"\b(?:max(?:imum|imal)?|min(?:imum|imal)?|longest|shortest|earliest|latest|highest|lowest|most|least|only|exactly|"
    r"always|never)\b",
    re.I,
)
_THING = re.compile(r"\b(?:an?|the|our|my|your|his|her|their|each|every|another)((?: [^\W_][\w'’-]*){1,3})", re.I)


def speaks_of_it(text: str, chosen: Sequence[Relevant], language: Language) -> bool:
    """Whether `chosen` has the rarest word of what `text` asks about ("payroll" in "access to the payroll service")."""
    matter = [stem for word in _matter(text) for stem in language.stems(word)]
    if not matter or not chosen:
        return True
    rarest = min(matter, key=language.frequency)
    said = (f"{one.unit.found.source.title} {one.unit.heading} {one.unit.text}" for one in chosen)
    return any(rarest in language.stems(one) for one in said)


def is_silent_on(text: str, chosen: Sequence[Relevant], language: Language) -> bool:
    """Whether `text` names a thing ("a robot", "the night watch") or a bound ("maximum", "never") of which `chosen` has no word."""
    told = {stem for one in chosen for stem in language.stems(f"{one.unit.heading} {one.unit.text}")}
    named = [*_things(text), *([bound] for bound in _BOUND.findall(text))]
    return any(not any(told & set(language.stems(word)) for word in thing) for thing in named)


def _things(text: str) -> list[list[str]]:
    """The words of each thing that `text` names after an article or the like."""
    named = (takewhile(lambda word: word.lower() not in ASKING, found[1].split()) for found in _THING.finditer(text))
    return [words for thing in named if (words := content_words(" ".join(thing)))]


def _matter(text: str) -> list[str]:
    """The last words of the question that are about something; those after its last preposition where there are any."""
    words = [word for word in content_words(text) if word not in BESIDE and not word.endswith("ly")]
    parts = _LINK.split(text)
    after = {word for word in content_words(parts[-1])} if len(parts) > 1 else set()
    return [word for word in words if word in after] or words[-1:]
