"""How records are put into words: names, lists, dates, and what people wrote as quoted data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.records.parts import Affected, Cited, FactRead, Withdrawn
from knowledge.records.vocabulary import Framework, Outcome
from knowledge.sources.sentences import sentences

Line = tuple[str, str]
"""A heading and one sentence under it."""
Lines = Iterator[Line]

NAME_MAX = 80  # code points
_TITLES = {
    Framework.ISO_27001.value: "ISO/IEC 27001",
    Framework.SOC_2.value: "SOC 2",
    Framework.OTHER.value: "another framework",
    Outcome.BOTH.value: "both ISO/IEC 27001 and SOC 2",
    Outcome.NEITHER.value: "neither ISO/IEC 27001 nor SOC 2",
    "isms_artefact": "ISMS artefact",
    "iso_review_cycle": "ISO review cycle",
}
_CURLY = str.maketrans({"“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Told:
    """The record that is told of: its id, what it is called, and the day it was opened."""

    id: str
    name: str
    opened: date


def titled(value: str) -> str:
    """A value of a closed set as words."""
    return _TITLES.get(value, value.replace("_", " "))


def flat(text: str) -> str:
    """`text` on one line, without the marks that close a quotation, so that it can't pose as our own words."""
    return " ".join(text.translate(_CURLY).split())


def short(text: str) -> str:
    """The beginning of a text, cut after a whole word, to name something by."""
    line = flat(text)
    return line if len(line) <= NAME_MAX else line[:NAME_MAX].rpartition(" ")[0] or line[:NAME_MAX]


def quoted(heading: str, lead: str, text: str) -> Lines:
    """What somebody wrote, a sentence a line, each under `lead` and in quotation marks."""
    line = flat(text)
    return ((heading, f"{lead}: “{span.of(line)}”") for span in sentences(line))


def listed(items: Iterable[str]) -> str:
    """ "a, b and c"."""
    names = list(items)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def many(heading: str, lead: str, items: Sequence[str]) -> Lines:
    """One sentence that ends in these items, or nothing where there are none."""
    if items:
        yield heading, f"{lead} {listed(items)}."


def one(heading: str, lead: str, value: str | None) -> Lines:
    """One sentence that ends in `value`, or nothing where there is none."""
    if value:
        yield heading, f"{lead} {flat(value)}."


def on(day: date) -> str:
    """A day in figures, with its month in letters as people ask for it."""
    return f"{day.isoformat()} ({day.strftime('%B %Y')})"


def affected(me: Told, things: Sequence[Affected]) -> Lines:
    """What a record affects."""
    return many("Affected", f"{me.name} affects", [f"the {titled(a.kind)} {flat(a.name)}" for a in things])


def taken_back(me: Told, withdrawn: Withdrawn | None) -> Lines:
    """That a record was withdrawn, and why."""
    if withdrawn:
        yield "Withdrawal", f"{me.name} was withdrawn on {on(withdrawn.on)} by {withdrawn.by}."
        yield from quoted("Withdrawal", f"The reason given for withdrawing {me.name}", withdrawn.why)


def facts(me: Told, read: Sequence[FactRead]) -> Lines:
    """The facts that something rests on, each with the words that show it."""
    for fact in read:
        shown = f", from the words “{flat(fact.quote)}”" if fact.quote else ""
        yield "Facts", f"{me.name} rests on the fact {titled(flat(fact.name))}: {titled(flat(fact.value))}{shown}."


def citations(me: Told, cited: Sequence[Cited]) -> Lines:
    """The citations of a record, frozen as they were."""
    for one_ in cited:
        place = flat(
            f"{one_.title or one_.source_id}, {one_.section}" if one_.section else one_.title or one_.source_id
        )
        yield from quoted("Citations", f"{me.name} cites {place} (version {one_.version[:12]})", one_.quote)
