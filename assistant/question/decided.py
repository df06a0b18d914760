"""The decision that a question asks for, if it asks for one."""

import re
from collections.abc import Callable, Iterable

from assistant.contract import Question
from assistant.question.asking import asks_something
from assistant.question.asks import asks_decision, asks_loosely
from assistant.question.choosing import chooses_for_a_case
from assistant.question.decide import Decision, decide
from assistant.question.facts import asked_by, read_facts
from assistant.question.heard import Hears, unheard
from assistant.question.holding import asks_what_is_held
from assistant.question.intent import Intent, intent_of
from assistant.question.language import names_of
from assistant.question.names import firm_in, frameworks_in
from assistant.question.parsed import parse
from knowledge.rules.rule import Reads, Rule

# How likely a text must be a request by what was learned, so that it asks for a decision: where its words ask for none, where
# a phrase asks loosely, where they name a choice, where nothing else is asked; where they ask what we do.
UNSAID, LOOSE, NAMED, STATED = 0.45, 0.6, 0.4, 0.3
OURS = 0.7
WHOLE = 0.3  # the same of a conversation and its last words
Requested = Callable[[str], float]


def decided(
    question: Question, rules: Iterable[Rule], requested: Requested, called: Requested, hears: Hears = unheard
) -> Decision | None:
    """The decision of the rule whose comparison `question` asks for, most of whose options it names (of equals the first);
    None where it only wants to know something. `requested(text)`, 0 to 1, is how likely a request a text is by what
    was learned from lists, `called(text)` how likely the last words of a conversation call for its decision, `hears` what a text
    wants by them.

    With contexts of its own a question is answered from these alone, and no rule is among them.
    """
    if question.contexts is not None or _asks_of_a_framework(question.text) or _asks_of_a_state(question.text):
        return None
    asked = [rule for rule in rules if _is_asked(rule, question, requested, called)]
    rule = max(asked, key=lambda rule: _named(rule, question), default=None)
    return decide(rule, read_facts(rule, question, hears)) if rule else None


def _is_asked(rule: Rule, question: Question, requested: Requested, called: Requested) -> bool:
    """In a conversation the words tell first: what was said before is no part of what the lists hold."""
    if chooses_for_a_case(rule, question):
        return True
    said = asks_decision(rule, question)
    if not said and not _touches(rule, question):
        return False
    likely = _likely(question, requested, called)
    if not said and likely < OURS and intent_of(question.text) is Intent.PRACTICE:
        return False
    if not question.conversation:
        return likely >= _floor(rule, question, said)
    return said or likely >= UNSAID


def _likely(question: Question, requested: Requested, called: Requested) -> float:
    """Of a conversation that as a whole is a request its last words may call for the decision: "Ostrava goes where?" """
    alone = requested(question.text)
    if not question.conversation or requested(_whole(question)) < WHOLE:
        return alone
    return max(alone, called(question.text))


def _touches(rule: Rule, question: Question) -> bool:
    return any(
        parse(rule, text).has_subject for text in (question.text, *(turn.text for turn in question.conversation))
    )


def _whole(question: Question) -> str:
    turns = [turn.text for turn in question.conversation if not turn.is_ours]
    return "\n".join((*turns, question.text))


def _floor(rule: Rule, question: Question, said: bool) -> float:
    if not said:
        return UNSAID
    if not asks_something(question.text):
        return STATED
    return LOOSE if asks_loosely(rule, question) else NAMED


def tells_wish(decision: Decision, rules: Iterable[Rule]) -> bool:
    """Whether `decision` rests on somebody's wish or refusal."""
    wishes = {spec.name for spec in _rule_of(decision, rules).facts if spec.reads in (Reads.WISH, Reads.REFUSAL)}
    return any(fact.name in wishes for fact in decision.facts)


def answers_back(question: Question, rules: Iterable[Rule]) -> bool:
    """Whether `question` says something to what a rule asked back, be it that nobody knows, and asks nothing itself."""
    last = question.conversation[-1].text if question.conversation else ""
    asked = [rule for rule in rules if asked_by(rule, last)]
    if any(cue.kind == "untold" for rule in asked for cue in parse(rule, question.text).cues):
        return True
    talk = intent_of(question.text) is Intent.SMALL_TALK or asks_something(question.text)
    return bool(asked) and not talk


def _rule_of(decision: Decision, rules: Iterable[Rule]) -> Rule:
    return next(rule for rule in rules if rule.id == decision.rule)


def _named(rule: Rule, question: Question) -> int:
    """How many of the rule's options the conversation and the question name."""
    said = " ".join([*(turn.text for turn in question.conversation), question.text])
    return sum(bool(names_of([option.title]).search(said)) for option in rule.options())


def _asks_of_a_state(text: str) -> bool:
    """Whether one sentence asks what is held, or what a named firm does: "can KPMG do both for us?"."""
    return asks_what_is_held(text) or (len(re.findall(r"[.?!](?=\s+\S)", text)) == 0 and firm_in(text) is not None)


def _asks_of_a_framework(text: str) -> bool:
    """ "Does HIPAA require ...?": one sentence whose subject is another law or framework asks what that one says."""
    subject = re.match(r"\W*(?:does|do|did|is|can|must|will)\s+(?:the\s+)?(.{2,24})", text, re.I)
    if subject is None or text.strip().count("?") != 1:
        return False
    return any(subject[1].lower().startswith(name.lower()) for name in frameworks_in(text))
