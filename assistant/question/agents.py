"""Who does something, told in the passive ("is opened by the ranger") or by what it needs ("the approval of the warden")."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from assistant.question.language import ASKING
from assistant.question.later import Later

Stems = Callable[[str], Sequence[str]]

_THE = r"(?:the|an?|our|its|their|his|her|each|every|any|some|one of the)"
_BE = r"(?:is|are|was|were|be|been|being|gets?)"
_WHO = r"(?P<who>(?:[a-z][\w'’-]*(?: |\b)){1,4})"
_PASSIVE = Later(
    rf"(?P<subject>(?:[\w'’-]+ ){{1,8}}?){_BE} (?:[\w'’-]+ ){{0,3}}?(?P<done>[\w'’-]+)(?: [\w'’-]+){{0,4}}? by {_THE} {_WHO}"
)
_NEEDS = Later(
    r"\b(?P<done>approval|consent|permission|authori[sz]ation|agreement|clearance|sign-off|signature|say-so|order)s?"
    rf" (?:of|from|by) {_THE} {_WHO}"
)
_PERMITS = re.compile(
    r"\b(?:approv|consent|permit|permission|allow|authori[sz]|agree|clear|sign|order|grant|decide)\w*", re.I
)
# What stands after "by the" and does nothing: a time, a way.
_NO_DOER = """
beginning close date day days deadline dozen end evening first following hour hundred hundreds last latest means minute month
morning name next night quarter rule same start third time use way week year
"""
_NOBODY = frozenset(_NO_DOER.split())
_ENDS = ASKING | frozenset(["after", "before", "during", "every", "each", "unless", "per", "since", "whenever", "once"])
_PRONOUNS = frozenset(["it", "they", "this", "these", "that", "those", "which", "he", "she"])
_OF = frozenset(["of", "for", "in", "on", "at", "from", "to", "with", "under"])
_IRREGULAR = """
begin begun break broken bring brought build built buy bought choose chosen draw drawn drive driven feed fed find found give given
grow grown hold held keep kept know known lay laid lead led lend lent make made pay paid run run see seen sell sold send sent speak
spoken steal stolen take taken teach taught tell told wear worn write written
"""
_WORDS = _IRREGULAR.split()
_PRESENT = dict(zip(_WORDS[1::2], _WORDS[::2], strict=True))


def names_agent(known: Collection[str], question: str, sentence: str, stems: Stems) -> bool:
    """Whether `sentence` names someone or something new (not `known`, the stems of `question`) that does what is asked about."""
    return any(_is_new(who, known, stems) for who in _agents(known, question, sentence, stems))


def _agents(known: Collection[str], question: str, sentence: str, stems: Stems) -> Iterator[str]:
    for hit in _PASSIVE.finditer(sentence):
        done = hit["done"].lower()
        same = set(known) & {*stems(done), *stems(_PRESENT.get(done, done))}
        if same and _is_of_it(hit["subject"], set(known) - same, stems):
            yield hit["who"]
    for hit in _NEEDS.finditer(sentence):
        if _PERMITS.search(question) or set(known) & set(stems(hit["done"])):
            yield hit["who"]


def _is_of_it(subject: str, things: Collection[str], stems: Stems) -> bool:
    """Whether what is done something to is what the question names, or a pronoun."""
    words = subject.lower().split()
    first = next((i for i, word in enumerate(words) if word in _OF and i), len(words))
    heads = {words[first - 1], words[-1]}
    return not heads.isdisjoint(_PRONOUNS) or any(not set(things).isdisjoint(stems(head)) for head in heads)


def _is_new(who: str, known: Collection[str], stems: Stems) -> bool:
    words = who.lower().split()
    end = next((i for i, word in enumerate(words) if word in _ENDS), len(words))
    named = words[:end]
    return bool(named) and named[0] not in _NOBODY and not all(set(stems(word)) <= set(known) for word in named)
