"""Whether a sentence tells what a question wants, and tells it newly: a name or a number that the question gives is none."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.question.agents import names_agent
from assistant.question.kinds import NUMBER
from assistant.question.language import ASKING
from assistant.question.later import Later
from assistant.question.phrases import ANY_NUMBER, DAY, MEASURE, MONTH, NO_COUNT, RATE

_NAME = re.compile(r"(?<![\w'’-])(?:[A-Z][\w’'&-]*[\w&]|[a-z]+[A-Z]\w*)")
_NO_NAME = re.compile(rf"(?:{MONTH}|{DAY}|[A-Z]\d+|In|At|On)$")
_DOES = re.compile(r"\s(?:[a-z]+s|[a-z]+ed|and|may|can|must|had|led|made|took|gave|wrote)\b")
_WHO_DOES = re.compile(r"\bwho (?:(?:may|must|can|should|will|has to) )?(?P<does>[a-z]{3,})\b", re.I)
_SUBJECT = re.compile(r"(?:[A-Za-z][\w'’-]* ){1,4}[a-z]+")
_RATE = re.compile(RATE, re.I)
_NO_COUNT = re.compile(NO_COUNT, re.I)
_NUMBER = Later(ANY_NUMBER)
_COUNTING = Later(rf"(?:{ANY_NUMBER})(?:\s+percent)?(?P<after>(?:[\s-]+[\w'’-]+){{0,5}})")
_HOW_MANY = re.compile(
    r"\bhow many (?:of (?:our|the|your|my|these|those)\s*)?(?P<noun>.*?)\s*"
    r"(?:\b(?:am|do|does|did|are|is|was|were|have|has|had|can|could|may|must|will|would|should|of|in|on|at|to|with|from|per|for|"
    r"by|not|a|it|that|who|which|we|our|went|came|sit|fit|works?|stay|go|get|take|took|need|fell|live|use|used|run|make)\b|\?|$)",
    re.I,
)


@dataclass(frozen=True)
class Asked:
    """A question; `stems` of a text; `plain`, words that stand in lower case in what was found, so that they are no names."""

    text: str
    stems: Callable[[str], tuple[str, ...]]
    plain: frozenset[str] = frozenset()

    @cached_property
    def known(self) -> frozenset[str]:
        """The stems of the question."""
        return frozenset(self.stems(self.text))

    @cached_property
    def noun(self) -> str:
        """What is to be counted ("laptops" of "how many laptops do we ..."), or ""."""
        found = _HOW_MANY.search(self.text)
        if found and found["noun"]:
            return found["noun"].split()[-1].lower()
        return "people" if re.search(r"\bhow many of (?:us|you|them)\b", self.text, re.I) else ""


Tells = Callable[[Asked, str], bool]


def has(pattern: str) -> Tells:
    """The sentence has what the pattern matches."""
    known = Later(pattern)
    return lambda asked, sentence: bool(known.search(sentence))


def has_or_names(pattern: str) -> Tells:
    """As `has`, or a new name."""
    known = Later(pattern)
    return lambda asked, sentence: bool(known.search(sentence) or new_names(asked, sentence))


def lasts(pattern: str) -> Tells:
    """As `has`, where what comes so many times in a period counts for nothing."""
    known = Later(pattern)
    return lambda asked, sentence: bool(known.search(_RATE.sub("", sentence)))


def names_or(pattern: str) -> Tells:
    """The sentence has a new name, or what the pattern matches, which the question does not say already."""
    known = Later(pattern, exact=True)

    def told(asked: Asked, sentence: str) -> bool:
        new = (hit for hit in known.finditer(sentence) if not asked.known.issuperset(asked.stems(hit[0])))
        return bool(new_names(asked, sentence)) or any(new)

    return told


def names_or_does(pattern: str) -> Tells:
    """As `names_or`, or someone or something that the question does not name does in it what is asked about."""
    named = names_or(pattern)

    def told(asked: Asked, sentence: str) -> bool:
        by_somebody = names_agent(asked.known, asked.text, sentence, asked.stems)
        return named(asked, sentence) or _does_it(asked, sentence) or by_somebody

    return told


def _does_it(asked: Asked, sentence: str) -> bool:
    """Whether the sentence begins with what does it: "The porter opens the gate" of "who opens the gate"."""
    who, said = _WHO_DOES.search(asked.text), _SUBJECT.match(sentence)
    if not (who and said) or who["does"].lower() in ASKING:
        return False
    does, said_words = asked.stems(who["does"]), said[0].split()
    at = next((place for place, word in enumerate(said_words) if place and asked.stems(word) == does), None)
    subject = said_words[:at] if at else []
    return bool(subject) and subject[-1].lower() not in ASKING and asked.known.isdisjoint(asked.stems(subject[-1]))


def counts(asked: Asked, sentence: str) -> bool:
    """The sentence counts: not a period or money, where things are to be counted; a number that is new, where no noun is."""
    if asked.noun and not re.fullmatch(MEASURE, asked.noun):
        return any(not (after and re.fullmatch(MEASURE, after[0])) for after in _counted(sentence))
    low = f" {asked.text.lower()} "
    return any(f" {hit[0].lower()} " not in low for hit in _NUMBER.finditer(_NO_COUNT.sub("; ", sentence)))


def counted_words(sentence: str) -> list[str]:
    """The words that stand shortly after a number that counts something, lower case."""
    return [word for after in _counted(sentence) for word in after]


def new_names(asked: Asked, sentence: str) -> list[str]:
    """The names in the sentence that the question does not give."""
    low = asked.text.lower()
    return [
        hit[0]
        for hit in _NAME.finditer(sentence)
        if not _NO_NAME.match(hit[0])
        and hit[0].lower() not in low
        and (hit.start() > 0 or _opens_as_name(hit[0], sentence[hit.end() :], asked.plain))
    ]


def _opens_as_name(word: str, rest: str, plain: frozenset[str]) -> bool:
    """Whether the first word of a sentence is a name: it goes on as one, or it does something and is no known word."""
    if re.match(r"\s[A-Z]", rest) or re.search(r"\w[A-Z]", word):
        return True
    known = word.lower() in plain or word.lower() in ASKING or re.fullmatch(NUMBER, word, re.I)
    return not known and not word.endswith("s") and bool(_DOES.match(rest))


def _counted(sentence: str) -> list[list[str]]:
    """For each number that counts something, the words shortly after it."""
    hits = _COUNTING.finditer(_NO_COUNT.sub("; ", sentence))
    return [re.findall(r"[\w'’]+", hit["after"].lower()) for hit in hits]
