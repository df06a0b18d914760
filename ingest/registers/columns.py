"""Which column of a register holds which field: guessed by the column's name, or said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.records.vocabulary import RecordKind

IGNORE = "-"
REF = "ref"
"""The row's own id in the register: a row with the same one is the same record."""

_OF_ALL = {
    REF: "ref, id, no, nr, number, reference, key, row id, item",
    "owner": "owner, owner email, responsible, accountable, assignee, assigned to, control owner, evidence owner, task owner",
    "audience": "audience, group, visibility, confidentiality group",
    "framework": "framework, standard, scheme",
}
_SATISFIED = (
    "requirement, source requirement, source, criterion, criteria, control, control id, clause, control reference, "
    "requirement id"
)
_NAMES: Mapping[RecordKind, Mapping[str, str]] = {
    RecordKind.EVIDENCE: {
        "type": "type, evidence type, kind",
        "claim": "claim, evidence, statement, what it shows, evidence claim, description, title",
        "requirement": _SATISFIED,
        "artefact": "artefact, artifact, link, url, file, location, evidence link, document, where, artefact link",
        "artefact.sha256": "sha256, hash, checksum, digest",
        "effective_on": "effective date, effective on, effective, date, evidence date, performed on, date of evidence",
        "added_on": "added on, added date, date added, added, uploaded, upload date, collected on, collected",
        "period_from": "period from, period start, from, start date, start, period begin",
        "period_to": "period to, period end, to, end date, end",
        "period": "period, period covered, audit period",
        "expires_on": "expires on, expiry, expiry date, expires, valid until, expiration, expiration date",
        "review_trigger": "review trigger, trigger, reviewed when",
        "reuse": "reuse, reuse permission, reusable, may be reused",
        "covers.scope": "scope, covers scope",
        "covers.actor": "actor, performed by, performer",
        "covers.data_type": "data type, data, kind of data, data types",
        "covers.service": "service, product, services",
        "covers.supplier": "supplier, vendor, subservice organization, third party",
        "covers.acceptance": "acceptance, acceptance criteria",
    },
    RecordKind.TASK: {
        "title": "title, task, action, name, what, description, activity",
        "satisfies": f"satisfies, label, {_SATISFIED}, guidance",
        "due": "due, due date, deadline, due on, target date, by when",
        "date_kind": "date kind, kind of date, deadline type, date type, deadline kind, due kind",
        "consequence": "consequence, impact, consequence class",
        "state": "state, status, done",
        "notes": "notes, note, comment, comments, remarks",
    },
    RecordKind.FINDING: {
        "what": "what, finding, description, issue, title, condition, observation, nonconformity",
        "source": "source, found in, audit, origin, found by",
        "found_on": "found on, found, date, date found, raised on, raised, opened, date raised",
        "due": "due, due date, deadline, target date",
        "state": "state, status",
        "closed_on": "closed on, closed, date closed",
        "corrective_action": "corrective action, action id, task id",
        "acceptance": "acceptance, risk acceptance, exception id",
    },
    RecordKind.DECISION: {
        "outcome": "outcome, result, route, decided outcome",
        "decision": "decision, what was decided, decision text, summary, title, description",
        "scope": "scope, covers",
        "assumptions": "assumptions, assumption",
        "obligation": "obligation, risk, risk or obligation, why, reason, rationale, driver",
        "asked": "asked, question, request, requested",
        "approver": "approver, approved by",
        "decided_on": "decided on, date, decision date, decided, date decided",
        "review_on": "review on, review date, next review, review by, next review date",
        "review_trigger": "review trigger, trigger, reviewed when, change trigger",
        "next_action": "next action, next step, next steps, action",
    },
}
KINDS = tuple(_NAMES)


@dataclass(frozen=True, slots=True)
class Unmappable:
    """Refused: why the columns can't be mapped, in words."""

    why: str


def fields_of(kind: RecordKind) -> dict[str, tuple[str, ...]]:
    """The fields that a register of this kind may hold, each with the column names that it is guessed by."""
    return {field: tuple(names.split(", ")) for field, names in (_OF_ALL | dict(_NAMES[kind])).items()}


def mapped(kind: RecordKind, headers: Sequence[str], said: Mapping[str, str]) -> dict[int, str] | Unmappable:
    """The field of each column, by its place. `said` names fields by column name and goes before the guess."""
    known, places = fields_of(kind), {_plain(name): at for at, name in reversed(list(enumerate(headers)))}
    strange = next((one for one in said if _plain(one) not in places), None)
    if strange is not None:
        return Unmappable(f"there is no column {strange}; the columns are {', '.join(filter(None, headers))}")
    wrong = next((one for one in said.values() if one not in known and one != IGNORE), None)
    if wrong is not None:
        return Unmappable(
            f"there is no field {wrong} to map to; the fields are {', '.join(known)}, or {IGNORE} for none"
        )
    found = {places[_plain(name)]: field for name, field in said.items()}
    for at, field in _guesses(headers, known):
        if at not in found and field not in found.values():
            found[at] = field
    return {at: field for at, field in sorted(found.items()) if field != IGNORE}


def _guesses(headers: Sequence[str], known: Mapping[str, Sequence[str]]) -> list[tuple[int, str]]:
    """Columns and fields, what is named most like its field first."""
    ranked = [
        (names.index(_plain(name)), at, field)
        for at, name in enumerate(headers)
        for field, names in known.items()
        if _plain(name) in names
    ]
    return [(at, field) for _, at, field in sorted(ranked)]


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()
