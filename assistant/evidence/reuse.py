"""The reuse check: may evidence that was collected for one requirement be used for another? Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.evidence.days import compare_days, days_of, said_days
from assistant.evidence.operation import operates, shown_artefact
from assistant.evidence.wordings import Check, Compared, compare
from knowledge.records.bodies import parse
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.record import facets
from knowledge.records.vocabulary import Framework, RecordKind, ReusePermission
from knowledge.rules.words import stem

ANSWER_DAYS = 30  # how long somebody has to give what is missing, where nobody says


class Result(StrEnum):
    """What the check comes to."""

    REUSE = "reuse"
    WITH_GAP = "reuse_with_gap"
    REJECT = "reject"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is needed; an aspect is empty where nobody said. `on` is the first and last day, both part of it.

    `document`: the requirement asks for a document, not for a process that operates.
    """

    requirement: str
    framework: Framework | None = None
    scope: str = ""
    actor: str = ""
    on: tuple[date, date] | None = None
    data_type: str = ""
    service: str = ""
    supplier: str = ""
    acceptance: str = ""
    document: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """One aspect: the value found in the evidence, the value needed, and what came of comparing them."""

    aspect: str
    check: Check
    found: str
    needed: str
    why: str
    partly: bool = False


@dataclass(frozen=True, slots=True)
class ReuseResult:
    """What the check comes to, aspect by aspect. `request` asks for what the evidence lacks; None if it lacks nothing.

    `unsaid` names the aspects of the need that nobody stated.
    """

    result: Result
    checks: tuple[Checked, ...]
    unsaid: tuple[str, ...]
    request: EvidenceRequest | None


_GENERIC = {
    "scope": "scope environment system boundary",
    "actor": "team department group person staff employee manager role",
    "data_type": "data information record",
    "service": "service product platform app application system solution",
    "supplier": "supplier vendor provider inc ltd llc gmbh ag corp corporation company plc sa",
    "acceptance": "",
}
_STEMS = {aspect: frozenset(map(stem, words.split())) for aspect, words in _GENERIC.items()}
ASPECTS = ("scope", "actor", "date", "data_type", "service", "supplier", "acceptance")


def check(evidence: Evidence, need: Need, today: date) -> ReuseResult:
    """Compare `evidence` with `need` as of `today`: reuse only where every check passes."""
    checks = (
        *(_aspect(evidence, need, aspect) for aspect in ASPECTS),
        _permission(evidence, need),
        _expiry(evidence, today),
        _operation(evidence, need),
    )
    unsaid = tuple(c.aspect for c in checks if c.aspect in ASPECTS and not c.needed)
    return ReuseResult(_result(checks), checks, unsaid, _request(evidence, need, checks, today))


def _result(checks: tuple[Checked, ...]) -> Result:
    failed = [one for one in checks if one.check == Check.FAIL]
    if any(not one.partly for one in failed):
        return Result.REJECT
    if any(one.check == Check.UNKNOWN for one in checks):
        return Result.CANNOT_TELL
    return Result.WITH_GAP if failed else Result.REUSE


def _aspect(evidence: Evidence, need: Need, aspect: str) -> Checked:
    if aspect == "date":
        return _checked(aspect, compare_days(evidence, need.on), days_of(evidence), said_days(need.on))
    found, needed = getattr(evidence.covers, aspect), getattr(need, aspect)
    return _checked(aspect, compare(found, needed, _STEMS[aspect]), found, needed)


def _checked(aspect: str, compared: Compared, found: str, needed: str) -> Checked:
    return Checked(aspect, compared.check, found, needed, compared.why, compared.partly)


def _permission(evidence: Evidence, need: Need) -> Checked:
    same = evidence.requirement.casefold() == need.requirement.strip().casefold()
    same = same and need.framework in (None, evidence.framework)
    if evidence.reuse == ReusePermission.NO and not same:
        compared = Compared(Check.FAIL, f"it may be used for {evidence.requirement} only")
    else:
        why = {
            ReusePermission.NO: "it was collected for this requirement",
            ReusePermission.YES: "it may be reused",
            ReusePermission.AFTER_CHECK: "it may be reused after this check",
        }
        compared = Compared(Check.PASS, why[evidence.reuse])
    return _checked("permission", compared, evidence.reuse.value, f"use for {need.requirement}")


def _expiry(evidence: Evidence, today: date) -> Checked:
    until = evidence.expires_on
    if evidence.withdrawn:
        compared = Compared(Check.FAIL, f"it was withdrawn on {evidence.withdrawn.on.isoformat()}")
    elif until and until < today:
        compared = Compared(Check.FAIL, "it has expired")
    elif evidence.effective_on > today:
        compared = Compared(Check.FAIL, "it is of a day that is still to come")
    else:
        compared = Compared(Check.PASS, "it has not expired" if until else "no expiry is set")
    return _checked("expiry", compared, until.isoformat() if until else "", f"holds on {today.isoformat()}")


def _operation(evidence: Evidence, need: Need) -> Checked:
    needed = "a document" if need.document else "that the process operates"
    found = f"{evidence.type.value.replace('_', ' ')}, {shown_artefact(evidence.artefact) or 'no artefact'}"
    return _checked("operation", operates(evidence, need.document), found, needed)


def _request(evidence: Evidence, need: Need, checks: tuple[Checked, ...], today: date) -> EvidenceRequest | None:
    lacking = [one for one in checks if one.check != Check.PASS and one.needed and one.aspect != "permission"]
    if not lacking and not any(one.check == Check.FAIL for one in checks):
        return None
    lines = [
        f"{one.aspect.replace('_', ' ')}: needed {one.needed}; found {one.found or 'nothing'} ({one.why})"
        for one in lacking
    ]
    asked = f"Evidence for {need.requirement}, beside “{facets(evidence).summary}”."
    made = parse(
        RecordKind.REQUEST,
        {
            "to": evidence.owner,
            "audience": evidence.audience,
            "requirement": need.requirement,
            "framework": need.framework or evidence.framework,
            "asked": "\n".join((asked, *lines)),
            "due": today + timedelta(days=ANSWER_DAYS),
            "document": need.document,
        },
    )
    return made if isinstance(made, EvidenceRequest) else None
