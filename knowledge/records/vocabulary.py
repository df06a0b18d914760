"""The closed sets that records are described with."""

from enum import StrEnum


class RecordKind(StrEnum):
    """What a record is of; `prefix` begins its ids."""

    INTAKE = "intake"
    DECISION = "decision"
    EVIDENCE = "evidence"
    REQUEST = "evidence_request"
    TASK = "task"
    EXCEPTION = "exception"
    FINDING = "finding"
    REVIEW = "review"

    @property
    def prefix(self) -> str:
        """The letters of an id of this kind: INT-12."""
        return _PREFIXES[self]


_PREFIXES = {
    RecordKind.INTAKE: "INT",
    RecordKind.DECISION: "DEC",
    RecordKind.EVIDENCE: "EV",
    RecordKind.REQUEST: "REQ",
    RecordKind.TASK: "TASK",
    RecordKind.EXCEPTION: "EXC",
    RecordKind.FINDING: "FND",
    RecordKind.REVIEW: "REV",
}


class Status(StrEnum):
    """Where an intake stands."""

    INTAKE = "intake"
    CLASSIFIED = "classified"
    OWNED = "owned"
    EVIDENCE_REQUESTED = "evidence_requested"
    DECIDED = "decided"
    IN_REVIEW = "in_review"
    ESCALATED = "escalated"
    CLOSED = "closed"


class Route(StrEnum):
    """The six intake routes."""

    STANDARDS_IMPLEMENTATION = "standards_implementation"
    REGULATORY_RESPONSE = "regulatory_response"
    ASSURANCE_REPORT = "assurance_report"
    FRAMEWORK_MAPPING = "framework_mapping"
    CUSTOMER_REQUEST = "customer_request"
    OPERATIONAL_REMEDIATION = "operational_remediation"


class IntakeClass(StrEnum):
    """What a request is about."""

    SCOPE = "scope"
    RISK = "risk"
    TREATMENT = "treatment"
    EVIDENCE = "evidence"
    CONTRACT = "contract"
    INCIDENT = "incident"
    PRIVACY = "privacy"
    CONTINUITY = "continuity"
    SECURITY_GOVERNANCE = "security_governance"


class Changes(StrEnum):
    """What a request changes; any of these makes it an accountable decision, which needs an approver."""

    SCOPE = "scope"
    RISK = "risk"
    CONTROL_SELECTION = "control_selection"
    EVIDENCE = "evidence"
    CERTIFICATION_READINESS = "certification_readiness"
    CUSTOMER_COMMITMENTS = "customer_commitments"
    REGULATORY_MAPPING = "regulatory_mapping"


class AffectedKind(StrEnum):
    """What kind of thing a request affects."""

    SYSTEM = "system"
    SERVICE = "service"
    SUPPLIER = "supplier"
    CONTROL = "control"
    INCIDENT = "incident"
    CRITICAL_SYSTEM = "security_critical_system"
    PROCESS = "process"


class Framework(StrEnum):
    """The frameworks that work is assigned for; an owner of one is never taken over for another."""

    ISO_27001 = "iso_27001"
    SOC_2 = "soc_2"
    OTHER = "other"


class EvidenceType(StrEnum):
    """What a piece of evidence is. An ISMS artefact shows that a rule exists, not that a process operates."""

    TICKET = "ticket"
    LOG = "log"
    REVIEW = "review"
    TEST = "test"
    CONTRACT_CLAUSE = "contract_clause"
    REGISTER_ENTRY = "register_entry"
    CONTROL_SAMPLE = "control_sample"
    ISMS_ARTEFACT = "isms_artefact"


class ReusePermission(StrEnum):
    """Whether evidence may be used for another requirement than the one it was collected for."""

    YES = "yes"
    AFTER_CHECK = "after_check"
    NO = "no"


class RequestState(StrEnum):
    """Where an evidence request stands."""

    OPEN = "open"
    PROVIDED = "provided"
    WITHDRAWN = "withdrawn"


class WorkState(StrEnum):
    """Where a task or a finding stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class DateKind(StrEnum):
    """What a date is of; dates of different kinds are never compared or merged."""

    ISO_REVIEW_CYCLE = "iso_review_cycle"
    ASSURANCE_PERIOD = "assurance_period"
    CONTRACT = "contract"
    STATUTORY = "statutory"
    INTERNAL = "internal"


class Consequence(StrEnum):
    """What suffers where a task is not done."""

    AUDIT_READINESS = "audit_readiness"
    LEGAL_COMPLIANCE = "legal_compliance"
    VOLUNTARY_MATURITY = "voluntary_maturity"


class ExceptionKind(StrEnum):
    """How a deviation is dealt with."""

    RISK_ACCEPTANCE = "risk_acceptance"
    CORRECTIVE_ACTION = "corrective_action"
    MANAGEMENT_REVIEW = "management_review"


class ReviewResult(StrEnum):
    """What a review came to."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What can be decided; undetermined is no decision."""

    ISO_27001 = "iso_27001"
    SOC_2 = "soc_2"
    BOTH = "both"
    NEITHER = "neither"
