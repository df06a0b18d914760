"""Open an intake: propose from the request and its conversation, validate, and write the record once."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.contract import DecisionOut, Question, Reply, Turn
from assistant.intake.office import Done, Office, Refusal
from assistant.intake.step import unfit
from knowledge.access.people import Person
from knowledge.records.bodies import Invalid, parse
from knowledge.records.fields import unclean
from knowledge.records.intake import Intake
from knowledge.records.transitions import Refused
from knowledge.records.vocabulary import RecordKind
from knowledge.store.records import Change, Committed, Key, Notice, Write

_SUMMARY = 120
_KEY = 200  # code points, with the email of who sends it


@dataclass(frozen=True)
class Asked:
    """A request as it comes: the words, and fields of an intake that somebody filled in. `key` makes it happen once."""

    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""


def open_intake(office: Office, actor: Person, asked: Asked) -> Done | Refusal:
    """Write the intake that `asked` describes, with what Tickmark proposes beside it."""
    body = drafted(office, actor, asked)
    if isinstance(body, Invalid):
        return body
    if not actor.may_read(body.audience):
        return Refused((f"{actor.email} is not in the group {body.audience}; name an audience that they are in",))
    stranger = unfit(office, body.requester, body.audience) if body.requester != actor.email else None
    if stranger:
        return stranger
    longest = _KEY - len(actor.email) - 1
    if len(asked.key) > longest:
        return Invalid("key", f"is longer than {longest} characters")
    if why := unclean(asked.key):
        return Invalid("key", why)
    write = Write(office.next_id(RecordKind.INTAKE), 0, body, {"to": body.status.value})
    notices = [Notice(body.requester, write.record_id, "open")] if body.requester != actor.email else []
    key = Key(f"{actor.email} {asked.key}", _digest(actor, asked)) if asked.key else None
    done = office.commit(Change("open", actor.email, office.now(), (write,), notices, key))
    return Done(done.record_ids, done.again) if isinstance(done, Committed) else done


def drafted(office: Office, actor: Person, asked: Asked) -> Intake | Invalid:
    """The intake that would be opened: fields given by a person stand, the others are proposed."""
    given = {"asked": asked.text, "requester": actor.email, **asked.fields}
    first = parse(RecordKind.INTAKE, {"summary": _summary(asked.text), **given})
    if isinstance(first, Invalid):
        return first
    assert isinstance(first, Intake)
    proposal = proposed(office, actor, first)
    whole = {"summary": first.summary, "proposal": proposal, **given}
    made = parse(RecordKind.INTAKE, whole)
    assert isinstance(made, Intake | Invalid)
    return made


def proposed(office: Office, actor: Person, intake: Intake) -> dict[str, Any]:
    """What Tickmark proposes for an intake: the decision with its citations, and the route, class and changes."""
    turns = tuple(Turn(author=t.author or None, text=t.text, ts=t.ts or None) for t in intake.conversation.turns)
    question = Question(
        text=intake.asked, conversation=turns, user=actor.email, channel=intake.conversation.channel or None
    )
    reply, sorted_ = office.answer(question), office.sort("\n".join((intake.asked, *(t.text for t in turns))))
    decided = _decided(reply) if reply.decision else {}
    route = sorted_.route or decided.pop("route", None)
    return decided | {"route": route, "intake_class": sorted_.intake_class, "changes": sorted_.changes}


def _decided(reply: Reply) -> dict[str, Any]:
    decision = reply.decision
    assert isinstance(decision, DecisionOut)
    facts = [{"name": f.name, "value": f.value, "quote": f.quote} for f in decision.facts]
    cited = [
        {name: getattr(c, name) for name in ("source_id", "version", "title", "section", "quote", "start", "end")}
        for c in reply.citations
    ]
    return {
        "outcome": decision.outcome,
        "headline": reply.headline,
        "rule": decision.rule,
        "rule_version": decision.rule_version,
        "facts": facts,
        "citations": cited,
        "flips": [flip.text for flip in decision.flips],
        "route": next((f.value for f in decision.facts if f.name == "route"), None),
    }


def _summary(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SUMMARY else line[: _SUMMARY - 1].rpartition(" ")[0] + "…"


def _digest(actor: Person, asked: Asked) -> str:
    sent = json.dumps([actor.email, asked.text, asked.fields], ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(sent.encode()).hexdigest()
