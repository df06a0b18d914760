"""A headless Chromium without a network, driven over a pipe: what a page shows, what it asks for, what it complains of."""

import base64
import fcntl
import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = "chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
)
PATIENCE = 120  # seconds for one answer
COMPLAINTS = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
Message = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """A page that is loaded: every URL that was asked for, and every error or word on the console."""

    tab: "Tab"
    requests: list[str]
    complaints: list[Message]

    def says(self, expression: str) -> Any:
        """The value of a JavaScript expression, which the page itself may not run."""
        return self.tab.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def picture(self, width: int, height: int, dark: bool = False) -> bytes:
        """A PNG of the page's upper `width` x `height` CSS pixels."""
        self.sized(width, height, dark)
        return base64.b64decode(self.tab.ask("Page.captureScreenshot", format="png")["data"])

    def sized(self, width: int, height: int, dark: bool = False) -> None:
        """Show the page in a window of this size."""
        self.tab.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.tab.ask("Emulation.setEmulatedMedia", features=[scheme])


class Tab:
    """One page of a running browser."""

    def __init__(self, reader: int, writer: int) -> None:
        self._reader, self._writer, self._number, self._left = reader, writer, 0, b""
        self.session, self.events = "", list[Message]()
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def ask(self, method: str, **params: Any) -> Message:
        """What comes of one command. Raises AssertionError where it is refused or nothing comes."""
        self._number += 1
        told = {"id": self._number, "method": method, "params": params}
        os.write(
            self._writer, json.dumps(told | ({"sessionId": self.session} if self.session else {})).encode() + b"\0"
        )
        said = self._until(lambda one: one.get("id") == self._number)
        assert "error" not in said, (method, said)
        result: Message = said["result"]
        return result

    def open(self, url: str) -> Opened:
        """Load a page with the network off."""
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        self.ask("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)
        self.events.clear()
        self.ask("Page.navigate", url=url)
        if not any(one.get("method") == "Page.loadEventFired" for one in self.events):
            self._until(lambda one: one.get("method") == "Page.loadEventFired")
        sent = [
            one["params"]["request"]["url"] for one in self.events if one.get("method") == "Network.requestWillBeSent"
        ]
        return Opened(self, sent, [one for one in self.events if one.get("method") in COMPLAINTS])

    def _until(self, meant: Any) -> Message:
        """The first message that is meant; the others are kept as events."""
        until = time.monotonic() + PATIENCE
        while True:
            one = self._next(until)
            if "method" in one:
                self.events.append(one)
            if meant(one):
                return one

    def _next(self, until: float) -> Message:
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._reader], [], [], max(0.0, until - time.monotonic()))
            some = os.read(self._reader, 1 << 20) if ready else b""
            assert some, "the browser says nothing"
            self._left += some
        line, _, self._left = self._left.partition(b"\0")
        message: Message = json.loads(line)
        return message


@contextmanager
def browser(profile: Path) -> Iterator[Tab]:
    """A browser with an empty profile; ended with the block."""
    (hears, told), (said, speaks) = os.pipe(), os.pipe()
    theirs = [
        fcntl.fcntl(one, fcntl.F_DUPFD, 10) for one in (hears, speaks)
    ]  # away from 3 and 4, where they must come to lie
    shell = f'exec {PROGRAM} "$@" 3<&{theirs[0]} 4>&{theirs[1]}'
    command = ["bash", "-c", shell, "bash", *FLAGS, f"--user-data-dir={profile}"]
    with (profile.parent / "browser.log").open("w") as log:
        child = subprocess.Popen(command, pass_fds=theirs, stdout=log, stderr=log)
    for one in (hears, speaks, *theirs):
        os.close(one)
    try:
        yield Tab(said, told)
    finally:
        os.close(told)
        os.close(said)
        child.terminate()
        child.wait(timeout=PATIENCE)
