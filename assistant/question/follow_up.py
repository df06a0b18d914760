"""What a follow-up asks, with what it leans on: "who signs it?" after a talk about a SOC 2 report."""

import re
from collections.abc import Iterator, Sequence

from assistant.contract import Question
from assistant.question.addressed import without_orders
from assistant.question.language import content_words
from assistant.question.parsed import Parsed, parse
from knowledge.rules.rule import Reads, Rule

BRIEF = 5  # content words below which a question leans on the turns before it
_OF_WHAT = re.compile(r"\s+(?:on|from|for|over|of|by|about|covering|that|which)\b", re.I)
_STANDS_FOR = re.compile(
    r"\b(?:it|(?:this|that)(?: one)?(?=\s*(?:[^\w\s]|$)|\s+(?:is|was|has|be|can|must|should|will|cover\w*)\b))\b(?!['’])",
    re.I,
)


def search_text(question: Question, rules: Sequence[Rule]) -> str:
    """The question's own words; a short follow-up that names no thing of a rule, with the one that the turns before it name
    last, else with the last turn by somebody else than Tickmark."""
    own = without_orders(question.text)
    before = [turn.text for turn in question.conversation if not turn.is_ours]
    if not before or len(content_words(own)) >= BRIEF or any(parse(rule, own).mentions for rule in rules):
        return own
    subject = next((found for rule in rules if (found := _subject(question, rule))), None)
    if subject is None:
        return f"{without_orders(before[-1])}\n{own}"
    put, count = _STANDS_FOR.subn(lambda _: f"the {subject}", own, count=1)
    return put if count or "?" not in own else f"{own} {subject}"


def _subject(question: Question, rule: Rule) -> str | None:
    """How people name the one thing of `rule` that the last turn to name any is about; None where it names more, or none does."""
    named = [(turn.is_ours, list(_named(rule, parse(rule, turn.text)))) for turn in reversed(question.conversation)]
    last: dict[str, str] = next((dict(found) for _, found in named if found), {})
    if len(last) != 1:
        return None
    every = [(ours, words) for ours, found in named for value, words in found if value in last]
    theirs = [words for ours, words in every if not ours] or [words for _, words in every]
    return max((_OF_WHAT.split(words)[0] for words in theirs), key=len)


def _named(rule: Rule, text: Parsed) -> Iterator[tuple[str, str]]:
    """The things that a text names: which, and in what words."""
    wish = rule.reading(Reads.WISH)
    for mention in text.mentions:
        if wish and mention.fact == wish.name:
            start, end = text.span(mention.start, mention.end)
            yield mention.value, text.text[start:end]
