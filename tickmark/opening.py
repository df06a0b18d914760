"""Open what a run needs: the store, the encoder, the index. Made on first use, reused after."""

import sys

from knowledge.index.encoder import Encoder, is_whole
from knowledge.index.open import open_encoder as encoder_of
from knowledge.index.open import open_index as index_of
from knowledge.index.retrieve import Index
from knowledge.store.database import Engine, open_database
from knowledge.store.errors import StoreError, StoreNewer
from tickmark.apart import Apart
from tickmark.errors import Misuse, Problem
from tickmark.settings import Settings

REFRESH = Apart("index", "refresh", "--give-way")


def open_store(settings: Settings) -> Engine:
    """The store at this release's schema; made if it is not there. Raises Misuse where a setting names no place for it."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misuse(f"{settings.home}: {error.strerror}; set TICKMARK_HOME to a folder that can be written") from error
    try:
        return open_database(settings.database_url)
    except (StoreError, OSError) as error:
        if isinstance(error, StoreNewer) or not settings.names_database:
            raise Problem(str(error)) from error
        raise Misuse(f"{error}; check TICKMARK_DATABASE_URL") from error


def open_encoder(settings: Settings) -> Encoder:
    """The encoder in the home, exported from the installed weights where there is none."""
    if not is_whole(settings.home / "encoder"):
        print("preparing the encoder (once, some seconds)", file=sys.stderr, flush=True)
    return encoder_of(settings.home)


def open_index(settings: Settings, engine: Engine, encoder: Encoder) -> Index:
    """The index of the store's present state."""
    return index_of(engine, encoder, settings.home, settings.chroma_url, behind=REFRESH.begin)
