"""Open what a run needs: the store, the encoder, the index. Made on first use, reused after."""

import sys

from sqlalchemy import Engine

from knowledge.index.encoder import Encoder, EncoderMissing, load
from knowledge.index.open import open_index as open_index_of
from knowledge.index.retrieve import Index
from knowledge.store.database import open_database
from knowledge.store.errors import StoreError
from tickmark.errors import Problem
from tickmark.settings import Settings


def open_store(settings: Settings) -> Engine:
    """The store at this release's schema; made if it is not there."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        return open_database(settings.database_url)
    except OSError as error:
        raise Problem(f"{settings.home}: {error.strerror}; set TICKMARK_HOME to a folder that can be written") from error
    except StoreError as error:
        raise Problem(str(error)) from error


def open_encoder(settings: Settings) -> Encoder:
    """The encoder in the home, exported from the installed weights where there is none."""
    folder = settings.home / "encoder"
    try:
        return load(folder)
    except EncoderMissing:
        from knowledge.index.export import export  # torch takes seconds to import and is needed once a home

        print("preparing the encoder (once, some seconds)", file=sys.stderr)
        export(folder)
        return load(folder)


def open_index(settings: Settings, engine: Engine, encoder: Encoder) -> Index:
    """The index of the store's present state."""
    return open_index_of(engine, encoder, settings.home, settings.chroma_url)
