"""Evidence that was asked for, given in Slack as a link: it is filed and answers its request."""

import json
from collections.abc import Mapping
from typing import Any

from assistant.evidence.filing import add, drafted
from assistant.intake.office import Done, Missing, said
from assistant.intake.requesting import provide, unsuited
from bots.slack import blocks as kit
from bots.slack.booth import Booth
from bots.slack.identity import Stranger
from bots.slack.modals import errors, metadata, open_view, saying, values_of
from bots.slack.words import line
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.transitions import Refused
from knowledge.records.vocabulary import EvidenceType, RecordKind
from knowledge.store.inbox import Event, receive

TITLE = "Give evidence"
Body = Mapping[str, Any]


def open_evidence(booth: Booth, body: Body) -> None:
    """Open the form for the request whose button was clicked."""
    person, request_id = booth.who(str(body["user"]["id"])), str(body["actions"][0]["value"])
    held = None if isinstance(person, Stranger) else booth.office.record(request_id, person.audiences)
    if held is None or not isinstance(held.body, EvidenceRequest):
        open_view(booth, body, saying(TITLE, said(Missing(request_id))))
        return
    kinds = {one.value: one.value.replace("_", " ") for one in EvidenceType}
    blocks = [
        kit.section(f"*{request_id}* {line(held.body.asked)}\nFor {line(held.body.requirement)}"),
        kit.typed("claim", "What it shows"),
        kit.chosen("type", "What it is", kinds),
        kit.typed("artefact", "Link to it", hint="https://…"),
        kit.day("effective_on", "The day it is of"),
    ]
    open_view(booth, body, kit.modal("give_evidence", TITLE, blocks, "Give", json.dumps({"id": request_id})))


def give_evidence(booth: Booth, body: Body) -> dict[str, str]:
    """File the evidence and answer the request with it; {} or what is wrong beside which field."""
    view, person = body["view"], booth.who(str(body["user"]["id"]))
    request_id, values = str(metadata(view)["id"]), values_of(view)
    if isinstance(person, Stranger):
        return errors(view, Refused((person.why,)))
    held = booth.office.record(request_id, person.audiences)
    if held is None or not isinstance(held.body, EvidenceRequest):
        return errors(view, Missing(request_id))
    fields = {name: values.get(name) for name in ("claim", "type", "effective_on")}
    fields |= {"requirement": held.body.requirement, "framework": held.body.framework, "owner": person.email}
    filed = {**fields, "audience": held.body.audience, "artefact": {"link": str(values.get("artefact") or "")}}
    made = drafted(booth.office, person, RecordKind.EVIDENCE, filed)
    if isinstance(made, Evidence) and (no := unsuited(held.body, made, "this evidence", booth.clock().date())):
        return errors(view, no)
    done = add(booth.office, person, RecordKind.EVIDENCE, filed, f"slack {person.email} {view['id']}")
    answered = provide(booth.office, person, request_id, done.record_ids[0]) if isinstance(done, Done) else done
    if not isinstance(answered, Done):
        return errors(view, answered)
    receive(booth.engine, Event(f"step:{view['id']}", "step", {"id": held.body.intake or ""}), booth.clock())
    booth.wake()
    return {}
