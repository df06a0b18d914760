"""The decision that a question asks for, if it asks for one."""

from collections.abc import Iterable

from assistant.contract import Question
from assistant.question.asks import asks_decision
from assistant.question.decide import Decision, decide
from assistant.question.facts import read_facts
from knowledge.rules.rule import Rule


def decided(question: Question, rules: Iterable[Rule]) -> Decision | None:
    """The decision of the first rule whose comparison `question` asks for; None where it only wants to know something.

    With contexts of its own a question is answered from these alone, and no rule is among them.
    """
    if question.contexts is not None:
        return None
    rule = next((rule for rule in rules if asks_decision(rule, question)), None)
    return decide(rule, read_facts(rule, question)) if rule else None
