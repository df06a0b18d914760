"""Whether a statement is about another thing than a question names, or tells of the opposite of what it asks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.gate.tokens import Tokens
from assistant.question.found import Unit
from assistant.question.holding import asks_what_is_held
from assistant.question.names import without_frameworks
from assistant.question.naming import LINKS, stretches
from assistant.question.relevance import Relevant
from assistant.question.slot import Sought, key_of
from assistant.question.values import parsed
from assistant.question.wanted import wanted
from knowledge.sources.identifiers import without_identifiers
from knowledge.sources.types import Role

Keys = frozenset[str]

# Each line names two events, of which telling one does not tell the other.
_OPPOSITES = """
open reopen | close shut closure until till
start begin began begun commence commencement | until till end finish expire expiry expiration terminate termination lapse conclude
arrive arrival | leave left depart departure
join | leave left quit resign
enter entry | exit leave left
hire | dismiss dismissal
buy bought purchase | sell sold sale
lend lent | borrow return
send sent | receive receipt
lock | unlock
earliest | latest
minimum | maximum
"""
_RANGE = re.compile(r"\bfrom\b.*\b(?:to|until|till)\b|\bbetween\b.*\band\b|\d\s?[-–—]\s?\d", re.I)
_UNTIL = re.compile(r"\b(?:until|till)\b")  # no stem is kept of them
_BEING = re.compile(r"\b(?:is|are|was|were)\b.*\b(?:open|closed|shut)\b|\b(?:until|till) when\b", re.I)


@dataclass(frozen=True)
class About:
    """A question, read for what it is about; `stems` of a text."""

    text: str
    stems: Callable[[str], Sequence[str]]

    def heard_in(self, ranked: Sequence[Relevant]) -> list[Relevant]:
        """`ranked` without those that miss it, and without those that hold less of its words than the best of these does."""
        missed = [self.is_missed_by(one.unit) for one in ranked]
        least = max((one.words for one, misses in zip(ranked, missed, strict=True) if misses), default=0.0)
        return [one for one, misses in zip(ranked, missed, strict=True) if not misses and one.words >= least]

    def is_missed_by(self, unit: Unit) -> bool:
        """Whether `unit` can't answer: a name of the question stands nowhere around it, or it tells the opposite event."""
        return self._is_of_another(unit) or self._tells_opposite(_told(unit))

    @cached_property
    def _names(self) -> tuple[Keys, ...]:
        """The proper names, by the keys of their words; an acronym is an everyday word."""
        tokens = Sought(without_frameworks(without_identifiers(self.text))).tokens
        runs = [one.of(tokens) for one in stretches(tokens)]
        if asks_what_is_held(self.text):  # "is Norvia ISO 27001 certified?" names a company and, beside it, a standard
            runs = [tuple(token for token in run if token.surface.istitle()) for run in runs]
        return tuple(_keys(run) for run in runs if not all(token.surface.isupper() for token in run))

    def _is_of_another(self, unit: Unit) -> bool:
        """Whether a name is absent, or stands in part as one of another thing: "Mill Lane" of "Oak Lane"."""
        if not self._names:
            return False
        passage, title = unit.found.passage, unit.found.source.title
        near = frozenset(
            key_of(t) for t in parsed(f"{title}. {unit.found.source.publisher}. {unit.heading}. {unit.found.text}")
        )
        said, beside = _names_in(unit.text), _names_in(title, *passage.section, passage.context)
        for name in self._names:
            here = [keys for keys in said if keys & name] or [keys for keys in beside if keys & name]
            if not name & near or (here and not any(keys <= name or name <= keys for keys in here)):
                return True
        return False

    @cached_property
    def _opposites(self) -> tuple[tuple[Keys, Keys], ...]:
        """For each event that is asked for and not its opposite: its words and those of the opposite."""
        want = wanted(self.text)
        if want is None or want.name == "a duration" or _BEING.search(self.text):
            return ()
        lines = (line.split("|") for line in _OPPOSITES.strip().splitlines())
        pairs = [(self._words(one), self._words(other)) for one, other in lines]
        asked = self._words(self.text)
        both_ways = (*pairs, *((other, one) for one, other in pairs))
        return tuple((one, other) for one, other in both_ways if one & asked and not other & asked)

    def _tells_opposite(self, told: str) -> bool:
        """Whether of an event that is asked for only the opposite is told ("opens" where it is asked when it closes)."""
        if not self._opposites or _RANGE.search(told):
            return False
        said = self._words(told)
        return any(other & said and not one & said for one, other in self._opposites)

    def _words(self, text: str) -> Keys:
        return frozenset((*self.stems(text), *_UNTIL.findall(text.lower())))


def _names_in(*texts: str) -> list[Keys]:
    return [_keys(one.of(tokens)) for text in texts for tokens in [parsed(text)] for one in stretches(tokens)]


def _keys(tokens: Tokens) -> Keys:
    return frozenset(key_of(token) for token in tokens) - LINKS


def _told(unit: Unit) -> str:
    """The words of a unit; of a table's cell those of its row's and its column's name too."""
    cell = unit.found.passage.role is Role.ROW
    return " ".join((*unit.place[-2:], unit.text)) if cell else unit.text
