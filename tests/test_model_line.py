"""A call over HTTP: bounded in its whole time and its bytes, never through a proxy to this machine, and told to nobody."""

import gzip
import json
import os
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from assistant.contract import Question
from assistant.model.forms import Wording, read_form
from assistant.model.limits import Limits
from assistant.model.talk import Asked, Failure, Heard, Spoken
from prompts.loader import prompt
from tests.scripted_server import Scripted, scripted
from tickmark.line import MOST, Line, TooLong, direct, is_here
from tickmark.model_settings import ModelSettings
from tickmark.models import _turns, open_model
from tickmark.settings import go_offline

ASKED = Asked(prompt("word-answer"), "What?", {"type": "object"}, "k" * 64)
HASTY = Limits(retries=0, seconds=1.5, at_once=7, price=(0.0, 0.0))  # turns that no other test takes
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
Write = Callable[[bytes], Any]


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as running:
        yield running


def told(
    engine: Engine, url: str, key: str = "k" * 64, limits: Limits = HASTY, heard: Heard | None = None
) -> Spoken | Failure:
    model = open_model(engine, ModelSettings("openai", "scripted", url, limits=limits))
    assert model is not None
    return model.open(Question(text="x"))(replace(ASKED, key=key, heard=heard or Heard()))


def endless(write: Write) -> None:
    write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        write(b"10000\r\n" + b" " * 65_536 + b"\r\n")


def dripping(write: Write) -> None:
    write(HEAD + b"Content-Length: 100000\r\n\r\n")
    while True:
        write(b" ")
        time.sleep(0.1)


def dripping_head(write: Write) -> None:
    write(HEAD + b"X-Long: ")
    while True:
        write(b"x")
        time.sleep(0.1)


def folded(wbits: int, unfolded: int) -> bytes:
    """As many blanks, packed."""
    packing = zlib.compressobj(9, zlib.DEFLATED, wbits)
    parts = [packing.compress(b" " * 1_000_000) for _ in range(unfolded // 1_000_000)]
    return b"".join((*parts, packing.flush()))


GZIP, DEFLATE = 31, 15
BOMBS = {"gzip": folded(GZIP, 300_000_000), "deflate": folded(DEFLATE, 300_000_000)}


def packed(write: Write, kind: str = "gzip") -> None:
    body = BOMBS[kind]
    write(HEAD + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (kind.encode(), len(body)) + body)


def packed_otherwise(write: Write) -> None:
    packed(write, "deflate")


def packed_error(write: Write) -> None:
    body = BOMBS["gzip"]
    head = b"HTTP/1.1 500 Oh\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
    write(head % len(body) + body)


def packed_twice(write: Write) -> None:
    body = gzip.compress(BOMBS["gzip"])
    write(HEAD + b"Content-Encoding: gzip, gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def unread(write: Write) -> None:
    write(HEAD + b"Content-Encoding: br\r\nContent-Length: 3\r\n\r\nxyz")


@pytest.mark.parametrize("writes", [endless, packed, packed_otherwise, packed_twice, unread])
def test_of_an_answer_that_is_too_long_no_more_is_read(
    server: Scripted, sqlite_engine: Engine, writes: Callable[[Write], None]
) -> None:
    server.writes = writes
    said = told(sqlite_engine, server.url, limits=replace(HASTY, seconds=20))
    assert isinstance(said, Spoken) and (said.text, said.cut_off) == ("", True)
    assert read_form(said, Wording) is Failure.CUT_OFF
    assert writes is not endless or server.left.wait(5)
    assert len(server.heard) == 1


@pytest.mark.parametrize("client", ["httpx", "httpx2"])
@pytest.mark.parametrize("writes", [packed, packed_otherwise, packed_error, packed_twice])
def test_what_an_answer_unfolds_into_takes_no_more_memory_than_is_read_of_it(
    server: Scripted, client: str, writes: Callable[[Write], None]
) -> None:
    server.writes = writes
    line = Line(20.0, server.url)
    with line, pytest.importorskip(client).Client(**line.arguments) as asking:
        tracemalloc.start()
        try:
            with pytest.raises(TooLong):
                asking.post(server.url, json={})
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert most < 3 * MOST


@pytest.mark.parametrize(
    ("kind", "wbits"),
    [("gzip", GZIP), ("GZIP", GZIP), ("deflate", DEFLATE), ("deflate", -DEFLATE), ("identity", 0), (" gzip ", GZIP)],
)
def test_a_packed_answer_of_ordinary_size_is_read_whole(
    server: Scripted, sqlite_engine: Engine, kind: str, wbits: int
) -> None:
    server.content = json.dumps({"sentences": [], "unknown": False, "more": list(range(300))})

    def writes(write: Write) -> None:
        packing = zlib.compressobj(9, zlib.DEFLATED, wbits or GZIP)
        body = packing.compress(server.body()) + packing.flush() if wbits else server.body()
        write(HEAD + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (kind.encode(), len(body)))
        for at in range(0, len(body), 100):
            write(body[at : at + 100])

    server.writes = writes
    said = told(sqlite_engine, server.url, limits=replace(HASTY, seconds=20))
    assert isinstance(said, Spoken) and said.text == server.content


@pytest.mark.parametrize("body", [b"no gzip at all", BOMBS["gzip"][:3], b""])
def test_an_answer_that_is_not_packed_as_it_says_is_a_failed_call(
    server: Scripted, sqlite_engine: Engine, body: bytes
) -> None:
    head = HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    server.writes = lambda write: write(head + body)
    said = told(sqlite_engine, server.url, limits=replace(HASTY, seconds=20))
    assert isinstance(said, Failure) or isinstance(read_form(said, Wording), Failure)


def putting_off(server: Scripted, status: str, until: str) -> Callable[[Write], None]:
    """Puts off the first call with these words for Retry-After, and answers the others."""

    def writes(write: Write) -> None:
        if len(server.heard) == 1:
            write(f"HTTP/1.1 {status}\r\nRetry-After: {until}\r\nContent-Length: 0\r\n\r\n".encode())
        else:
            body = server.body()
            write(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    return writes


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable", "529 Overloaded"])
@pytest.mark.parametrize("until", ["1", "3600", "Thu, 01 Jan 2099 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_server_that_says_when_to_ask_again_is_asked_then_or_not_at_all(
    server: Scripted, sqlite_engine: Engine, status: str, until: str
) -> None:
    server.writes, heard = putting_off(server, status, until), Heard()
    began = time.monotonic()
    said = told(sqlite_engine, server.url, limits=replace(HASTY, retries=2, seconds=20), heard=heard)
    took = time.monotonic() - began
    assert heard.tries[0].startswith("too many requests: to be asked again in ")
    if until == "1" or "1970" in until:
        assert isinstance(said, Spoken) and heard.tries[1:] == ["answered"] and took >= (1 if until == "1" else 0.5)
    else:
        assert said is Failure.TOO_MANY and len(heard.tries) == len(server.heard) == 1 and took < 10


@pytest.mark.parametrize(
    ("status", "until", "first"),
    [
        ("429 Too Many Requests", "soon", "too many requests"),
        ("503 Service Unavailable", "soon", "failed"),
        ("500 Internal Server Error", "3600", "failed"),
    ],
)
def test_a_failure_without_a_time_to_ask_again_is_tried_again_as_before(
    server: Scripted, sqlite_engine: Engine, status: str, until: str, first: str
) -> None:
    server.writes, heard = putting_off(server, status, until), Heard()
    said = told(sqlite_engine, server.url, limits=replace(HASTY, retries=1, seconds=20), heard=heard)
    assert isinstance(said, Spoken) and heard.tries == [first, "answered"]


@pytest.mark.parametrize("writes", [dripping, dripping_head])
def test_a_server_that_drips_is_cut_off_at_the_call_s_time_and_its_turn_is_free(
    server: Scripted, sqlite_engine: Engine, writes: Callable[[Write], None]
) -> None:
    limits = replace(HASTY, at_once=8 if writes is dripping else 9)
    server.writes = writes
    began = time.monotonic()
    assert told(sqlite_engine, server.url, limits=limits) in (Failure.TIMED_OUT, Failure.FAILED)
    assert time.monotonic() - began < 3
    assert server.left.wait(3)
    turns = _turns(limits.at_once)
    assert all(turns.acquire(timeout=2) for _ in range(limits.at_once))
    turns.release(limits.at_once)
    server.writes = None
    assert isinstance(told(sqlite_engine, server.url, "n" * 64, limits), Spoken)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_no_proxy_stands_before_this_machine(
    server: Scripted, sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for one in [one for one in os.environ if one.lower() in ("no_proxy", "http_proxy", "all_proxy")]:
        monkeypatch.delenv(one)
    monkeypatch.setenv(name, server.url.removesuffix("/v1"))
    for host in ("127.0.0.1", "localhost", "127.0.0.7"):
        assert told(sqlite_engine, f"http://{host}:9/v1", host.ljust(64)) is Failure.UNREACHABLE
    assert server.asked == []
    assert isinstance(told(sqlite_engine, "http://model.example/v1", "e" * 64), Spoken)
    assert server.asked == ["POST http://model.example/v1/chat/completions HTTP/1.1"]


def test_this_machine_goes_by_its_names() -> None:
    assert all(map(is_here, ("localhost", "a.localhost", "127.8.9.1", "::1")))
    assert not any(map(is_here, ("", "localhost.example", "10.0.0.1", "128.0.0.1", "0127.0.0.1", "::2")))
    assert "all://127.0.0.9" in direct("http://127.0.0.9:1/v1") and "all://10.0.0.1" not in direct("http://10.0.0.1/v1")


def test_the_front_door_lets_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"no_proxy": "a.example", "LANGSMITH_TRACING": "true"})
    go_offline()
    go_offline()
    assert os.environ["no_proxy"] == os.environ["NO_PROXY"] == "a.example,localhost,127.0.0.1,::1"
    assert {os.environ[f"{one}_TRACING{two}"] for one in ("LANGSMITH", "LANGCHAIN") for two in ("", "_V2")} == {"false"}


def test_another_address_is_not_gone_on_to(server: Scripted, sqlite_engine: Engine) -> None:
    head = b"HTTP/1.1 307 Temporary Redirect\r\nLocation: %s/chat/completions\r\nContent-Length: 0\r\n\r\n"
    server.writes = lambda write: write(head % server.url.encode())
    assert told(sqlite_engine, server.url) is Failure.FAILED
    assert len(server.heard) == 1


@pytest.mark.parametrize(
    "content",
    [[{"type": "text", "text": "Mr Secret owes 5M"}], [1, "Mr Secret"], {"text": "Mr Secret"}, 7, [["Mr Secret"]]],
)
def test_no_word_of_an_answer_of_another_form_is_told(
    server: Scripted, sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture, recwarn: pytest.WarningsRecorder, content: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    server.content = content
    with caplog.at_level("DEBUG"):
        said = told(sqlite_engine, server.url)
    assert isinstance(said, Failure) or isinstance(read_form(said, Wording), Failure)
    everything = "".join((*capfd.readouterr(), caplog.text, *(str(one.message) for one in recwarn)))
    assert "Secret" not in everything and "What?" not in everything
