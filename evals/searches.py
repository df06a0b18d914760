"""Searches that ask for something else than was asked: other things, the same thing asked otherwise, the question turned round,
sentences that lie near in the sources."""

import re
from collections.abc import Iterator, Sequence

from evals.lies import negated, swapped

ELSEWHERE = "What is a Statement of Applicability?"
_FORMS = ("What is {}?", "Who signs {}?", "How long is {} valid?")
_THING = re.compile(
    r"(?:ISO/IEC \d{5}|SOC [123](?: Type [12])?)(?: [a-z-]{4,}){0,2}|(?<= the )[a-z-]{4,}(?: [a-z-]{5,})?"
)


def searches(question: str, before: str, near: Sequence[str] = ()) -> Iterator[str]:
    """Searches that a question, after `before`, does not mean, each once; `near` are sentences of sources, as they stand there."""
    made = [ELSEWHERE, swapped(question), negated(question), *_asked_of(question), *_asked_of(before), *near]
    yield from dict.fromkeys(one[:300] for one in made if one and one.strip() != question.strip())


def _asked_of(text: str) -> Iterator[str]:
    """Other questions about the last thing that a text names."""
    things = _THING.findall(text)
    yield from (form.format(things[-1]) for form in _FORMS if things)
