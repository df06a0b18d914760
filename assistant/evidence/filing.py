"""Put evidence, evidence requests, tasks, exceptions and findings on record."""

from collections.abc import Mapping
from typing import Any

from assistant.evidence.checks import CHECKS, open_intake
from assistant.intake.forums import reached, seats
from assistant.intake.office import Done, Missing, Office, Refusal
from knowledge.access.people import OPERATOR, Person
from knowledge.records.bodies import Body, Invalid, changed, digest, kind_of, parse
from knowledge.records.intake import Intake
from knowledge.records.roles import Role
from knowledge.records.transitions import Refused, acting
from knowledge.records.vocabulary import ExceptionKind, RecordKind
from knowledge.records.work import ExceptionRecord
from knowledge.store.records import Change, Committed, Key, Notice, Write

_ONTO = {RecordKind.EVIDENCE: "evidence", RecordKind.EXCEPTION: "exceptions", RecordKind.FINDING: "findings"}
_DATED = {RecordKind.EVIDENCE: "added_on", RecordKind.FINDING: "found_on"}
_OWN = frozenset({RecordKind.EVIDENCE, RecordKind.TASK})
STAFF = frozenset({Role.OWNER, Role.REVIEWER, Role.APPROVER, Role.LEAD, Role.ADMIN})
_PEOPLE = ("owner", "approver", "to")


def add(
    office: Office, actor: Person, kind: RecordKind, fields: Mapping[str, Any], key: str = "", row: str = ""
) -> Done | Refusal:
    """Write a new record of `kind`. It is put onto the intake that it names.

    `key` makes it happen once; `row`, the key of the row that it came from, is kept beside it.
    """
    body = drafted(office, actor, kind, fields)
    if isinstance(body, Invalid):
        return body
    refused = unfiled(actor, body) or checked(office, actor, body)
    if refused:
        return refused
    write = Write(office.next_id(kind), 0, body)
    intakes = _onto_intakes(office, actor, write)
    if isinstance(intakes, Invalid):
        return intakes
    sent = Key(key, sent_digest(fields)) if key else None
    also = [Key(row, sent_digest(fields))] if row else []
    named = reached(office, _named(body), body.audience)
    notices = [Notice(who, write.record_id, "add") for who in named if who != actor.email]
    done = office.commit(Change("add", actor.email, office.now(), (write, *intakes), notices, sent, also))
    return Done(done.record_ids, done.again) if isinstance(done, Committed) else done


def unfiled(actor: Person, body: Body) -> Refused | None:
    """Refuses people who only ask: evidence and tasks of their own they may file, nothing else."""
    kind = kind_of(body)
    own = kind in _OWN and getattr(body, "owner", None) == actor.email
    if own or actor.email == OPERATOR or actor.roles & STAFF:
        return None
    who = " or ".join(role.value for role in Role if role in STAFF)
    return Refused((f"only an {who} may file a record of kind {kind.value} for others",))


def sent_digest(fields: Mapping[str, Any]) -> str:
    """The sha256 of the fields as they were sent, days of today left out."""
    return digest("\0".join(f"{name}={fields[name]!r}" for name in sorted(fields)))


def drafted(office: Office, actor: Person, kind: RecordKind, fields: Mapping[str, Any]) -> Body | Invalid:
    """The body that would be written: today where it was added or found, the audience of the intake it is part of."""
    today: dict[str, Any] = {_DATED[kind]: office.now().date()} if kind in _DATED else {}
    if kind == RecordKind.EXCEPTION and fields.get("kind") == ExceptionKind.RISK_ACCEPTANCE:
        signs = actor.email == fields.get("approver") != fields.get("owner")
        signed: Mapping[str, Any] = {"accepted_by": actor.email, "accepted_on": office.now().date()}
        today = {**signed} if signs else {}
    intake = fields.get("intake") or next(iter(fields.get("intakes") or ()), None)
    held = office.record(str(intake), actor.audiences) if intake else None
    audience = {"audience": held.body.audience} if held else {}
    return parse(kind, {**today, **audience, **fields})


def checked(office: Office, actor: Person, body: Body) -> Refusal | None:
    """Refuses a body that names people or records that are not there, or whose days contradict each other."""
    refused = allowed(office, actor, body)
    if refused:
        return refused
    found = office.records(_linked(body), actor.audiences)
    absent = [one for one in _linked(body) if one not in found]
    if absent:
        return Missing(absent[0])
    stranger = [
        one for one, record in found.items() if isinstance(record.body, Intake) and not _works(actor, record.body)
    ]
    if stranger:
        return Refused((f"only who asked, works on it or leads may put something onto {stranger[0]}",))
    faults = tuple(fault for check in CHECKS.get(kind_of(body), ()) for fault in check(office, body, found))
    return Refused(faults) if faults else None


def mendable(office: Office, actor: Person, body: Body) -> Refusal | None:
    """As `checked`, of a record that is there already: what it is part of may be closed by now."""
    refused = allowed(office, actor, body)
    if refused:
        return refused
    found = office.records(_linked(body), None)
    checks = [one for one in CHECKS.get(kind_of(body), ()) if one is not open_intake]
    faults = tuple(fault for check in checks for fault in check(office, body, found))
    return Refused(faults) if faults else None


def allowed(office: Office, actor: Person, body: Body) -> Refused | None:
    """Refuses an audience that the actor is not in, and people who are unknown or may not read the record."""
    if actor.email != OPERATOR and not actor.may_read(body.audience):
        return Refused((f"{actor.email} is not in the group {body.audience}; name an audience that they are in",))
    strangers = [why for who in _named(body) if (why := _stranger(office, who, body))]
    return Refused(tuple(strangers)) if strangers else None


def _works(actor: Person, intake: Intake) -> bool:
    return actor.email == OPERATOR or bool(acting(actor.email, actor.roles, intake))


def _named(body: Body) -> list[str]:
    return list(dict.fromkeys(who for name in _PEOPLE if (who := getattr(body, name, None))))


def _stranger(office: Office, email: str, body: Body) -> str | None:
    who, audience = office.person(email), body.audience
    if who is None:
        return f"{email} is unknown; add them with: tickmark people import FILE"
    if who.is_forum:
        accepts = isinstance(body, ExceptionRecord) and email == body.approver != body.owner
        fits = accepts and seats(office, who, audience)
        return (
            None if fits else f"{email} is a forum, which may only be the approver of a risk that its people may read"
        )
    return None if who.may_read(audience) else f"{email} may not read it: they are not in the group {audience}"


def _linked(body: Body) -> list[str]:
    single = [getattr(body, name, None) for name in ("intake", "finding", "corrective_action", "acceptance", "answer")]
    return [one for one in (*single, *getattr(body, "intakes", ())) if one]


def _onto_intakes(office: Office, actor: Person, write: Write) -> list[Write] | Invalid:
    """The intakes that the record is part of, each with it on its list."""
    kind = kind_of(write.body)
    if kind not in _ONTO:
        return []
    ids = [one for one in (getattr(write.body, "intake", None), *getattr(write.body, "intakes", ())) if one]
    writes = []
    for one, record in office.records(dict.fromkeys(ids), actor.audiences).items():
        body = changed(record.body, **{_ONTO[kind]: (*getattr(record.body, _ONTO[kind]), write.record_id)})
        if isinstance(body, Invalid):
            return body
        writes.append(Write(one, record.version, body, {kind.value: write.record_id}))
    return writes
