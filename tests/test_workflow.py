"""A state machine over the workflow: whatever people do in whatever order, and whenever the process dies.

What must hold is written here a second time, without the table of moves: which ways an intake may go, what a decision
needs, and that an approval is of what was approved. `SEQUENCES` sets how many sequences are walked.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Engine, event

from assistant.evidence.stale import Stale, stale
from assistant.intake.conclude import approve, decide
from assistant.intake.editing import edit
from assistant.intake.ending import close, escalate, reopen, resume
from assistant.intake.office import Done, Refusal, said
from assistant.intake.open import Asked, open_intake
from assistant.intake.requesting import provide, reject, request
from assistant.intake.reviewing import review
from assistant.intake.triage import assign, classify
from assistant.intake.unassign import unassign
from knowledge.access.people import Person
from knowledge.records.bodies import changed, parse
from knowledge.records.decision import DecisionRecord
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.records.material import ground, is_approved
from knowledge.records.roles import Part
from knowledge.records.vocabulary import Framework, RecordKind, RequestState, Status
from knowledge.store import audit
from knowledge.store.database import open_database
from knowledge.store.people import put_people
from knowledge.store.record_reading import record
from knowledge.store.records import Change, Committed, Write, commit, next_id
from tests.offices import ANA, APO, LEA, OLU, OUT, PEOPLE, REX, SECRET, office_on
from tests.servers import drop_database, new_database

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SEQUENCES = int(os.environ.get("SEQUENCES", "25"))
STEPS = 20
S = Status
WORKED = {S.OWNED, S.EVIDENCE_REQUESTED, S.DECIDED, S.IN_REVIEW, S.ESCALATED}
OPEN = set(S) - {S.CLOSED}
WAYS: dict[str, set[tuple[Status, Status]]] = {
    "edit": {(s, s) for s in OPEN},
    "classify": {(S.INTAKE, S.CLASSIFIED), *((s, s) for s in WORKED | {S.CLASSIFIED})},
    "assign": {(S.CLASSIFIED, S.OWNED), *((s, s) for s in WORKED | {S.CLASSIFIED})},
    "unassign": {(S.OWNED, S.CLASSIFIED), *((s, s) for s in WORKED | {S.CLASSIFIED})},
    "request": {(S.OWNED, S.EVIDENCE_REQUESTED), *((s, s) for s in WORKED - {S.OWNED})},
    "decide": {(s, S.DECIDED) for s in WORKED},
    "approve": {(s, s) for s in (S.DECIDED, S.IN_REVIEW)},
    "review": {(s, S.IN_REVIEW) for s in (S.DECIDED, S.IN_REVIEW, S.CLOSED)},
    "escalate": {(s, S.ESCALATED) for s in OPEN - {S.ESCALATED}},
    "resume": {(S.ESCALATED, s) for s in OPEN - {S.ESCALATED}},
    "close": {(S.IN_REVIEW, S.CLOSED)},
    "reject": {(s, s) for s in WORKED},
    "reopen": {(S.CLOSED, S.DECIDED)},
    "provided": {(s, s) for s in S},
    "withdrawn": {(s, s) for s in S},
}
BESIDE = (
    "approval",
    "review_on",
    "review_trigger",
    "next_action",
    "flips",
    "decided_on",
    "approver",
    "audience",
    "intake",
)
PARTS = {Part.OWNER: OLU.email, Part.REVIEWER: REX.email, Part.APPROVER: APO.email}
ASKED = {"to": REX.email, "requirement": "CC6.1", "framework": "soc_2", "asked": "a log", "due": "2090-01-01"}
DECISION = {
    "outcome": "soc_2",
    "decision": "A report.",
    "scope": "billing",
    "next_action": "agree it",
    "review_on": "2095-01-01",
    "review_trigger": "a new supplier",
}
REVIEW = {"result": "confirmed", "next_date": "2096-01-01", "change_triggers": "a new supplier"}
BEGINNINGS = ("classify", "assign", "decide", "approve", "review")


def mostly(*who: Person) -> st.SearchStrategy[Person]:
    """Those who may, and now and then anybody."""
    return st.sampled_from(who * 4 + PEOPLE)


class Died(Exception):  # noqa: N818
    """The process ends here."""


@dataclass
class Store:
    """A store that can be left in the middle of anything and opened again."""

    url: str
    engine: Engine
    taken: Counter[str] = field(default_factory=Counter)

    def reopen(self) -> None:
        self.engine.dispose()
        self.engine = quick(self.url)

    @contextmanager
    def dying(self, after: int) -> Iterator[None]:
        """The process ends before the statement that comes after `after` others: nothing of a transaction is kept."""
        left = [after]

        def before(*_: Any) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Died

        event.listen(self.engine, "before_cursor_execute", before)
        try:
            with suppress(Died):
                yield
        finally:
            event.remove(self.engine, "before_cursor_execute", before)
            self.reopen()


def quick(url: str) -> Engine:
    """A store that does not wait for the disk: here a process dies, not the machine."""
    engine = open_database(url)
    lax = "PRAGMA synchronous = OFF" if url.startswith("sqlite") else "SET synchronous_commit = off"

    def on_connect(raw: Any, _: object) -> None:
        raw.execute(lax)
        raw.commit()  # PostgreSQL begins a transaction with it, and a new connection must come without one

    event.listen(engine, "connect", on_connect)
    engine.dispose()
    return engine


def _store(url: str) -> Store:
    made = Store(url, quick(url))
    put_people(made.engine, SECRET, PEOPLE, "admin@example.com", AT)
    return made


STORES: dict[str, Store] = {}
"""One store for all sequences on a database: each walks on a record of its own."""
PLACES: dict[str, str] = {}
"""The URL of an empty database for each machine, by its name: a machine is given no fixtures."""


@pytest.fixture(scope="module", autouse=True)
def places(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Both databases, as long as the tests of this file run."""
    PLACES["Workflow"] = f"sqlite:///{tmp_path_factory.mktemp('workflow') / 'tickmark.db'}"
    PLACES["WorkflowOnPostgres"] = new_database(postgres)
    yield
    for store in STORES.values():
        store.engine.dispose()
    drop_database(postgres, PLACES["WorkflowOnPostgres"])


class Workflow(RuleBasedStateMachine):
    """Everybody does everything to one intake; what is refused must change nothing."""

    def __init__(self) -> None:
        super().__init__()
        name = type(self).__name__
        STORES[name] = STORES.get(name) or _store(PLACES[name])
        self.s: Store = STORES[name]
        self.now = AT
        self.office = office_on(lambda: self.s.engine, lambda: self.now)
        self.did: list[str] = []
        self.approved: dict[str, Any] | None = None
        self.evidence: list[str] = []

    @initialize(changes=st.sampled_from(([], ["scope"])), far=st.integers(0, len(BEGINNINGS)))
    def open(self, changes: list[str], far: int) -> None:
        """A request, sometimes with its first steps taken: chance alone seldom comes far."""
        fields = {"audience": "legal", "route": "customer_request", "changes": changes}
        done = open_intake(self.office, ANA, Asked("A report for the contract", fields))
        assert isinstance(done, Done)
        self.one = done.record_ids[0]
        self.did.append("open")
        for step in BEGINNINGS[:far]:
            self.bare(step)
            self.did.append(step)
        self.approved = self.frozen() if "approve" in BEGINNINGS[:far] else None

    # what people do

    @rule(
        by=mostly(LEA),
        kind=st.sampled_from(("scope", "risk")),
        changes=st.sampled_from(([], ["scope"], ["risk", "scope"])),
    )
    def classify(self, by: Person, kind: str, changes: list[str]) -> None:
        fields = {"intake_class": kind, "route": "customer_request", "changes": changes}
        self.act("classify", by, lambda: classify(self.office, by, self.one, fields))

    @rule(by=mostly(LEA, OLU), system=st.sampled_from(("billing", "payroll")))
    def edit(self, by: Person, system: str) -> None:
        """What it affects changes: what is decided stays decided, and becomes stale."""
        fields = {"affected": [{"kind": "system", "name": system}]}
        if self.act("edit", by, lambda: edit(self.office, by, self.one, fields)) and self.decision:
            why = [w for one in self.stale() if one.record.record_id == self.body.decision for w in one.reasons]
            assert (ground(self.decision) != ground(self.body)) == any("classed" in one for one in why)

    @rule(by=mostly(LEA), parts=st.sets(st.sampled_from(list(Part)), min_size=1))
    def assign(self, by: Person, parts: set[Part]) -> None:
        given = {part: PARTS[part] for part in sorted(parts)}
        self.act("assign", by, lambda: assign(self.office, by, self.one, Framework.SOC_2, given))

    @rule(by=mostly(LEA), parts=st.sets(st.sampled_from(list(Part)), min_size=1))
    def unassign(self, by: Person, parts: set[Part]) -> None:
        self.act("unassign", by, lambda: unassign(self.office, by, self.one, Framework.SOC_2, sorted(parts)))

    @rule(by=mostly(OLU))
    def request(self, by: Person) -> None:
        self.act("request", by, lambda: request(self.office, by, self.one, ASKED))

    @precondition(lambda self: self.last.requests)
    @rule(by=mostly(REX, LEA), give=st.booleans(), data=st.data())
    def provide(self, by: Person, give: bool, data: st.DataObject) -> None:
        wanted = data.draw(st.sampled_from(self.body.requests))
        shown = data.draw(st.sampled_from(self.evidence)) if give and self.evidence else None
        before = len(self.events())
        result = self.tried(lambda: provide(self.office, by, wanted, shown))
        if isinstance(result, Done) and len(self.events()) > before:
            self.did.append("provided")
        owns = any(one.owner == by.email for one in self.body.assignments)
        assert not isinstance(result, Done) or by in (LEA, REX) or owns

    @precondition(lambda self: self.last.requests)
    @rule(by=mostly(REX, OLU, LEA), data=st.data())
    def reject(self, by: Person, data: st.DataObject) -> None:
        """Evidence goes back: the intake rests on it no more, and no decision that does is approved."""
        wanted = data.draw(st.sampled_from(self.body.requests))
        gone = self.held(wanted, EvidenceRequest).answer
        if self.act("reject", by, lambda: reject(self.office, by, wanted, "it does not do", "2091-01-01")):
            given = [self.held(one, EvidenceRequest).answer for one in self.body.requests]
            assert gone and (gone in given) == (gone in self.body.evidence) and wanted in self.waiting()

    @rule(days=st.integers(1, 40))
    def collect(self, days: int) -> None:
        """Evidence comes in that holds for some days."""
        plain = {"type": "log", "claim": "reviewed", "requirement": "CC6.1", "framework": "soc_2", "audience": "legal"}
        today = self.now.date()
        dates = {"effective_on": today, "added_on": today, "expires_on": today + timedelta(days)}
        body = parse(RecordKind.EVIDENCE, {**plain, **dates, "owner": OLU.email, "artefact": {"link": "https://x.org"}})
        assert isinstance(body, Evidence)
        new = next_id(self.s.engine, RecordKind.EVIDENCE)
        assert isinstance(
            commit(self.s.engine, SECRET, Change("add", OLU.email, self.now, (Write(new, 0, body),))), Committed
        )
        self.evidence.append(new)

    @rule(by=mostly(OLU), scope=st.sampled_from(("billing", "payroll")), some=st.booleans())
    def decide(self, by: Person, scope: str, some: bool) -> None:
        """Decides, or decides again: another scope or other evidence is a material change."""
        fields = {**DECISION, "scope": scope}
        rests = tuple(self.evidence[-1:]) if some else None
        if self.act("decide", by, lambda: decide(self.office, by, self.one, fields, rests)):
            used = [self.held(one.record_id, Evidence) for one in self.decision.evidence]  # type: ignore[union-attr]
            assert all(one.expires_on is None or one.expires_on >= self.now.date() for one in used)
            assert not self.waiting() and all(a.owner for a in self.body.assignments) and self.body.assignments
            assert not self.body.changes or any(a.approver for a in self.body.assignments)

    @precondition(lambda self: self.last.decision)
    @rule(by=mostly(APO))
    def approve(self, by: Person) -> None:
        if self.act("approve", by, lambda: approve(self.office, by, self.one)):
            self.approved = self.frozen()
            assert by in (APO,) and not self.expired() and not self.gone_back()

    @precondition(lambda self: self.last.decision)
    @rule(by=mostly(REX), result=st.sampled_from(("confirmed", "changed", "withdrawn")))
    def review(self, by: Person, result: str) -> None:
        fields = {**REVIEW, "result": result}
        if self.act("review", by, lambda: review(self.office, by, self.one, fields)) and result != "confirmed":
            self.approved = None

    @rule(by=st.sampled_from(PEOPLE), to=st.sampled_from((APO, LEA, ANA)))
    def escalate(self, by: Person, to: Person) -> None:
        self.act("escalate", by, lambda: escalate(self.office, by, self.one, to.email, "nobody pays"))

    @rule(by=mostly(LEA, APO))
    def resume(self, by: Person) -> None:
        before = self.body.escalation
        if self.act("resume", by, lambda: resume(self.office, by, self.one)):
            assert before is not None and self.body.status == before.before

    @rule(by=mostly(OLU))
    def close(self, by: Person) -> None:
        if self.act("close", by, lambda: close(self.office, by, self.one, "delivered")):
            assert self.body.decision and self.body.reviews and not self.waiting()
            assert not self.body.changes or is_approved(self.decision)  # type: ignore[arg-type]
            assert not self.gone_back()

    @precondition(lambda self: self.last.status == S.CLOSED)
    @rule(by=mostly(OLU, LEA))
    def reopen(self, by: Person) -> None:
        if self.act("reopen", by, lambda: reopen(self.office, by, self.one, "another period is wanted")):
            assert self.body.reopened[-1].resolution == "delivered" and not self.body.resolution

    @precondition(lambda self: self.last.decision)
    @rule(by=st.sampled_from((OLU, APO)), scope=st.sampled_from(("billing", "payroll", "all")))
    def edit_the_decision(self, by: Person, scope: str) -> None:
        """Past the use cases: whoever writes the decision record itself can't keep the approval either."""
        held = record(self.s.engine, self.body.decision or "", None)
        assert held
        body = changed(held.body, scope=scope)
        assert isinstance(body, DecisionRecord)
        commit(self.s.engine, SECRET, Change("edit", by.email, self.now, (Write(held.record_id, held.version, body),)))

    @rule(days=st.integers(1, 30))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days)

    @rule(after=st.integers(0, 30), step=st.sampled_from(("classify", "decide", "approve", "escalate", "request")))
    def crash(self, after: int, step: str) -> None:
        """The process dies somewhere in a step: either all of it is there afterwards, or nothing."""
        before, events = self.shape(), len(self.events())
        with self.s.dying(after):
            self.bare(step)
        if len(self.events()) == events:
            assert self.shape() == before
            return
        assert len(self.events()) == events + 1
        self.did.append(step)
        self.approved = self.frozen() if step == "approve" else self.approved
        self.s.taken[f"{step}: done, and the process died after it"] += 1

    def bare(self, step: str) -> None:
        """A step by whoever may take it, without a look at what comes of it."""
        steps: dict[str, Callable[[], object]] = {
            "classify": lambda: classify(self.office, LEA, self.one, {"intake_class": "risk"}),
            "assign": lambda: assign(self.office, LEA, self.one, Framework.SOC_2, PARTS),
            "decide": lambda: decide(self.office, OLU, self.one, DECISION),
            "approve": lambda: approve(self.office, APO, self.one) if self.body.decision else None,
            "review": lambda: review(self.office, REX, self.one, REVIEW),
            "escalate": lambda: escalate(self.office, OLU, self.one, APO.email, "nobody pays"),
            "request": lambda: request(self.office, OLU, self.one, ASKED),
        }
        steps[step]()

    # what is seen

    @property
    def body(self) -> Intake:
        return self.held(self.one, Intake)

    @property
    def decision(self) -> DecisionRecord | None:
        known = self.body.decision
        return self.held(known, DecisionRecord) if known else None

    def held(self, record_id: str, kind: type[Any]) -> Any:
        found = record(self.s.engine, record_id, None)
        assert found and isinstance(found.body, kind)
        return found.body

    def events(self) -> list[audit.Event]:
        return audit.story(self.s.engine, self.one)

    def waiting(self) -> list[str]:
        return [one for one in self.body.requests if self.held(one, EvidenceRequest).state == RequestState.OPEN]

    def expired(self) -> list[str]:
        rested = self.decision.evidence if self.decision else ()
        today = self.now.date()
        return [o.record_id for o in rested if (self.held(o.record_id, Evidence).expires_on or date.max) < today]

    def gone_back(self) -> list[str]:
        """What the decision rests on, that was sent back and answers no request."""
        asked = [self.held(one, EvidenceRequest) for one in self.body.requests]
        back, given = {b.evidence for one in asked for b in one.sent_back}, {one.answer for one in asked}
        return [o.record_id for o in (self.decision.evidence if self.decision else ()) if o.record_id in back - given]

    def frozen(self) -> dict[str, Any] | None:
        """The decision without what is not material."""
        decision = self.decision
        names = [name for name in DecisionRecord.__dataclass_fields__ if name not in BESIDE]
        return {name: getattr(decision, name) for name in names} if decision else None

    def shape(self) -> tuple[Any, ...]:
        body = self.body
        decision = self.held(body.decision, DecisionRecord) if body.decision else None
        return body, decision, tuple(self.held(one, EvidenceRequest).state for one in body.requests)

    def stale(self) -> list[Stale]:
        return stale(self.s.engine, {}, self.now.date(), None)

    def tried(self, do: Callable[[], Done | Refusal]) -> Done | Refusal:
        """A refusal changes nothing, and says in one line why."""
        before, events = self.shape(), len(self.events())
        result = do()
        if not isinstance(result, Done):
            assert (self.shape(), len(self.events())) == (before, events)
            assert said(result) and "\n" not in said(result)
        return result

    def act(self, action: str, by: Person, do: Callable[[], Done | Refusal]) -> bool:
        start = self.body.status
        result = self.tried(do)
        self.s.taken[f"{action}: {'done' if isinstance(result, Done) else 'refused'}"] += 1
        if not isinstance(result, Done):
            return False
        assert (start, self.body.status) in WAYS[action], (action, start, self.body.status)
        assert by != OUT, f"{action} by somebody who may not even read it"
        self.did.append(action)
        return True

    # what always holds

    @invariant()
    def no_event_is_missing(self) -> None:
        if not hasattr(self, "one"):
            return
        events = self.events()
        now = record(self.s.engine, self.one, None)
        assert now and isinstance(now.body, Intake)
        self.last = now.body
        assert [event.entry.action for event in events] == self.did
        assert [event.entry.version for event in events] == list(range(1, now.version + 1))
        for event_ in events[1:]:
            detail = event_.entry.detail
            if "from" in detail:
                assert (S(detail["from"]), S(detail["to"])) in WAYS[event_.entry.action]

    @invariant()
    def what_is_worked_on_has_an_owner(self) -> None:
        if hasattr(self, "one") and self.last.status in WORKED - {S.ESCALATED}:
            assert any(one.owner for one in self.last.assignments)

    @invariant()
    def no_approval_survives_a_material_change(self) -> None:
        decision = self.decision if hasattr(self, "one") else None
        if decision is not None:
            assert is_approved(decision) == (self.approved is not None and self.approved == self.frozen())

    @invariant()
    def who_is_not_in_the_group_reads_nothing(self) -> None:
        if hasattr(self, "one"):
            assert record(self.s.engine, self.one, OUT.audiences) is None

    def teardown(self) -> None:
        self.s.taken["sequences"] += 1
        if self.s.taken["sequences"] % 200 == 0:  # the log is that of all sequences, and grows
            assert audit.verify(self.s.engine, SECRET, None) == ()
            print(f"{self.s.taken['sequences']} sequences, {audit.length(self.s.engine)} events so far", flush=True)


Workflow.TestCase.settings = settings(
    max_examples=SEQUENCES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
)
WorkflowTest = Workflow.TestCase
WorkflowTest.__test__ = True


class WorkflowOnPostgres(Workflow):
    """The same walks on PostgreSQL, fewer of them."""


WorkflowOnPostgres.TestCase.settings = settings(Workflow.TestCase.settings, max_examples=max(5, SEQUENCES // 10))
WorkflowOnPostgresTest = WorkflowOnPostgres.TestCase
WorkflowOnPostgresTest.__test__ = True


@pytest.mark.parametrize(("name", "least"), [("Workflow", 500), ("WorkflowOnPostgres", 5_000)])
def test_the_log_of_all_sequences_is_whole_and_every_step_was_taken(name: str, least: int) -> None:
    walked = STORES.get(name)
    assert walked is not None, "the machine did not run"
    assert audit.verify(walked.engine, SECRET, None) == ()
    print(f"\n{name}: {walked.taken['sequences']} sequences, {audit.length(walked.engine)} events")
    print("\n".join(f"  {count:>7,} {what}" for what, count in sorted(walked.taken.items()) if what != "sequences"))
    assert least > SEQUENCES or all(walked.taken[f"{action}: done"] for action in set(WAYS) - {"provided", "withdrawn"})
