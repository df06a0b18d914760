"""The words of a cell as the value of a field: dates, the closed sets, links and files. Formulas stay text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from knowledge.records import vocabulary as v
from knowledge.records.vocabulary import RecordKind

Value = Any


@dataclass(frozen=True, slots=True)
class Unfit:
    """Refused: a cell does not hold what its field may; `why` says so in words."""

    why: str


_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y", "%b %d, %Y", "%Y%m%d")
_TIME = re.compile(r"[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_PERIOD = re.compile(r"\s*(.+?)\s*(?:\.\.|\bto\b|\buntil\b|–|—|\s-\s|/(?=\d{4}-))\s*(.+?)\s*")
_ALSO: dict[type[StrEnum], dict[str, str]] = {
    v.Framework: {
        **dict.fromkeys(("iso", "iso27001", "iso_iec_27001", "iso_27001_2022", "iso_iec_27001_2022", "27001"), "iso_27001"),
        **dict.fromkeys(("soc2", "soc", "soc_2_type_1", "soc_2_type_2", "soc_2_type_i", "soc_2_type_ii"), "soc_2"),
    },
    v.Outcome: {
        **dict.fromkeys(("iso", "iso27001", "iso_iec_27001", "iso_27001_certification", "iso_iec_27001_2022"), "iso_27001"),
        **dict.fromkeys(("soc2", "soc_2_report", "soc_2_type_2", "soc_2_type_ii", "soc_2_type_1"), "soc_2"),
        **dict.fromkeys(("iso_27001_and_soc_2", "soc_2_and_iso_27001", "iso_and_soc_2"), "both"),
        **dict.fromkeys(("none", "no"), "neither"),
    },
    v.ReusePermission: {
        **dict.fromkeys(("y", "true", "allowed", "permitted"), "yes"),
        **dict.fromkeys(("n", "false", "not_allowed", "forbidden"), "no"),
        **dict.fromkeys(("check", "with_check", "conditional", "limited", "ask"), "after_check"),
    },
    v.WorkState: {
        **dict.fromkeys(("todo", "to_do", "in_progress", "new", "pending", "no", "not_started", "ongoing"), "open"),
        **dict.fromkeys(("closed", "complete", "completed", "finished", "yes", "resolved"), "done"),
        **dict.fromkeys(("cancelled", "canceled", "withdrawn", "rejected"), "dropped"),
    },
    v.EvidenceType: {"log_export": "log", "contract": "contract_clause", "clause": "contract_clause", "sample": "control_sample",
                     "policy": "isms_artefact", "isms_artifact": "isms_artefact", "register": "register_entry"},
    v.DateKind: {"iso_review": "iso_review_cycle", "review_cycle": "iso_review_cycle", "contractual": "contract",
                 "statutory_deadline": "statutory", "legal": "statutory", "assurance": "assurance_period",
                 "audit_period": "assurance_period"},
    v.Consequence: {"audit": "audit_readiness", "legal": "legal_compliance", "compliance": "legal_compliance",
                    "maturity": "voluntary_maturity", "voluntary": "voluntary_maturity"},
}  # fmt: skip


def day(text: str) -> date | Unfit:
    """The day that `text` names. Unfit for one that doesn't exist, or could be two (03/04/2026)."""
    bare = _TIME.sub("", text.strip())
    for form in _FORMS:
        try:
            return datetime.strptime(bare, form).date()
        except ValueError:
            continue
    return Unfit(f"{_short(text)} is no day that exists, or not written as YYYY-MM-DD")


def period(text: str) -> tuple[date, date] | Unfit:
    """The first and the last day of a period like 2026-01-01 to 2026-06-30."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        return Unfit(f"{_short(text)} is no period; write YYYY-MM-DD to YYYY-MM-DD")
    first, last = day(found[1]), day(found[2])
    if isinstance(first, Unfit):
        return first
    return last if isinstance(last, Unfit) else (first, last)


def one_of(closed: type[StrEnum]) -> Callable[[str], StrEnum | Unfit]:
    """A reader of the values of a closed set, as people write them."""

    def read(text: str) -> StrEnum | Unfit:
        plain = re.sub(r"[\W_]+", "_", text.strip().casefold()).strip("_")
        name = _ALSO.get(closed, {}).get(plain, plain)
        if name not in set(closed):
            return Unfit(f"{_short(text)} is none of {', '.join(closed)}")
        return closed(name)

    return read


def artefact(text: str) -> dict[str, str]:
    """A link, or else the name of a file."""
    return {"link": text} if re.match(r"https?://", text, re.I) else {"file": text}


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


_DAYS = ("effective_on", "added_on", "period_from", "period_to", "expires_on", "due", "found_on", "closed_on")
READERS: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys((*_DAYS, "decided_on", "review_on"), day),
    "period": period,
    "artefact": artefact,
    "framework": one_of(v.Framework),
    "outcome": one_of(v.Outcome),
    "reuse": one_of(v.ReusePermission),
    "state": one_of(v.WorkState),
    "date_kind": one_of(v.DateKind),
    "consequence": one_of(v.Consequence),
    "artefact.sha256": str.lower,
    **dict.fromkeys(("corrective_action", "acceptance"), str.upper),
}
TYPES: dict[RecordKind, Callable[[str], Value]] = {RecordKind.EVIDENCE: one_of(v.EvidenceType)}
