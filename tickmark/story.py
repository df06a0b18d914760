"""The story of a record in plain sentences, from its events: who did what when, and where it went."""

from collections.abc import Iterator, Mapping

from knowledge.records.transitions import Action
from knowledge.store.audit import Event
from knowledge.store.audit_texts import ERASE

_DID = {
    "open": "opened it",
    "add": "added it",
    "import": "imported it",
    "provided": "answered the request for evidence",
    "withdrawn": "withdrew the request for evidence",
    "accept": "accepted the risk",
    "dropped": "withdrew it",
    "withdraw": "withdrew it",
    "done": "finished it",
    "close": "closed it",
    ERASE: "erased its texts for good",
    Action.EDIT.value: "edited it",
    Action.CLASSIFY.value: "classified it",
    Action.ASSIGN.value: "assigned work on it",
    Action.UNASSIGN.value: "took work on it away",
    Action.REQUEST.value: "asked for evidence",
    Action.REJECT.value: "sent evidence back",
    Action.DECIDE.value: "decided it",
    Action.APPROVE.value: "approved the decision",
    Action.REVIEW.value: "reviewed the decision",
    Action.ESCALATE.value: "escalated it",
    Action.RESUME.value: "took it back from escalation",
    Action.CLOSE.value: "closed it",
    Action.REOPEN.value: "opened it again",
    Action.MERGE.value: "closed it as the same as another one",
}
_CLAUSES = {
    "fields": "anew its {}",
    "class": "as {}",
    "route": "on the route {}",
    "changes": "changing {}",
    "framework": "for {}",
    "owner": "owner {}",
    "reviewer": "reviewer {}",
    "approver": "approver {}",
    "request": "with {}",
    "evidence": "with {}",
    "who": "to {}",
    "outcome": "for {}",
    "decision": "in {}",
    "review": "in {}",
    "result": "with the result {}",
    "into": "into {}",
    "material": "as it stood (sha256 {})",
    "why": "for a reason whose sha256 is {}",
    "versions": "in {} versions",
}


def sentence(event: Event) -> str:
    """One event as a sentence."""
    entry = event.entry
    day, time = entry.at.date().isoformat(), entry.at.strftime("%H:%M")
    did = _DID.get(entry.action, f"did “{_words(entry.action)}”")
    parts = [f"On {day} at {time} UTC {entry.actor} {did}", *_clauses(entry.detail)]
    return f"{', '.join(parts)}{_moved(entry.detail)}. (version {entry.version}, event {event.seq})"


def _clauses(detail: Mapping[str, str]) -> Iterator[str]:
    for name, value in detail.items():
        if name in ("from", "to"):
            continue
        yield _CLAUSES.get(name, f"{_words(name)} {{}}").format(_value(name, value))


def _value(name: str, value: str) -> str:
    return value if "@" in value or name in ("material", "why") else _words(value)


def _moved(detail: Mapping[str, str]) -> str:
    start, end = detail.get("from", ""), detail.get("to", "")
    if not end:
        return ""
    if "@" in end:
        return f", to {end}"
    if start == end:
        return f"; it stays {_words(end)}"
    return f": from {_words(start)} to {_words(end)}" if start else f"; it is now {_words(end)}"


def _words(name: str) -> str:
    return name.replace("_", " ")
