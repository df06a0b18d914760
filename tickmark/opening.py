"""Open what a run needs: the store, the encoder, the index. Made on first use, reused after."""

import sys

from knowledge.index.encoder import Encoder, is_whole
from knowledge.index.open import open_encoder as encoder_of
from knowledge.index.open import open_index as index_of
from knowledge.index.retrieve import Index
from knowledge.store.database import Engine, open_database
from knowledge.store.errors import StoreError
from tickmark.errors import Problem
from tickmark.settings import Settings


def open_store(settings: Settings) -> Engine:
    """The store at this release's schema; made if it is not there."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        return open_database(settings.database_url)
    except OSError as error:
        raise Problem(
            f"{settings.home}: {error.strerror}; set TICKMARK_HOME to a folder that can be written"
        ) from error
    except StoreError as error:
        raise Problem(str(error)) from error


def open_encoder(settings: Settings) -> Encoder:
    """The encoder in the home, exported from the installed weights where there is none."""
    if not is_whole(settings.home / "encoder"):
        print("preparing the encoder (once, some seconds)", file=sys.stderr, flush=True)
    return encoder_of(settings.home)


def open_index(settings: Settings, engine: Engine, encoder: Encoder) -> Index:
    """The index of the store's present state."""
    return index_of(engine, encoder, settings.home, settings.chroma_url)
