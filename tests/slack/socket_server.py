"""The other end of Socket Mode: a WebSocket server on this machine that speaks as Slack does."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from queue import Queue
from threading import Thread
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

APP_TOKEN = "xapp-only-for-the-tests"
HELLO = {"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0TICKMARK"}, "debug_info": {}}


@dataclass
class Link:
    """What has connected, in order, and what it acknowledged. `url` is where the bot connects to."""

    url: str = ""
    connections: Queue[ServerConnection] = field(default_factory=Queue)
    told: Queue[dict[str, Any]] = field(default_factory=Queue)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def connected(self) -> ServerConnection:
        """The next connection that was opened."""
        return self.connections.get(timeout=60)

    def acknowledged(self) -> dict[str, Any]:
        """The next acknowledgement: `envelope_id`, and a `payload` where there is one."""
        return self.told.get(timeout=60)

    def envelope(self, kind: str, payload: dict[str, Any], **more: Any) -> dict[str, Any]:
        """An envelope as Slack sends it."""
        takes = kind != "events_api"
        made = {"type": kind, "envelope_id": f"envelope-{next(self._numbers)}", "payload": payload}
        return made | {"accepts_response_payload": takes} | more


def send(connection: ServerConnection, message: dict[str, Any]) -> None:
    connection.send(json.dumps(message))


@contextmanager
def linked() -> Iterator[Link]:
    """A running server, stopped at the end."""
    link = Link()

    def talk(connection: ServerConnection) -> None:
        send(connection, HELLO)
        link.connections.put(connection)
        try:
            for message in connection:
                link.told.put(json.loads(message))
        except ConnectionClosed:
            return

    with serve(talk, "127.0.0.1", 0) as server:
        link.url = f"ws://127.0.0.1:{server.socket.getsockname()[1]}/link"
        Thread(target=server.serve_forever, daemon=True).start()
        yield link
