"""`tickmark eval harvest`: what people put right becomes draft cases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from evals.harvest import from_intakes, from_opinions, written
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import RecordKind
from knowledge.store.database import Engine
from knowledge.store.feedback import opinions
from knowledge.store.record_reading import listing, record
from tickmark.errors import Misuse
from tickmark.opening import open_store
from tickmark.settings import here

app = typer.Typer()


@app.command("harvest")
def harvest_command(
    out: Annotated[Path, typer.Option(metavar="FILE", help="A new file of draft cases (.jsonl).")],
) -> None:
    """Write corrected intakes and replies that did not help as draft cases. No run takes one that nobody confirmed.

    The drafts hold what people wrote, of every audience: treat FILE as you treat the database.
    """
    engine = open_store(here())
    corrected, unhelpful = list(from_intakes(_intakes(engine))), list(from_opinions(opinions(engine, only_bad=True)))
    try:
        with out.open("x", encoding="utf-8") as file:
            file.writelines(f"{written(one)}\n" for one in (*corrected, *unhelpful))
    except OSError as error:
        raise Misuse(f"{out}: {error.strerror}; name a new file in a folder that can be written") from error
    print(f"{len(corrected)} drafts of corrected intakes, {len(unhelpful)} of replies that did not help, in {out}")


def _intakes(engine: Engine) -> Iterator[tuple[str, Intake]]:
    """Every intake, oldest first; those that were erased are not listed."""
    for line in reversed(listing(engine, RecordKind.INTAKE, None)):
        held = record(engine, line.record_id, None)
        if held and isinstance(held.body, Intake):
            yield held.record_id, held.body
