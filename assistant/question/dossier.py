"""A record with what it says by section, and whether it is what a question is about."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.gate.lexicon.spelling import american
from assistant.gate.lexicon.synonyms import meaning
from assistant.question.found import Found, Unit, quotable
from assistant.question.language import content_words
from assistant.question.record_ask import RecordAsk
from knowledge.records.phrasing import titled
from knowledge.records.vocabulary import AffectedKind

Stems = Callable[[str], Sequence[str]]
_ABOUT = (
    *("Request", "Affected", "Decision", "Scope", "Obligation", "Claim", "Coverage", "Evidence request", "Task"),
    *("Exception", "Finding", "Result", "Owner", "Approver", "Requester", "Intakes", "Part of", "Record"),
)
_ASKED = ("Record", "Request", "Affected")
_FIRST = 3  # sentences of what a requester wrote that say what a request is about
_INTAKE = re.compile(r"\bINT-\d+\b")
_WRITER = re.compile(r"(?<=\d) by \S+@\S+\.$")
_WORD = re.compile(r"[^\W_]+")
_SORTS = "|".join(titled(kind) for kind in sorted(AffectedKind, key=len, reverse=True))
_SORT = re.compile(rf"\b(?:{_SORTS})\b", re.I)
_THING = re.compile(rf"\bthe ((?:{_SORTS}) .+?)(?=, the (?:{_SORTS}) | and the (?:{_SORTS}) |\.$)")
SLACK = 3  # words of which one may be missing where a name is there


@dataclass(frozen=True, slots=True)
class Dossier:
    """A record's sentences by heading, in order; `about` is what it is about, `beside` the same of requests it belongs to."""

    record_id: str
    title: str
    sections: Mapping[str, Sequence[Unit]]
    about: str
    beside: str = ""

    def lines(self, headings: Iterable[str]) -> Iterator[Unit]:
        """The sentences under these headings, heading by heading."""
        return (unit for heading in headings for unit in self.sections.get(heading, ()))


def dossiers(told: Mapping[str, Sequence[Found]]) -> list[Dossier]:
    """The records that were found, each with what the requests it names are about, as far as these were found."""
    read = {record_id: _read(record_id, found) for record_id, found in told.items()}
    asked = {one.record_id: _text(one, _ASKED) for one in read.values() if one.record_id.startswith("INT-")}
    return [_placed(one, asked) for one in read.values()]


def is_about(one: Dossier, ask: RecordAsk, stems: Stems) -> bool:
    """Whether a record is what the question is about: every name stands in it, and its words as far as they must."""
    if ask.ids and not any(has_name(f"{one.record_id} {one.about}", record_id) for record_id in ask.ids):
        return False
    whole = f"{one.about} {one.beside}"
    if not all(has_name(whole, name) for name in ask.names):
        return False
    return _lacking(ask.words, _practised(one, ask) if ask.practised else whole, stems) <= _slack(ask)


def nearness(one: Dossier, ask: RecordAsk, stems: Stems) -> int:
    """How near a record is to the thing asked about: 0 it is that very thing or affects it, 1 it is called or affects
    something by that name, 2 it speaks of it, 3 only what stands beside it does."""
    things = [one.title.partition("(")[2].removesuffix(")"), *_things(one)]
    asked = _plain(" ".join((*ask.names, *ask.words)), stems)
    if any(_plain(thing, stems) == asked for thing in things):
        return 0
    near = any(_holds(thing, ask, stems) for thing in things)
    return 1 if near else 2 if _holds(one.about, ask, stems) else 3


def _plain(text: str, stems: Stems) -> frozenset[str]:
    """What a thing is called, without the words that say of what sort it is."""
    return frozenset(stems(" ".join(content_words(_SORT.sub(" ", text)))))


def _things(one: Dossier) -> list[str]:
    return [name for unit in one.lines(("Affected",)) for name in _THING.findall(unit.text)]


def _holds(text: str, ask: RecordAsk, stems: Stems) -> bool:
    return all(has_name(text, name) for name in ask.names) and _lacking(ask.words, text, stems) <= _slack(ask)


def is_exact(one: Dossier, ask: RecordAsk) -> bool:
    """Whether each name stands in it by itself and not as the beginning of a longer one ("Acme", not "Acme Labs")."""
    whole = f"{one.about} {one.beside}"
    return all(re.search(rf"{_bounded(name)}(?!\s+[A-Z][a-z])", whole) for name in ask.names)


def _read(record_id: str, found: Sequence[Found]) -> Dossier:
    sections: dict[str, list[Unit]] = {}
    for passage in found:
        sections.setdefault(passage.passage.section[-1], []).extend(quotable(passage))
    one = Dossier(record_id, found[0].source.title, sections, "")
    return Dossier(record_id, one.title, sections, f"{one.title} {_text(one, _ABOUT)}")


def _placed(one: Dossier, asked: Mapping[str, str]) -> Dossier:
    of = [name for name in dict.fromkeys(_INTAKE.findall(one.about)) if name != one.record_id]
    return Dossier(one.record_id, one.title, one.sections, one.about, " ".join(asked.get(name, "") for name in of))


def _text(one: Dossier, headings: Iterable[str]) -> str:
    """What stands under these headings; who wrote a record down is not what it is about."""
    units = (unit for heading in headings for unit in list(one.lines((heading,)))[: _most(heading)])
    return " ".join(_WRITER.sub(".", unit.text) for unit in units)


def _most(heading: str) -> int | None:
    return _FIRST if heading == "Request" else None


def _practised(one: Dossier, ask: RecordAsk) -> str:
    """What a record itself states, without who found it or what it is used for."""
    quoted = (unit.text for unit in one.lines(ask.headings) if "“" in unit.text)
    stated = (*quoted, *(unit.text for unit in one.lines(("Coverage",))))
    return " ".join((one.title, *stated))


def _slack(ask: RecordAsk) -> int:
    return 1 if ask.names and len(ask.words) >= SLACK else 0


def _lacking(words: Sequence[str], text: str, stems: Stems) -> int:
    """How many of `words` a text has neither in some form nor by a word of the same meaning."""
    said = set(stems(text))
    meant = {meaning(american(word)) for word in _WORD.findall(text.lower())}
    return sum(not (said & set(stems(word)) or meaning(american(word)) in meant) for word in words)


def has_name(text: str, name: str) -> bool:
    """Whether `name` stands in `text` as a whole, in any case."""
    return bool(re.search(_bounded(name), text, re.I))


def _bounded(name: str) -> str:
    return rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)"
