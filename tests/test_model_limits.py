"""Limits of a model, what is kept of it, its settings, and the prompt files."""

import hashlib
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from assistant.contract import Question
from assistant.model.cost import dearest
from assistant.model.kept import kept_by
from assistant.model.limits import Clockwork, Limits, Purse, Raw, limited
from assistant.model.talk import Asked, Failure, Heard, Later, Send, Spoken
from knowledge.store.state import add, drop, keep, kept
from prompts.loader import FOLDER, PromptError, prompt, read_prompt
from tickmark.errors import Misuse
from tickmark.model_settings import ModelSettings, read_model_settings
from tickmark.models import open_model
from tickmark.put_off import seconds_of

ASKED = Asked(prompt("word-answer"), "What?", {}, "k" * 64)


@dataclass
class Clock:
    """Time that passes only where somebody sleeps."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Money:
    spent: float = 0.0

    def purse(self) -> Purse:
        return Purse(self.take, self.back)

    def take(self, cost: float, daily: float) -> bool:
        if self.spent + cost > daily:
            return False
        self.spent += cost
        return True

    def back(self, cost: float) -> None:
        self.spent -= cost


def way(raw: Raw, limits: Limits, clock: Clock, money: Money, turns: int = 1) -> Send:
    return limited(
        raw, limits, money.purse(), Clockwork(lambda: clock.now, clock.sleep, threading.BoundedSemaphore(turns))
    )


def test_a_call_that_fails_is_tried_again_after_longer_and_longer_pauses() -> None:
    clock, tries = Clock(), []

    def failing(asked: Asked, seconds: float) -> Spoken:
        tries.append(seconds)
        if len(tries) < 3:
            raise ConnectionError("sk-secret")
        return Spoken("{}", 10, 5)

    assert way(failing, Limits(), clock, Money())(ASKED) == Spoken("{}", 10, 5)
    assert (clock.slept, len(tries)) == ([0.5, 1.0], 3)
    assert tries == [30.0, 29.5, 28.5]


def test_each_try_is_told_and_a_kept_output_takes_none() -> None:
    comes: list[Spoken | Failure | None] = [None, Failure.TOO_MANY, Spoken(""), Spoken("{}", 10, 5)]

    def raw(asked: Asked, seconds: float) -> Spoken | Failure:
        if (said := comes.pop(0)) is None:
            raise ConnectionError
        return said

    held: dict[str, str] = {}
    send = kept_by(way(raw, Limits(retries=3), Clock(), Money()), held.get, held.__setitem__, False)
    first, second = replace(ASKED, heard=Heard()), replace(ASKED, heard=Heard())
    assert isinstance(send(first), Spoken) and isinstance(send(second), Spoken)
    assert first.heard.tries == ["failed", "too many requests", "empty", "answered"]
    assert (second.heard.tries, second.heard.kept) == ([], first.heard.kept)
    assert first.heard.kept == hashlib.sha256(held[first.heard.kept].encode()).hexdigest()


def test_a_call_that_keeps_failing_ends_at_the_reply_s_time() -> None:
    clock = Clock()

    def failing(asked: Asked, seconds: float) -> Spoken:
        clock.now += 7
        raise ConnectionError

    send = way(failing, Limits(seconds=10, retries=50), clock, Money())
    assert send(ASKED) is Failure.FAILED
    assert clock.now < 20
    assert send(ASKED) is Failure.TIMED_OUT


@pytest.mark.parametrize(
    ("seconds", "waited"), [(7.0, [7.0]), (0.2, [0.5]), (0.0, [0.5]), (29.9, [29.9]), (30.0, []), (3600.0, [])]
)
def test_a_server_s_own_time_for_the_next_try_is_waited_for_where_it_fits_and_else_ends_the_tries(
    seconds: float, waited: list[float]
) -> None:
    clock, money = Clock(), Money()
    comes: list[Spoken | Later] = [Later(Failure.TOO_MANY, seconds), Spoken("{}", 10, 5)]
    asked = replace(ASKED, heard=Heard())
    said = way(lambda asked, seconds: comes.pop(0), Limits(), clock, money)(asked)
    assert clock.slept == waited
    assert said == (Spoken("{}", 10, 5) if waited else Failure.TOO_MANY)
    assert asked.heard.tries[0].startswith("too many requests: to be asked again in ")
    assert asked.heard.tries[1:] == (["answered"] if waited else [])
    assert money.spent == pytest.approx(15 / 1_000_000 if waited else 0)


def test_the_time_for_the_next_try_is_told_and_must_fit_into_what_the_others_left() -> None:
    clock, asked = Clock(), replace(ASKED, heard=Heard())
    send = way(lambda asked, seconds: Later(Failure.TOO_MANY, 12.4), Limits(retries=9), clock, Money())
    assert send(asked) is Failure.TOO_MANY
    assert (clock.slept, asked.heard.tries) == (
        [12.4, 12.4],
        ["too many requests: to be asked again in 13 seconds"] * 3,
    )
    far = replace(ASKED, heard=Heard())
    assert way(lambda asked, seconds: Later(Failure.TOO_MANY, float("inf")), Limits(), Clock(), Money())(far)
    assert far.heard.tries == ["too many requests: to be asked again in more than a day"]


def test_a_server_that_names_no_time_is_asked_again_as_before() -> None:
    clock = Clock()
    assert way(lambda asked, seconds: Failure.TOO_MANY, Limits(), clock, Money())(ASKED) is Failure.TOO_MANY
    assert clock.slept == [0.5, 1.0]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("3600", 3600.0),
        (" 2 ", 2.0),
        ("0", 0.0),
        ("1.5", 1.5),
        ("9" * 400, float("inf")),
        ("Thu, 01 Jan 2026 00:01:09 GMT", 69.0),
        ("Thursday, 01-Jan-26 00:01:09 GMT", 69.0),
        ("Thu Jan  1 00:01:09 2026", 69.0),
        ("Thu, 01 Jan 2026 01:01:09 +0100", 69.0),
        ("Wed, 31 Dec 2025 23:00:00 GMT", 0.0),
        *((one, None) for one in ("", "soon", "-5", "1e3", "inf", "nan", "٣", "5 s", "Thu, 99 Jan 2026 00:00:09 GMT")),
        ("Thu, 01 Jan 9999999 00:00:09 GMT", None),
    ],
)
def test_the_time_for_the_next_try_is_read_as_seconds_or_as_a_date(said: str, seconds: float | None) -> None:
    assert seconds_of(said, datetime(2026, 1, 1, tzinfo=UTC)) == seconds


def test_a_call_that_hangs_is_left_behind_and_keeps_its_turn() -> None:
    held = threading.Event()

    def hanging(asked: Asked, seconds: float) -> Spoken:
        held.wait(30)
        return Spoken("late")

    turns = threading.BoundedSemaphore(1)
    clock = Clock()
    send = limited(hanging, Limits(seconds=0.1), Money().purse(), Clockwork(lambda: clock.now, clock.sleep, turns))
    assert send(ASKED) is Failure.TIMED_OUT
    assert send(ASKED) is Failure.BUSY
    held.set()
    assert turns.acquire(timeout=10)


def test_a_user_who_has_spent_enough_is_answered_without_a_model() -> None:
    money, calls = Money(), []

    def costly(asked: Asked, seconds: float) -> Spoken:
        calls.append(asked)
        return Spoken("{}", read=1_000, written=500)

    send = way(costly, Limits(tokens=500, daily=0.005, price=(1.0, 2.0)), Clock(), money)
    assert [type(send(ASKED)) for _ in range(3)] == [Spoken, Spoken, Failure]
    assert (send(ASKED), len(calls), round(money.spent, 6)) == (Failure.OVER_BUDGET, 2, 0.004)


def test_a_model_that_counts_no_tokens_is_charged_by_length() -> None:
    money = Money()
    way(lambda asked, seconds: Spoken("x" * 300), Limits(price=(0.0, 1.0)), Clock(), money)(ASKED)
    assert money.spent == pytest.approx(300 / 1_000_000)
    way(lambda asked, seconds: Spoken("é" * 300), Limits(price=(0.0, 1.0)), Clock(), money)(ASKED)
    assert money.spent == pytest.approx((300 + 400) / 1_000_000)


@pytest.mark.parametrize("sign", ["7", "?", "a9f3c1", "🜀", "q x "])
def test_no_call_costs_more_than_was_laid_aside_for_it(sign: str) -> None:
    text = (sign * 20_000)[:20_000]
    money, dense = Money(), replace(ASKED, user=text, schema={"type": "object"})
    calls: list[Asked] = []

    def each_byte(asked: Asked, seconds: float) -> Spoken:
        calls.append(asked)
        told = asked.prompt
        return Spoken("{}", len((told.system + told.example + told.answer + asked.user).encode()), 400)

    limits = Limits(daily=2.5 * dearest(dense, 400, (1.0, 1.0)))
    assert [type(way(each_byte, limits, Clock(), money)(dense)) for _ in range(4)] == [Spoken, Spoken, Failure, Failure]
    assert len(calls) == 2 and money.spent <= limits.daily


@pytest.mark.parametrize(("read", "written"), [(-1, -1), (10**30, 10**30), (-(10**9), 5), (0, 10**30)])
def test_a_count_that_can_not_be_is_no_charge_and_no_gift(read: int, written: int) -> None:
    money = Money()
    way(lambda asked, seconds: Spoken("{}", read, written), Limits(tokens=400), Clock(), money)(ASKED)
    assert 0 < money.spent <= dearest(ASKED, 400, (1.0, 1.0))


def test_each_try_is_charged_also_one_that_fails_but_none_that_was_not_taken() -> None:
    money, most = Money(), dearest(ASKED, 400, (1.0, 1.0))

    def failing(asked: Asked, seconds: float) -> Spoken:
        raise ConnectionError

    assert way(failing, Limits(retries=2), Clock(), money)(ASKED) is Failure.FAILED
    assert money.spent == pytest.approx(3 * most)
    way(lambda asked, seconds: Failure.KEY_REFUSED, Limits(retries=2), Clock(), money)(ASKED)
    assert money.spent == pytest.approx(3 * most)
    empty = Spoken("", read=700, written=300)
    way(lambda asked, seconds: empty, Limits(retries=1), Clock(), money)(ASKED)
    assert money.spent == pytest.approx(3 * most + 0.002)


def test_a_purse_that_is_out_of_reach_asks_no_model_and_fails_nothing() -> None:
    def broken(*_: object) -> bool:
        raise OSError("database is locked")

    turns = Clockwork(lambda: 0.0, lambda seconds: None, threading.BoundedSemaphore(1))
    raw = lambda asked, seconds: Spoken("{}", 10, 5)  # noqa: E731
    assert limited(raw, Limits(), Purse(broken, broken), turns)(ASKED) is Failure.NO_LEDGER
    assert limited(raw, Limits(), Purse(lambda cost, daily: True, broken), turns)(ASKED) == Spoken("{}", 10, 5)


def test_the_time_that_a_reply_waited_is_no_longer_a_model_s() -> None:
    left: list[float] = []

    def noting(asked: Asked, seconds: float) -> Spoken:
        left.append(seconds)
        return Spoken("{}", 10, 5)

    send = way(noting, Limits(seconds=10), Clock(), Money())
    assert send(replace(ASKED, waited=4.0)) == Spoken("{}", 10, 5)
    assert send(replace(ASKED, waited=10.0)) is Failure.TIMED_OUT
    assert left == [6.0]


def test_an_answer_that_is_longer_than_its_tokens_can_be_is_cut_off() -> None:
    said = way(lambda asked, seconds: Spoken("x" * 10_000), Limits(tokens=100), Clock(), Money())(ASKED)
    assert said == Spoken("x" * 800, cut_off=True)


def test_what_was_said_is_kept_and_replayed_and_a_failure_is_asked_again_unless_replayed() -> None:
    held: dict[str, str] = {}
    said: list[Spoken | Failure] = [Failure.TIMED_OUT, Spoken("\x00 é", 3, 4, cut_off=True)]
    asks = iter(said)
    first = kept_by(lambda _: next(asks), held.get, held.__setitem__, False)
    replay = kept_by(lambda _: pytest.fail("asked"), held.get, held.__setitem__, True)
    assert replay(ASKED) is Failure.NOT_KEPT
    assert first(ASKED) is Failure.TIMED_OUT and replay(ASKED) is Failure.TIMED_OUT
    assert first(ASKED) == said[1]
    assert first(ASKED) == replay(ASKED) == Spoken("\x00 é", cut_off=True)


def test_an_output_of_no_use_is_asked_again_and_a_ledger_that_fails_is_passed_over() -> None:
    held: dict[str, str] = {}
    asks = iter([Spoken("junk"), Spoken("{}")])
    picky = replace(ASKED, is_usable=lambda said: said.text == "{}")
    send = kept_by(lambda _: next(asks), held.get, held.__setitem__, False)
    replay = kept_by(lambda _: pytest.fail("asked"), held.get, held.__setitem__, True)
    assert (send(picky), replay(picky)) == (Spoken("junk"), Spoken("junk"))
    assert [send(picky) for _ in range(3)] == [Spoken("{}")] * 3

    def broken(*_: str) -> None:
        raise OSError("database is locked")

    assert kept_by(lambda _: Spoken("{}"), broken, broken, False)(picky) == Spoken("{}", kept=False)


def test_amounts_are_added_up_and_outputs_dropped_in_both_databases(engine: Engine) -> None:
    threads = [threading.Thread(target=add, args=(engine, "spent:x", 3)) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert kept(engine, "spent:x") == "24"
    assert [add(engine, "spent:x", 5, most=30), add(engine, "spent:x", 5, most=30)] == [True, False]
    assert (add(engine, "spent:y", 31, most=30), kept(engine, "spent:y")) == (False, None)
    add(engine, "spent:x", -5)
    keep(engine, "output:a", "{}")
    drop(engine, "output:")
    assert (kept(engine, "output:a"), kept(engine, "spent:x")) == (None, "24")


def test_what_a_user_spends_is_kept_in_the_store(sqlite_engine: Engine) -> None:
    given = replace(read_model_settings({"TICKMARK_MODEL": "local:smollm2"}), replay=True)
    model = open_model(sqlite_engine, given)
    assert model is not None and model.open(Question(text="x"))(ASKED) is Failure.NOT_KEPT
    assert open_model(sqlite_engine, ModelSettings()) is None


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("TICKMARK_MODEL", "gpt", "provider:name"),
        ("TICKMARK_MODEL_TOKENS", "0", "from 1"),
        ("TICKMARK_MODEL_SECONDS", "soon", "above 0"),
        ("TICKMARK_MODEL_RETRIES", "-1", "from 0"),
        ("TICKMARK_MODEL_SECONDS", "10000000000", "at most 3,600"),
        ("TICKMARK_MODEL_SECONDS", "9" * 400, "at most 3,600"),
        ("TICKMARK_MODEL_TOKENS", "9" * 5_000, "1,000,000"),
        ("TICKMARK_MODEL_DAILY", "0", "above 0"),
        ("TICKMARK_MODEL_THREADS", "all", "from 1"),
        ("TICKMARK_MODEL_URL", "http://127.0.0.1:99999/v1", "the address of a server"),
        ("TICKMARK_MODEL_URL", "junk", "the address of a server"),
        ("TICKMARK_MODEL_PRICE", "3", "0.25/2"),
        ("TICKMARK_MODEL_PRICE", "-1/2", "0/0"),
        ("TICKMARK_MODEL_JOBS", "decide", "word"),
    ],
)
def test_a_setting_that_can_not_be_read_is_named(name: str, value: str, word: str) -> None:
    with pytest.raises(Misuse, match=word) as said:
        read_model_settings({"TICKMARK_MODEL": "local:smollm2", name: value})
    assert name in str(said.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TICKMARK_MODEL", "sk-proj-PASSW0RD"),
        ("TICKMARK_MODEL", "sk-PASSW0RD:x"),
        ("TICKMARK_MODEL", "openai:sk-PASSW0RD"),
        ("TICKMARK_MODEL", "openai:gsk_PASSW0RD"),
        ("TICKMARK_MODEL_URL", "http://user:PASSW0RD@host:99999/v1"),
        ("TICKMARK_MODEL_URL", "ftp://user:PASSW0RD@host/v1"),
        ("TICKMARK_MODEL_URL", "http://user:PASSW0RD @host/v1"),
        ("TICKMARK_MODEL_URL", "http://[PASSW0RD/v1"),
    ],
)
def test_what_may_be_a_key_is_not_told(name: str, value: str) -> None:
    with pytest.raises(Misuse) as said:
        read_model_settings({"TICKMARK_MODEL": "local:smollm2", name: value})
    assert name in str(said.value) and "PASSW0RD" not in str(said.value) and said.value.__cause__ is None


@pytest.mark.parametrize("name", ["gpt-5-mini", "o3", "keystone-7b", "skylark:latest", "org/model@v1", "sky-1"])
def test_the_name_of_a_model_is_no_key(name: str) -> None:
    assert read_model_settings({"TICKMARK_MODEL": f"openai:{name}"}).title == f"openai:{name}"


def test_a_key_in_an_address_is_no_part_of_the_model_s_name() -> None:
    def title(url: str) -> str:
        return ModelSettings("openai", "m", url).full_title

    assert title("") == "openai:m"
    assert title("http://u:PASSW0RD@h:8/v1") == "openai:m@h:8/v1"
    keyed = [title(f"https://h/{path}") for path in ("KEY-abc/v1", "KEY-abd/v1", "v1?key=KEY-abc")]
    assert len(set(keyed)) == 3 and not any("KEY" in one for one in keyed)


def test_a_model_may_cost_nothing() -> None:
    limits = read_model_settings({"TICKMARK_MODEL": "local:smollm2", "TICKMARK_MODEL_PRICE": "0/0"}).limits
    assert limits.price == (0.0, 0.0)


def test_every_prompt_is_whole_and_strict() -> None:
    names = sorted(path.stem for path in FOLDER.glob("*.md"))
    assert names == ["judge-support", "read-facts", "repair-answer", "rewrite-search", "word-answer"]
    for name in names:
        written = prompt(name)
        assert written.version and len(written.sha256) == 64
        values = {field: f"<{field} {{{{question}}}}>" for field in written.fields}
        filled = written.filled(values)
        assert all(value in filled for value in values.values())
        with pytest.raises(PromptError):
            written.filled({**values, "more": ""})
        with pytest.raises(PromptError):
            written.filled({})


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("id: word-answer", "id: other"),
        lambda text: re.sub(r"version: .*\n", "", text),
        lambda text: text.replace("{{evidence}}", "evidence"),
        lambda text: text.replace("# Answer\n", ""),
    ],
)
def test_a_prompt_file_that_is_off_is_refused(tmp_path: Path, change: Callable[[str], str]) -> None:
    path = tmp_path / "word-answer.md"
    path.write_text(change((FOLDER / "word-answer.md").read_text("utf-8")), "utf-8")
    with pytest.raises(PromptError, match="word-answer.md"):
        read_prompt(path)
