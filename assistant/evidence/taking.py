"""Take over the rows of a register that an organization already has, one record a row, once."""

from collections.abc import Mapping
from typing import Any

from assistant.evidence.filing import add, allowed, checked, drafted, sent_digest, unfiled
from assistant.intake.office import Done, Office, Refusal
from knowledge.access.people import OPERATOR, Person
from knowledge.records.bodies import Body, Invalid, parse
from knowledge.records.decision import DecisionRecord
from knowledge.records.intake import Intake
from knowledge.records.record import facets
from knowledge.records.transitions import LEADS, Refused
from knowledge.records.vocabulary import Framework, Outcome, RecordKind, Status
from knowledge.store.records import Change, Committed, Key, Write

_LEADS = {Outcome.ISO_27001: Framework.ISO_27001, Outcome.SOC_2: Framework.SOC_2, Outcome.BOTH: Framework.ISO_27001}
_NO_INTAKE = "INT-1"  # stands where the id of the intake goes, until there is one


def take(
    office: Office, actor: Person, kind: RecordKind, fields: Mapping[str, Any], key: str, row: str = ""
) -> Done | Refusal:
    """Write the record of a row; a decision comes with the closed intake that it answers."""
    if kind != RecordKind.DECISION:
        return add(office, actor, kind, fields, key, row)
    refused = tried(office, actor, kind, fields)
    if refused:
        return refused
    new, answers = office.next_id(RecordKind.DECISION), office.next_id(RecordKind.INTAKE)
    body, intake = _decision(fields, answers), _intake(fields, new)
    if isinstance(body, Invalid) or isinstance(intake, Invalid):
        return body if isinstance(body, Invalid) else intake  # type: ignore[return-value]
    writes = (Write(new, 0, body, {"outcome": str(fields["outcome"])}), Write(answers, 0, intake, {"decision": new}))
    sent, also = Key(key, sent_digest(fields)), [Key(row, sent_digest(fields))] if row else []
    done = office.commit(Change("import", actor.email, office.now(), writes, key=sent, also=also))
    return Done(done.record_ids, done.again) if isinstance(done, Committed) else done


def tried(office: Office, actor: Person, kind: RecordKind, fields: Mapping[str, Any]) -> Refusal | None:
    """Why a row would be refused; None where it would be taken."""
    if kind != RecordKind.DECISION:
        body: Body | Invalid = drafted(office, actor, kind, fields)
        return body if isinstance(body, Invalid) else unfiled(actor, body) or checked(office, actor, body)
    decision, intake = _decision(fields, _NO_INTAKE), _intake(fields, "DEC-1")
    if isinstance(decision, Invalid):
        return decision
    return (
        intake if isinstance(intake, Invalid) else _untaken(office, actor, decision) or allowed(office, actor, decision)
    )


def _untaken(office: Office, actor: Person, body: Body) -> Refused | None:
    """What others decided only a lead or an admin brings in, and nothing that is decided on a day to come."""
    assert isinstance(body, DecisionRecord)
    if actor.email != OPERATOR and not actor.roles & LEADS:
        return Refused(("only a lead or an admin may import decisions",))
    if body.decided_on > office.now().date():
        return Refused((f"it can't be decided on a day to come ({body.decided_on.isoformat()})",))
    return None


def _decision(fields: Mapping[str, Any], intake: str) -> Body | Invalid:
    outcome = fields.get("outcome")
    lead = _LEADS.get(outcome, Framework.OTHER) if isinstance(outcome, Outcome) else Framework.OTHER
    given = {name: value for name, value in fields.items() if name != "asked"}
    return parse(RecordKind.DECISION, {"framework": lead, **given, "intake": intake})


def _intake(fields: Mapping[str, Any], decision: str) -> Body | Invalid:
    """What a decision in a log answers: closed, as it was decided elsewhere."""
    made = _decision(fields, _NO_INTAKE)
    if not isinstance(made, DecisionRecord):
        return made
    part = {"framework": made.framework, "owner": made.owner, "approver": made.approver}
    body = {
        "asked": fields.get("asked") or made.obligation or made.decision,
        "summary": facets(made).summary,
        "requester": made.owner,
        "asked_on": made.decided_on,
        "audience": made.audience,
        "status": Status.CLOSED,
        "assignments": (part,),
        "decision": decision,
        "resolution": "taken over from a decision log",
    }
    parsed = parse(RecordKind.INTAKE, body)
    assert isinstance(parsed, Intake | Invalid)
    return parsed
