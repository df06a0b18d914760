"""`tickmark index`: how the index stands, and making it anew from the store."""

import json
import os
import sys
from dataclasses import asdict
from typing import Annotated

import typer

from tickmark.cli.asker import Json
from tickmark.errors import Problem
from tickmark.opening import open_encoder, open_store
from tickmark.settings import here

GIVES_WAY = 10  # answers go first
app = typer.Typer(help="Show or rebuild the index.", no_args_is_help=True)


@app.command()
def status(json_out: Json = False) -> None:
    """Show what the store and the index hold, and whether they agree."""
    from knowledge.index import upkeep  # chromadb takes a second to import, which `ask` need not pay

    settings = here()
    found = upkeep.status(open_store(settings), settings.home, open_encoder(settings).key, settings.chroma_url)
    if json_out:
        print(json.dumps(asdict(found) | {"current": found.current}))
        return
    store = found.store
    print(
        f"store: {store.sources} sources ({store.retired} retired), {store.versions} versions, {store.live_passages} live passages"
    )
    print(f"encoder: {found.encoder_key}; {store.unembedded} live passages without a vector of it")
    for name, cache in (("words", found.words), ("chroma", found.chroma)):
        state = cache.problem or (
            "current" if cache.generation == found.generation else "behind; it is brought up to date on use"
        )
        print(f"{name}: {cache.passages} passages, {state}")


@app.command()
def refresh(
    give_way: Annotated[bool, typer.Option("--give-way", help="Let everything else on this machine go first.")] = False,
) -> None:
    """Bring the index up to date; this happens by itself after an ingest, and when a question finds it behind."""
    from knowledge.index import upkeep
    from knowledge.index.vectors import Unusable

    if give_way:
        os.nice(GIVES_WAY)
    settings = here()
    done = upkeep.refresh(open_store(settings), settings.home, open_encoder(settings), settings.chroma_url)
    if isinstance(done.chroma, Unusable):
        raise Problem(f"the word index is up to date, Chroma is not: {done.chroma.reason}")
    print(
        f"{done.words} passages in the word index; {done.chroma.added} written to Chroma, {done.chroma.deleted} taken away"
    )


@app.command()
def library() -> None:
    """Take the bundled library in where the home holds another one; a bot does this by itself, while it goes on answering."""
    from tickmark.succeeding import take_in

    settings = here()
    os.nice(GIVES_WAY)
    if not take_in(settings.home, open_store(settings), open_encoder(settings)):
        raise Problem("another process is taking the library in")
    print("the home holds the bundled library")


@app.command()
def rebuild() -> None:
    """Make the index anew from the store; only what has no vector of this release's encoder is embedded."""
    from knowledge.index import upkeep
    from knowledge.index.export import renew
    from knowledge.index.vectors import Unusable

    settings = here()
    renew(settings.home / "encoder")
    done = upkeep.rebuild(open_store(settings), settings.home, open_encoder(settings), settings.chroma_url, _waits)
    if isinstance(done.chroma, Unusable):
        raise Problem(f"the word index is rebuilt, Chroma is not: {done.chroma.reason}")
    print(f"rebuilt: {done.words} passages in the word index, {done.chroma.added} in Chroma")


def _waits() -> None:
    print(
        "another process is at Chroma, such as a refresh that a question began: waiting for it",
        file=sys.stderr,
        flush=True,
    )
