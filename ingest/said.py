"""What a reading child says of one file, as a line of JSON. Hostile bytes went into it: what comes out is checked."""

from pydantic import BaseModel, ConfigDict

from ingest.document import Read


class Asked(BaseModel):
    """Read the file at `path` (or, without one, try out the confinement) in `seconds` of a processor, `elapsed` by the clock."""

    model_config = ConfigDict(frozen=True)
    path: str = ""
    seconds: int
    elapsed: int = 0
    probe: int = 0


class Tried(BaseModel):
    """What a child could do: reach a listener on `probe`'s port, take more memory than it may, write a file."""

    model_config = ConfigDict(frozen=True)
    means: str
    reached: bool
    overspent: bool
    wrote: bool


class Said(BaseModel):
    """The documents, or why there are none, or the signal that the reader died of."""

    model_config = ConfigDict(frozen=True)
    read: Read | None = None
    refused: str = ""
    died: int = 0
    tried: Tried | None = None
