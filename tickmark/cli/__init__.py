"""The command line: parses, calls the wiring, prints, and turns what went wrong into one line and an exit status."""

import gc
import os
import sys

from tickmark.settings import go_offline

_GARBAGE = 50_000  # new objects before a collection: at 700 imports alone cost a quarter of a second of them


def main(arguments: list[str] | None = None) -> None:
    """The `tickmark` command. Exits 0 when it did what was asked, 1 when the answer is no, 2 for a misuse."""
    go_offline()
    gc.set_threshold(_GARBAGE)
    sys.exit(_status(sys.argv[1:] if arguments is None else arguments))


def _status(arguments: list[str]) -> int:
    try:
        return _run(arguments)
    except (BrokenPipeError, SystemExit) as error:
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise  # else Typer made an exit with 1 of a reader that had read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("tickmark: stopped", file=sys.stderr)
        return 130


def _run(arguments: list[str]) -> int:
    from tickmark.cli.app import app_for
    from tickmark.cli.failures import explain

    try:
        return int(app_for(arguments)(arguments, prog_name="tickmark", standalone_mode=False) or 0)
    except BrokenPipeError:
        raise
    except Exception as error:
        line, status = explain(error)
        if line:
            print(line, file=sys.stderr)
        return status
