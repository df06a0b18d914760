"""`tickmark serve` as a process of its own: it is healthy, refuses what is not signed, and answers what is."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.store.database import open_database
from knowledge.store.people import put_people
from tests.conftest import AT
from tests.offices import ANA
from tests.slack import payloads
from tests.slack.conftest import SIGNING, Bot, until
from tests.slack.double import BOT_TOKEN, Double, free_port
from tickmark.office import audit_key
from tickmark.settings import Settings

STARTS = 120.0  # seconds
SECRET = "the merger is off"


@contextmanager
def serving(settings: Settings, double: Double, log: Path) -> Iterator[str]:
    """The address of a running `tickmark serve`, stopped at the end as an operator stops it."""
    port = free_port()
    given = {"TICKMARK_HOME": str(settings.home), "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING}
    command = [sys.executable, "-m", "tickmark", "serve", "--port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, env={**os.environ, **given, "SLACK_API_URL": double.url}
        )
    try:
        until(lambda: _health(process, f"http://127.0.0.1:{port}", log), STARTS)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _health(process: subprocess.Popen[bytes], url: str, log: Path) -> dict[str, object] | None:
    assert process.poll() is None, log.read_text("utf-8")
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
            told: dict[str, object] = json.load(answer)
            return told
    except (OSError, urllib.error.URLError):
        return None


def test_a_served_bot_is_healthy_refuses_the_unsigned_and_answers_the_signed(
    fresh: Settings, double: Double, tmp_path: Path
) -> None:
    engine = open_database(fresh.database_url)
    put_people(engine, audit_key(fresh), (ANA,), "admin@example.com", AT)
    engine.dispose()
    log = tmp_path / "serve.log"
    with serving(fresh, double, log) as url:
        bot = Bot(double, None, url)  # type: ignore[arg-type]
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
            assert json.load(answer)["ok"] is True
        forged = json.dumps(payloads.mention("U1", "C1", SECRET, "1.0"))
        assert bot.raw(forged, secret="another secret") == (401, "not signed by Slack")
        assert bot.raw(forged, X_Slack_Signature="")[0] == 401
        ts = bot.ask("ana", "What is the difference between a Type 1 and a Type 2 report?")
        told = until(lambda: next(iter(double.thread("general-questions", ts)), None), STARTS)
        assert "Type 1" in json.dumps(told["blocks"])
    written = log.read_text("utf-8")
    assert not [one for one in (SECRET, BOT_TOKEN, SIGNING, "Traceback", "difference") if one in written], written
