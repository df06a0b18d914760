"""What led to a reply: what was retrieved, what the gate dropped, and the calls to a model, where one takes part."""

from assistant.border import Border


class RetrievedOut(Border):
    source_id: str
    passage_id: str
    start: int
    end: int
    score: float


class DroppedOut(Border):
    text: str
    reason: str


class Trace(Border):
    """`chance` is how likely, 0 to 1, what was found answers the question; None where nothing was looked for."""

    retrieved: tuple[RetrievedOut, ...]
    dropped: tuple[DroppedOut, ...]
    index: str
    model: str
    prompts: tuple[str, ...]
    chance: float | None = None


class CallOut(Border):
    """A call to a model: the prompt's id, version and sha256, the sha256 of all that was asked, that of what came ("" for
    nothing), and "ok" or why it was no use. `tries` tells what came of each try in order, none where an output that was kept
    before answered; `kept_sha256` names what is kept of it ("" where nothing is)."""

    prompt: str
    version: str
    prompt_sha256: str
    asked_sha256: str
    output_sha256: str
    result: str
    tries: tuple[str, ...] = ()
    kept_sha256: str = ""


class WordingOut(Border):
    """What became of the sentences that a model worded: how many, those shown, those dropped with the reason."""

    drafted: int
    passed: int
    shown: tuple[str, ...]
    dropped: tuple[DroppedOut, ...]


class ModelTrace(Trace):
    """The trace where a model takes part: its parameters, its calls in order, its wording, and what it read differently. `run`
    is the id under which the calls are kept, "" where they could not be."""

    parameters: dict[str, str]
    calls: tuple[CallOut, ...]
    wording: WordingOut
    notes: tuple[str, ...]
    run: str = ""
