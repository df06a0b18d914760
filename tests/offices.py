"""The office of the intake use cases on a store, without an assistant: what tests, machines and crash writers act through."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from assistant.contract import Reply, Status
from assistant.intake.office import Done, Office, Refusal, said
from knowledge.access.people import Person
from knowledge.records.bodies import digest, written
from knowledge.records.proposing import Sorting
from knowledge.records.roles import Role
from knowledge.records.vocabulary import Changes, IntakeClass, Route
from knowledge.store.people import everybody, person
from knowledge.store.record_reading import record, records_of
from knowledge.store.records import Change, Committed, KeyReused, Moved, commit, next_id

SECRET = b"a key that is only for the tests"
SORTED = Sorting(IntakeClass.SCOPE, Route.CUSTOMER_REQUEST, (Changes.SCOPE,))
Written = tuple[str, int, str]
"""A record's id, its version and the digest of its text."""


def who(name: str, *roles: Role, groups: tuple[str, ...] = ("legal",)) -> Person:
    return Person(f"{name}@example.com", name.title(), frozenset(groups), frozenset(roles))


ANA, LEA = who("ana", Role.REQUESTER), who("lea", Role.LEAD)
OLU, REX, APO = who("olu", Role.OWNER), who("rex", Role.REVIEWER), who("apo", Role.APPROVER)
OUT = who("out", *(set(Role) - {Role.ADMIN}), groups=())
PEOPLE = (ANA, LEA, OLU, REX, APO, OUT)


def office_on(
    engine: Callable[[], Engine],
    now: Callable[[], datetime],
    wrote: Callable[[Change, list[Written]], None] = lambda *_: None,
    sort: Callable[[str], Sorting] = lambda _: SORTED,
) -> Office:
    """`engine()` is asked for each call, so that it can be opened anew; `wrote` hears what each commit acknowledged."""

    def committed(change: Change) -> Committed | Moved | KeyReused:
        outcome = commit(engine(), SECRET, change)
        if isinstance(outcome, Committed) and not outcome.again:
            wrote(change, [(w.record_id, w.expected + 1, digest(written(w.body))) for w in change.writes])
        return outcome

    return Office(
        record=lambda one, audiences: record(engine(), one, audiences),
        records=lambda ids, audiences: records_of(engine(), ids, audiences),
        person=lambda email: person(engine(), email),
        everybody=lambda: everybody(engine()),
        commit=committed,
        next_id=lambda kind: next_id(engine(), kind),
        answer=lambda question: Reply(id=question.id, status=Status.ABSTAINED, headline="nothing to say"),
        sort=sort,
        now=now,
    )


def done(result: Done | Refusal) -> str:
    """The id of the record that was acted on."""
    assert isinstance(result, Done), said(result)
    return result.record_ids[0]


def no(result: Done | Refusal, *words: str) -> None:
    """Holds where the act was refused, in one line that has these words."""
    assert not isinstance(result, Done), result
    line = said(result)
    assert "\n" not in line and all(word in line for word in words), line
