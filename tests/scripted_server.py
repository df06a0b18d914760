"""A server on loopback that speaks as much of OpenAI's API as a chat model needs, and says what it is told to."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass
class Scripted:
    """`content` is said to every call, after `slow` seconds, with HTTP `status`; `heard` are the bodies and keys that came, `asked`
    the first words of each request. `writes` says it all in its own way to the socket, and notes when nobody listens any more."""

    url: str = ""
    content: Any = '{"sentences": [], "unknown": true}'
    usage: tuple[int, int] = (100, 50)
    status: int = 200
    slow: float = 0.0
    heard: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    writes: Callable[[Callable[[bytes], Any]], None] | None = None
    left: Event = field(default_factory=Event)

    def body(self) -> bytes:
        message = {"role": "assistant", "content": self.content}
        told = {"index": 0, "message": message, "finish_reason": "stop"}
        read, written = self.usage
        usage = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
        whole = {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [told], "usage": usage}
        return json.dumps(whole if self.status == 200 else {"error": {"message": "no"}}).encode()


@contextmanager
def scripted() -> Iterator[Scripted]:
    """A server that runs until the block ends."""
    script = Scripted()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.asked.append(self.requestline)
            script.heard.append((body, self.headers.get("Authorization", "")))
            time.sleep(script.slow)
            said = script.body()
            try:
                if script.writes:
                    script.writes(self.wfile.write)
                    return
                self.send_response(script.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)
            except OSError:  # whoever asked is gone
                script.left.set()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
