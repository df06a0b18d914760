"""Evidence that was asked for, given in Slack as a link or a file: it is filed and answers its request."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.evidence.filing import add, drafted
from assistant.intake.office import Done, Missing, said
from assistant.intake.requesting import provide, providing, unsuited
from bots.slack import blocks as kit
from bots.slack.booth import Booth
from bots.slack.identity import Stranger
from bots.slack.modals import errors, metadata, open_view, saying, values_of
from bots.slack.words import line, short, spoken
from knowledge.access.people import Person
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.transitions import Refused
from knowledge.records.vocabulary import EvidenceType, RecordKind, RequestState
from knowledge.store.inbox import Event, receive
from knowledge.store.record_reading import listing

TITLE = "Give evidence"
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was shared: its name, where people open it, its sha256, and what was said with it."""

    file: str
    link: str
    sha256: str
    text: str = ""


Held = Callable[[Booth, str, str, int], Given | None]


def open_requests(booth: Booth, person: Person) -> list[tuple[str, EvidenceRequest]]:
    """What a person is asked for and has not given, by id, what is due first."""
    listed = listing(booth.engine, RecordKind.REQUEST, person.audiences, (RequestState.OPEN.value,), person.email)
    found = booth.office.records([one.record_id for one in listed], person.audiences)
    bodies = [(one, held.body) for one, held in found.items()]
    mine = [(one, body) for one, body in bodies if isinstance(body, EvidenceRequest) and body.to == person.email]
    return sorted(mine, key=lambda one: (one[1].due, one[0]))


def open_evidence(booth: Booth, body: Body) -> None:
    """Open the form for the request whose button was clicked."""
    _form(booth, body, {"id": str(body["actions"][0]["value"])}, None)


def open_file(booth: Booth, body: Body, held: Held) -> None:
    """Open the form for the request whose button was clicked, with the file that it is given as."""
    noted, person = json.loads(str(body["actions"][0]["value"])), booth.who(str(body["user"]["id"]))
    given = None if isinstance(person, Stranger) else held(booth, person.email, str(noted["draft"]), int(noted["n"]))
    if given is None:
        open_view(booth, body, saying(TITLE, "This file is not yours to give, or was shared too long ago."))
        return
    _form(booth, body, noted, given)


def _form(booth: Booth, body: Body, noted: Mapping[str, Any], given: Given | None) -> None:
    person, request_id = booth.who(str(body["user"]["id"])), str(noted["id"])
    held = Missing(request_id) if isinstance(person, Stranger) else providing(booth.office, person, request_id, True)
    if not isinstance(held, EvidenceRequest):
        open_view(booth, body, saying(TITLE, said(held)))
        return
    kinds = {one.value: spoken(one.value) for one in EvidenceType}
    artefact = (
        kit.section(f"File: {line(given.file)}\nsha256 {given.sha256}")
        if given
        else kit.typed("artefact", "Link to it", hint="https://…")
    )
    blocks = [
        kit.section(f"*{request_id}* {line(short(held.asked, 2_000))}\nFor {line(held.requirement)}"),
        kit.typed("claim", "What it shows", short(given.text, 2_900) if given else ""),
        kit.chosen("type", "What it is", kinds),
        artefact,
        kit.day("effective_on", "The day it is of"),
    ]
    open_view(booth, body, kit.modal("give_evidence", TITLE, blocks, "Give", json.dumps(dict(noted))))


def give_evidence(booth: Booth, body: Body, held: Held) -> dict[str, str]:
    """File the evidence and answer the request with it; {} or what is wrong beside which field."""
    view, person = body["view"], booth.who(str(body["user"]["id"]))
    noted, values = metadata(view), values_of(view)
    request_id = str(noted["id"])
    if isinstance(person, Stranger):
        return errors(view, Refused((person.why,)))
    asked = providing(booth.office, person, request_id, True)
    if not isinstance(asked, EvidenceRequest):
        return errors(view, asked)
    artefact: dict[str, Any] = {"link": str(values.get("artefact") or "")}
    if "draft" in noted:
        given = held(booth, person.email, str(noted["draft"]), int(noted["n"]))
        if given is None:
            return errors(view, Refused(("that file was shared too long ago; share it again",)))
        artefact = {"link": given.link, "file": given.file, "sha256": given.sha256}
    fields = {name: values.get(name) for name in ("claim", "type", "effective_on")}
    fields |= {"requirement": asked.requirement, "framework": asked.framework, "owner": person.email}
    filed = {**fields, "audience": asked.audience, "artefact": artefact}
    made = drafted(booth.office, person, RecordKind.EVIDENCE, filed)
    if isinstance(made, Evidence) and (no := unsuited(asked, made, "this evidence", booth.clock().date())):
        return errors(view, no)
    done = add(booth.office, person, RecordKind.EVIDENCE, filed, f"slack {person.email} {view['id']}")
    answered = provide(booth.office, person, request_id, done.record_ids[0]) if isinstance(done, Done) else done
    if not isinstance(answered, Done):
        return errors(view, answered)
    receive(booth.engine, Event(f"step:{view['id']}", "step", {"id": asked.intake or ""}), booth.clock())
    booth.wake()
    return {}
