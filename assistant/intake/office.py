"""What the intake use cases work with, and what they come to. Every refusal is a value."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.contract import Question, Reply
from knowledge.access.people import Person
from knowledge.records.bodies import Invalid
from knowledge.records.proposing import Sorting
from knowledge.records.record import Record
from knowledge.records.transitions import Refused
from knowledge.records.vocabulary import RecordKind
from knowledge.store.records import Change, Committed, KeyReused, Moved

Audiences = frozenset[str]


@dataclass(frozen=True)
class Office:
    """The dependencies of the use cases: records, people, the answering seam, ids and the clock."""

    record: Callable[[str, Audiences | None], Record | None]
    records: Callable[[Iterable[str], Audiences | None], dict[str, Record]]
    person: Callable[[str], Person | None]
    everybody: Callable[[], Sequence[Person]]
    commit: Callable[[Change], Committed | Moved | KeyReused]
    next_id: Callable[[RecordKind], str]
    answer: Callable[[Question], Reply]
    sort: Callable[[str], Sorting]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Done:
    """The records that were written, the one acted on first; `again` where the same request had been sent before."""

    record_ids: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """Refused: there is no such record, or none (of the `kind` that is wanted) that this person may read."""

    record_id: str
    kind: RecordKind | None = None


Refusal = Missing | Refused | Invalid | Moved | KeyReused


def said(refusal: Refusal) -> str:
    """A refusal in one line: what, where, what to do."""
    match refusal:
        case Missing(record_id, None | RecordKind.INTAKE):
            return f"there is no record {record_id} that you may read; see: tickmark intake list"
        case Missing(record_id, kind):
            of = str(kind).replace("_", " ")
            return f"there is no record {record_id} of kind {of} that you may read; see: tickmark records list --kind {kind}"
        case Refused(why):
            return "; ".join(why)
        case Invalid(field, why):
            return f"{field}: {why}"
        case Moved(record_id, expected, found, by, at):
            when = at.isoformat(timespec="seconds")
            return (
                f"{record_id} was changed by {by} at {when} (it is at version {found}, not {expected}); look again, "
                "then repeat the command"
            )
        case KeyReused(key, record_id):
            return f"the key {key.rpartition(' ')[2]} stands for {record_id}, which was opened with other content; use another key"
    raise TypeError(refusal)
