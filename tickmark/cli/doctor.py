"""`tickmark doctor`: whether this installation and this home are as they should be."""

import json
from dataclasses import asdict

import typer

from tickmark.checkup import checkup
from tickmark.cli.asker import Json
from tickmark.settings import here


def doctor(json_out: Json = False) -> None:
    """Try out the sandbox that files are read in, and look at the store and the index. Exits 1 where something is amiss."""
    checks = list(checkup(here()))
    if json_out:
        print(json.dumps([asdict(one) for one in checks]))
    else:
        for one in checks:
            print(f"{'ok ' if one.well else 'NO '} {one.name}: {one.found}")
    raise typer.Exit(0 if all(one.well for one in checks) else 1)
