"""`tickmark reuse`, `tickmark stale` and `tickmark due`: what may be used again, what no longer holds, what comes up."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer
from rich.table import Column, Table

from assistant.evidence.due import WHATS, DueList, due_lists, kind_named
from assistant.evidence.filing import add
from assistant.evidence.reuse import Need, Result, ReuseResult, check
from assistant.evidence.stale import Stale, stale
from assistant.intake.office import Done
from knowledge.records.bodies import Invalid, changed
from knowledge.records.evidence import Evidence
from knowledge.records.vocabulary import DateKind, Framework, RecordKind
from knowledge.store import record_reading
from tickmark import library
from tickmark.cli.filing import Text, of_kind, refused
from tickmark.cli.recording import As, Desk, Json, RecordId, desk
from tickmark.cli.tables import print_table
from tickmark.errors import Misuse, Problem

_HINTS = {Result.CANNOT_TELL: "cannot tell", Result.WITH_GAP: "reuse with a gap"}


def reuse(
    evidence_id: RecordId,
    requirement: Annotated[str, typer.Option("--for", help="The requirement that it is to be used for.")],
    framework: Annotated[Framework | None, typer.Option(help="The evidence's own if left out.")] = None,
    scope: Text = "",
    actor: Annotated[str, typer.Option(help="Who must have done it.")] = "",
    on: Annotated[str, typer.Option(metavar="DATE[..DATE]", help="The day or period it must cover.")] = "",
    data_type: Text = "",
    service: Text = "",
    supplier: Text = "",
    acceptance: Annotated[str, typer.Option(help="What the new reviewer accepts.")] = "",
    document: Annotated[bool, typer.Option("--document", help="A document is required, no process.")] = False,
    request_from: Annotated[str, typer.Option(metavar="EMAIL", help="Ask this person for what is missing.")] = "",
    due: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="By when.")] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Check whether evidence may be used for another requirement. Write "any" where nothing particular is needed."""
    if not requirement.strip() or (due and not request_from):
        raise Misuse("--due goes with --request-from" if due else "--for is empty; name a requirement, like CC6.1")
    at = desk(as_)
    body = of_kind(at, evidence_id, RecordKind.EVIDENCE).body
    assert isinstance(body, Evidence)
    covers = {"scope": scope, "actor": actor, "data_type": data_type, "service": service, "supplier": supplier}
    need = Need(
        requirement=requirement.strip(),
        framework=framework,
        on=_period(on),
        document=document,
        acceptance=acceptance,
        **covers,
    )
    result = check(body, need, at.office.now().date())
    asked = _ask(at, result, request_from, due) if request_from else None
    print(json.dumps(_fields(result, asked), ensure_ascii=False) if json_out else _shown(result, asked))


def _period(text: str) -> tuple[date, date] | None:
    if not text.strip():
        return None
    first, _, last = text.partition("..")
    start, end = _day(first, "--on"), _day(last or first, "--on")
    if end < start:
        raise Misuse(f"--on {text}: ends before it begins")
    return start, end


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Misuse(f"{option} {text}: is no day; write YYYY-MM-DD") from error


def _ask(at: Desk, result: ReuseResult, to: str, due: str) -> str:
    if result.request is None:
        unsaid = [f"--{'on' if name == 'date' else name.replace('_', '-')}" for name in result.unsaid]
        more = f"; say what is needed with {', '.join(unsaid)}" if unsaid else ""
        raise Problem(f"the evidence lacks nothing that could be asked for{more}")
    wanted = changed(result.request, to=to, **({"due": _day(due, "--due")} if due else {}))
    if isinstance(wanted, Invalid):
        raise refused(replace(wanted, field="--request-from" if wanted.field == "to" else wanted.field))
    fields = {name: getattr(wanted, name) for name in wanted.__dataclass_fields__}
    done = add(at.office, at.actor, RecordKind.REQUEST, fields)
    if not isinstance(done, Done):
        raise refused(done)
    return done.record_ids[0]


def _fields(result: ReuseResult, asked: str | None) -> dict[str, Any]:
    checks = [
        {"aspect": c.aspect, "check": c.check.value, "found": c.found, "needed": c.needed, "why": c.why}
        for c in result.checks
    ]
    request = result.request and {
        "to": result.request.to,
        "requirement": result.request.requirement,
        "framework": result.request.framework.value,
        "asked": result.request.asked,
        "due": result.request.due.isoformat(),
    }
    plain = {"result": result.result.value, "checks": checks, "unsaid": list(result.unsaid)}
    return plain | {"proposed_request": request, "request": asked}


def _shown(result: ReuseResult, asked: str | None) -> str:
    lines = [_HINTS.get(result.result, result.result.value)]
    for one in result.checks:
        values = f"found {one.found or 'nothing'}; needed {one.needed or 'nobody said'}"
        lines.append(f"  {one.check.value:8}{one.aspect.replace('_', ' ')}: {one.why} ({values})")
    if result.request and not asked:
        lines.append("what is missing can be asked for with --request-from EMAIL")
    return "\n".join([*lines, *([f"{asked}: evidence requested"] if asked else [])])


def stale_command(as_: As = "", json_out: Json = False) -> None:
    """List every decision, approval and proposed answer that rests on something stale, the most depended-on first."""
    at = desk(as_)
    rules = {rule.id: rule.version for rule in library.rules()}
    found = stale(at.engine, rules, at.office.now().date(), at.actor.audiences)
    if json_out:
        print(json.dumps([_stale(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        rest = f", {one.dependents} rest on it" if one.dependents else ""
        print(f"{one.record.record_id} ({one.subject.value}{rest}): {one.record.summary}")
        print("\n".join(f"  - {why}" for why in one.reasons))
    if not found:
        print("nothing that you may read rests on anything stale")


def _stale(one: Stale) -> dict[str, Any]:
    record = {"id": one.record.record_id, "summary": one.record.summary, "owner": one.record.owner}
    return {"what": one.subject.value} | record | {"reasons": list(one.reasons), "dependents": one.dependents}


def due_command(
    until: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The last day; all days if left out.")] = "",
    kind: Annotated[str, typer.Option(help=f"Only one: {', '.join((*DateKind, *WHATS))}.")] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """List reviews, evidence requests, acceptances, expiries and tasks by day, each kind of date for itself."""
    wanted = kind_named(kind) if kind else ""
    if wanted is None:
        raise Misuse(f"--kind {kind}: is none of {', '.join((*DateKind, *WHATS))}")
    at, last = desk(as_), _day(until, "--until") if until else date.max
    today = datetime.now(UTC).date()
    found = due_lists(record_reading.due(at.engine, last, at.actor.audiences), today, wanted)
    if json_out:
        print(json.dumps([line for one in found for line in _due(one, today)], ensure_ascii=False))
        return
    for one in found:
        print_table(_table(one, today))
    if not found:
        print("nothing is due that you may read")


def _due(one: DueList, today: date) -> list[dict[str, Any]]:
    return [
        {"day": line.day.isoformat(), "kind": one.kind.value, "what": one.what, "id": line.record.record_id}
        | {"owner": line.record.owner, "summary": line.record.summary, "overdue": line.day < today}
        for line in one.lines
    ]


def _table(one: DueList, today: date) -> Table:
    overdue = f", {one.overdue} overdue" if one.overdue else ""
    title = f"{one.kind.value.replace('_', ' ')}: {one.what}{overdue}"
    table = Table(Column("day", no_wrap=True), Column("id", no_wrap=True), "owner", "summary", title=title)
    for line in one.lines:
        day = f"{line.day.isoformat()}{' !' if line.day < today else ''}"
        table.add_row(day, line.record.record_id, line.record.owner, line.record.summary)
    return table
