"""What is asked and answered about a request while it is worked on: kept as turns of its conversation."""

from assistant.intake.office import Done, Office, Refusal
from assistant.intake.step import Plan, Seen, step
from knowledge.access.people import Person
from knowledge.records.bodies import Invalid, changed
from knowledge.records.transitions import Action


def ask_requester(office: Office, actor: Person, record_id: str, text: str) -> Done | Refusal:
    """Keep a question to the requester; a surface brings it to them."""
    return step(office, actor, record_id, Action.ASK, lambda seen: _turn(office, seen, text))


def reply(office: Office, actor: Person, record_id: str, text: str, ts: str = "") -> Done | Refusal:
    """Keep what somebody who takes part answered. The same message again (`ts`) changes nothing."""
    return step(office, actor, record_id, Action.REPLY, lambda seen: _turn(office, seen, text, ts))


def _turn(office: Office, seen: Seen, text: str, ts: str = "") -> Plan | Refusal:
    held = seen.intake.conversation
    if ts and any(turn.ts == ts for turn in held.turns):
        return Plan()
    new = {"author": seen.actor.email, "text": text, "ts": ts or office.now().isoformat(timespec="seconds")}
    kept = {name: getattr(held, name) for name in ("channel", "thread", "permalink")}
    body = changed(seen.intake, conversation={**kept, "turns": (*held.turns, new)})
    return body if isinstance(body, Invalid) else Plan({"conversation": body.conversation})  # type: ignore[union-attr]
