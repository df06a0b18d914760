"""The decision that a question asks for, if it asks for one."""

import re
from collections.abc import Iterable

from assistant.contract import Question
from assistant.question.asks import asks_decision
from assistant.question.decide import Decision, decide
from assistant.question.facts import read_facts
from assistant.question.names import frameworks_in
from knowledge.rules.rule import Rule


def decided(question: Question, rules: Iterable[Rule]) -> Decision | None:
    """The decision of the first rule whose comparison `question` asks for; None where it only wants to know something.

    With contexts of its own a question is answered from these alone, and no rule is among them.
    """
    if question.contexts is not None or _asks_of_a_framework(question.text):
        return None
    rule = next((rule for rule in rules if asks_decision(rule, question)), None)
    return decide(rule, read_facts(rule, question)) if rule else None


def _asks_of_a_framework(text: str) -> bool:
    """ "Does HIPAA require ...?": one sentence whose subject is another law or framework asks what that one says."""
    subject = re.match(r"\W*(?:does|do|did|is|can|must|will)\s+(?:the\s+)?(.{2,24})", text, re.I)
    if subject is None or text.strip().count("?") != 1:
        return False
    return any(subject[1].lower().startswith(name.lower()) for name in frameworks_in(text))
