"""`tickmark worker`: does the jobs that changes of records left behind."""

import os
import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from tickmark.opening import open_encoder, open_store
from tickmark.settings import here
from tickmark.worker import Bench, drain

AT_ONCE = 1_000
PAUSE = 1.0  # seconds between two looks


def worker(once: Annotated[bool, typer.Option("--once", help="Stop when nothing is left to do.")] = False) -> None:
    """Index changed records as they come, until stopped; with --once, what waits now."""
    settings = here()
    bench = Bench(
        open_store(settings), open_encoder(settings), f"worker-{os.getpid()}", clock=lambda: datetime.now(UTC)
    )
    done = failed = 0
    while True:
        did = drain(bench, AT_ONCE)
        done, failed = done + did.done, failed + did.failed
        if once and not (did.done or did.failed):
            break
        if not (did.done or did.failed):
            time.sleep(PAUSE)
    print(f"{done} done, {failed} to be tried again")
    raise typer.Exit(1 if failed else 0)
