"""`tickmark intake classify|assign|request|provide|reject|decide|approve`."""

from typing import Annotated

import typer

from assistant.intake import conclude, requesting, triage, unassign
from knowledge.records.roles import Part
from knowledge.records.vocabulary import Changes, DateKind, Framework, IntakeClass, Outcome, Route
from tickmark.cli.recording import As, Json, RecordId, desk, given, split, told
from tickmark.errors import Misuse

app = typer.Typer()
Text = Annotated[str, typer.Option()]
Day = Annotated[str, typer.Option(metavar="YYYY-MM-DD")]
Email = Annotated[str, typer.Option(metavar="EMAIL")]


@app.command()
def classify(
    record_id: RecordId,
    class_: Annotated[IntakeClass | None, typer.Option("--class", help="As proposed if left out.")] = None,
    route: Annotated[Route | None, typer.Option(help="As proposed if left out.")] = None,
    changes: Annotated[
        str,
        typer.Option(help=f"What it changes, apart by commas, or none: {', '.join(Changes)}. As proposed if left out."),
    ] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Confirm or correct class, route and what the request changes."""
    at = desk(as_)
    fields = given(intake_class=class_, route=route)
    if changes:
        fields["changes"] = split(changes, "--changes")
    told(at, triage.classify(at.office, at.actor, record_id.upper(), fields), json_out, "classified")


@app.command()
def assign(
    record_id: RecordId,
    framework: Annotated[Framework, typer.Option(help="The framework that the work is for.")],
    owner: Email = "",
    reviewer: Email = "",
    approver: Email = "",
    remove: Annotated[list[Part], typer.Option(help="Take this part from who has it; may be repeated.")] = [],  # noqa: B006
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Give owner, reviewer and approver of one framework, or take them off; another framework keeps its own."""
    at = desk(as_)
    named = {Part.OWNER: owner, Part.REVIEWER: reviewer, Part.APPROVER: approver}
    parts = {part: email.strip().lower() for part, email in named.items() if email.strip()}
    if bool(parts) == bool(remove):
        raise Misuse("give --owner, --reviewer or --approver, or --remove with the part to take off")
    if remove:
        gone = list(dict.fromkeys(remove))
        told(at, unassign.unassign(at.office, at.actor, record_id.upper(), framework, gone), json_out, "taken off")
        return
    told(at, triage.assign(at.office, at.actor, record_id.upper(), framework, parts), json_out, "assigned")


@app.command()
def request(
    record_id: RecordId,
    to: Annotated[str, typer.Option(metavar="EMAIL", help="Who is to give it.")],
    requirement: Annotated[str, typer.Option(help="What it is for, like CC6.1 or A.5.15.")],
    framework: Annotated[Framework, typer.Option()],
    ask: Annotated[str, typer.Option(help="What is asked for, in words.")],
    due: Day,
    date_kind: Annotated[DateKind | None, typer.Option(help="What the date is of; by framework if left out.")] = None,
    document: Annotated[bool, typer.Option("--document", help="A document is asked for, no process.")] = False,
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Ask somebody for evidence that a process operates, or for a document."""
    at = desk(as_)
    fields = {
        "to": to,
        "requirement": requirement,
        "framework": framework,
        "asked": ask,
        "due": due,
        "document": document,
    }
    fields |= given(date_kind=date_kind)
    told(at, requesting.request(at.office, at.actor, record_id.upper(), fields), json_out, "evidence requested")


@app.command()
def provide(
    request_id: Annotated[str, typer.Argument(metavar="REQUEST")],
    evidence: Annotated[
        str, typer.Option(metavar="EV", help="The evidence; without it the request is withdrawn.")
    ] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Answer an evidence request with evidence on record, or withdraw the request."""
    at = desk(as_)
    done = requesting.provide(at.office, at.actor, request_id.upper(), evidence.upper() or None)
    told(at, done, json_out, "provided" if evidence else "withdrawn")


@app.command()
def reject(
    request_id: Annotated[str, typer.Argument(metavar="REQUEST")],
    why: Annotated[str, typer.Option(help="Why the evidence does not do.")],
    due: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The new day; as it was if left out.")] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Send back the evidence that was given for a request; the request is open again."""
    at = desk(as_)
    told(at, requesting.reject(at.office, at.actor, request_id.upper(), why, due or None), json_out, "sent back")


@app.command()
def decide(
    record_id: RecordId,
    outcome: Annotated[Outcome | None, typer.Option(help="Needed the first time.")] = None,
    decision: Annotated[str, typer.Option(help="What is decided, in a sentence.")] = "",
    scope: Annotated[str, typer.Option(help="What it covers.")] = "",
    review_on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="When it is looked at again.")] = "",
    review_kind: Annotated[
        DateKind | None, typer.Option(help="What that date is of; by framework if left out.")
    ] = None,
    review_trigger: Annotated[str, typer.Option(help="What makes it be looked at sooner.")] = "",
    next_action: Annotated[str, typer.Option(help="What happens now.")] = "",
    obligation: Annotated[str, typer.Option(help="The risk or obligation behind it.")] = "",
    assumptions: Text = "",
    evidence: Annotated[
        str, typer.Option(help="Evidence ids, apart by commas, or none; the intake's if left out.")
    ] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Write the decision; facts, rule and citations are taken over from a proposal of the same outcome."""
    at = desk(as_)
    fields = given(outcome=outcome and outcome.value, decision=decision, scope=scope, review_on=review_on)
    fields |= given(
        review_kind=review_kind,
        review_trigger=review_trigger,
        next_action=next_action,
        obligation=obligation,
        assumptions=assumptions,
    )
    ids = tuple(one.upper() for one in split(evidence, "--evidence")) if evidence else None
    told(at, conclude.decide(at.office, at.actor, record_id.upper(), fields, ids), json_out, "decided")


@app.command()
def approve(record_id: RecordId, as_: As = "", json_out: Json = False) -> None:
    """Approve the decision as it is now; a material change voids it."""
    at = desk(as_)
    told(at, conclude.approve(at.office, at.actor, record_id.upper()), json_out, "approved")
