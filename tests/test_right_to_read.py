"""A state machine over audiences: groups are given and taken, people go, records move, and no canary is seen.

Each record holds a string of its own in every text. Whatever a person is shown (records, lists, days, notices, refusals,
the command line with its errors) may hold only the strings of records that they may read at that moment.
"""

import contextlib
import io
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assistant.intake.conclude import approve, decide
from assistant.intake.ending import escalate, merge
from assistant.intake.office import Missing, said
from assistant.intake.requesting import provide, request
from assistant.intake.triage import assign, classify
from knowledge.access.people import Person
from knowledge.records.bodies import Body, changed, parse
from knowledge.records.roles import Part, Role
from knowledge.records.vocabulary import Framework, RecordKind
from knowledge.store import audit
from knowledge.store.erasing import Erasure, erase
from knowledge.store.notices import waiting
from knowledge.store.people import person, put_people, remove_person
from knowledge.store.record_reading import due, erased, listing, record, record_at, records_of, texts
from knowledge.store.records import Change, Committed, Notice, Write, commit, next_id
from tests.offices import SECRET, office_on
from tests.test_workflow import DECISION, Store, quick
from tickmark.cli import main

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SEQUENCES = min(int(os.environ.get("SEQUENCES", "10")), 200)  # a sequence looks at everything for everybody: a second
GROUPS = ("legal", "finance", "everyone")
NAMES = ("ana", "bo", "cy")
CANARY = re.compile(r"canary\d+x")
FAR = date(2099, 1, 1)
WHO = st.sampled_from(NAMES)
KINDS = st.sampled_from((RecordKind.INTAKE, RecordKind.EVIDENCE, RecordKind.TASK, RecordKind.REQUEST))


def email(name: str) -> str:
    return f"{name}@example.com"


def fields(kind: RecordKind, canary: str, audience: str) -> dict[str, Any]:
    """A body of any kind, with the canary in its texts."""
    plain = {"audience": audience, "framework": "soc_2"}
    return {
        RecordKind.INTAKE: {"asked": canary, "summary": canary, "requester": email("ana"), "audience": audience},
        RecordKind.EVIDENCE: {
            **plain,
            "type": "log",
            "claim": canary,
            "requirement": canary,
            "owner": email("ana"),
            "artefact": {"link": "https://x.org"},
            "effective_on": "2026-01-01",
            "added_on": "2026-01-02",
            "expires_on": "2027-01-01",
        },
        RecordKind.TASK: {
            **plain,
            "title": canary,
            "satisfies": canary,
            "owner": email("ana"),
            "due": "2027-01-01",
            "date_kind": "internal",
            "consequence": "audit_readiness",
        },
        RecordKind.REQUEST: {
            **plain,
            "to": email("ana"),
            "requirement": canary,
            "asked": canary,
            "due": "2027-01-01",
        },
    }[kind]


PLACE: list[Path] = []
"""The home of the machine, which is given no fixtures."""


@pytest.fixture(scope="module", autouse=True)
def place(tmp_path_factory: pytest.TempPathFactory) -> None:
    PLACE[:] = [tmp_path_factory.mktemp("reading")]


class RightToRead(RuleBasedStateMachine):
    """Three people, two groups, and records that move between them."""

    store: Store | None = None

    def __init__(self) -> None:
        super().__init__()
        if RightToRead.store is None:
            url = f"sqlite:///{PLACE[0] / 'tickmark.db'}"
            RightToRead.store = Store(url, quick(url))
        self.s: Store = RightToRead.store
        self.engine = self.s.engine
        self.office = office_on(lambda: self.s.engine, lambda: AT)
        self.mine: dict[str, tuple[RecordKind, str, str]] = {}
        self.groups: dict[str, set[str]] = {}

    @initialize()
    def people(self) -> None:
        for name in NAMES:
            self.groups[name] = set()
            self.put(name)

    def put(self, name: str) -> None:
        roles = frozenset(Role) - {Role.ADMIN}
        who = Person(email(name), name, frozenset(self.groups[name]), roles)
        put_people(self.s.engine, SECRET, (who,), "admin@example.com", AT)

    # what changes

    @rule(name=WHO, group=st.sampled_from(("legal", "finance")))
    def grant(self, name: str, group: str) -> None:
        self.groups[name].add(group)
        self.put(name)

    @rule(name=WHO, group=st.sampled_from(("legal", "finance")))
    def revoke(self, name: str, group: str) -> None:
        self.groups[name].discard(group)
        self.put(name)

    @rule(name=WHO)
    def remove(self, name: str) -> None:
        self.groups[name] = set()
        remove_person(self.s.engine, SECRET, email(name), "admin@example.com", AT)

    @rule(kind=KINDS, audience=st.sampled_from(GROUPS))
    def add(self, kind: RecordKind, audience: str) -> None:
        new = next_id(self.s.engine, kind)
        canary = f"canary{self.s.taken['canaries']}x"
        self.s.taken["canaries"] += 1
        body = parse(kind, fields(kind, canary, audience))
        self.wrote(new, 0, body)
        self.mine[new] = (kind, canary, audience)

    @rule(data=st.data(), audience=st.sampled_from(GROUPS))
    def move(self, data: st.DataObject, audience: str) -> None:
        if self.mine:
            one = data.draw(st.sampled_from(sorted(self.mine)))
            kind, canary, _ = self.mine[one]
            held = record(self.s.engine, one, None)
            assert held
            self.wrote(one, held.version, changed(held.body, audience=audience))
            self.mine[one] = (kind, canary, audience)

    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        if self.mine:
            one = data.draw(st.sampled_from(sorted(self.mine)))
            assert erase(self.s.engine, SECRET, Erasure(one, "admin@example.com", AT, "asked"))
            kind, canary, _ = self.mine.pop(one)
            self.s.taken["erased"] += 1
            told = [str(record(self.s.engine, one, None)), str(texts(self.s.engine, kind, None, None))]
            assert canary not in "".join(told)

    def wrote(self, one: str, version: int, body: object) -> None:
        assert isinstance(body, Body)
        told = [Notice(email(name), one, "open") for name in NAMES]
        done = commit(self.s.engine, SECRET, Change("add", "admin@example.com", AT, (Write(one, version, body),), told))
        assert isinstance(done, Committed)

    # what is seen

    @invariant()
    def nobody_sees_what_they_may_not(self) -> None:
        for name in self.groups:
            may = {"everyone", *self.groups[name]}
            allowed = {canary for _, canary, audience in self.mine.values() if audience in may}
            seen = set(CANARY.findall("\n".join(self.shown(name))))
            mine = {canary for _, canary, _ in self.mine.values()}
            assert seen & mine == allowed, (name, may, seen & mine, allowed)
            self.s.taken["looks"] += 1

    def shown(self, name: str) -> Iterator[str]:
        """Everything that a person is shown, as text."""
        engine, who = self.s.engine, person(self.s.engine, email(name)) or Person(email(name), name)
        may = who.audiences
        for kind in {kind for kind, _, _ in self.mine.values()}:
            yield str(listing(engine, kind, may))
            yield str(texts(engine, kind, may, None))
        yield str(due(engine, FAR, may))
        yield str(waiting(engine, who.email, may))
        yield str(records_of(engine, self.mine, may))
        for one in self.mine:
            yield str(record(engine, one, may))
            yield str([record_at(engine, one, version, may) for version in (1, 2)])

    @invariant()
    def what_may_not_be_read_is_refused_as_if_it_were_not_there(self) -> None:
        for name in self.groups:
            who = person(self.s.engine, email(name)) or Person(email(name), name)
            for one, (kind, _, audience) in self.mine.items():
                if kind is RecordKind.INTAKE and not who.may_read(audience):
                    self.refused(who, one)

    def refused(self, who: Person, one: str) -> None:
        """What is not there answers with the same words."""
        refusals = []
        for other in (one, "INT-999999"):
            results = (
                classify(self.office, who, other, {"intake_class": "scope"}),
                assign(self.office, who, other, Framework.SOC_2, {Part.OWNER: who.email}),
                request(self.office, who, other, fields(RecordKind.REQUEST, "x", "everyone")),
                provide(self.office, who, other, None),
                decide(self.office, who, other, DECISION),
                approve(self.office, who, other),
                escalate(self.office, who, other, email("bo"), "why"),
                merge(self.office, who, other, one),
            )
            assert all(isinstance(result, Missing) and result.record_id == other for result in results), results
            refusals.append([said(result).replace(other, "INT-x") for result in results if isinstance(result, Missing)])
        assert refusals[0] == refusals[1] and not CANARY.search("\n".join(refusals[0]))
        assert erased(self.s.engine, one, who.audiences) is None

    @rule(name=WHO)
    def front_door(self, name: str) -> None:
        """The command line, its errors included."""
        known = person(self.s.engine, email(name)) is not None
        may = {"everyone", *self.groups[name]}
        allowed = {canary for _, canary, audience in self.mine.values() if audience in may}
        for words in self.commands():
            status, text = self.run_command([*words, "--as", email(name)])
            seen = set(CANARY.findall(text)) & {canary for _, canary, _ in self.mine.values()}
            assert seen <= (allowed if known else set()), (words, text)
            assert status in (0, 1, 2) and "Traceback" not in text
            self.s.taken["commands"] += 1

    def commands(self) -> list[list[str]]:
        shows = [["intake", "show"], ["audit", "show"], ["intake", "export"]]
        some = [[*words, one] for one in sorted(self.mine)[:2] for words in shows]
        lists = [["intake", "list"], ["intake", "search", "canary"], ["intake", "notices"]]
        return [*lists, ["intake", "export", "--format", "review-pack"], *some]

    def run_command(self, words: list[str]) -> tuple[int, str]:
        out, old = io.StringIO(), dict(os.environ)
        os.environ["TICKMARK_HOME"] = str(Path(self.s.url.removeprefix("sqlite:///")).parent)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), pytest.raises(SystemExit) as end:
                main(words)
        finally:
            os.environ.clear()
            os.environ.update(old)
        return int(end.value.code or 0), out.getvalue()

    def teardown(self) -> None:
        """The next sequence begins without the records of this one."""
        self.s.taken["sequences"] += 1
        for one in self.mine:
            erase(self.s.engine, SECRET, Erasure(one, "admin@example.com", AT, "the end"))


RightToRead.TestCase.settings = settings(
    max_examples=SEQUENCES, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
RightToReadTest = RightToRead.TestCase
RightToReadTest.__test__ = True


def test_the_log_of_all_sequences_is_whole() -> None:
    walked = RightToRead.store
    assert walked is not None, "the machine did not run"
    assert audit.verify(walked.engine, SECRET, None) == ()
    counts: Counter[str] = walked.taken
    print("\n" + ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items())))
