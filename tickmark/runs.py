"""Wiring of a model's trail: each reply's calls in the store, by an id that begins with the moment, so that ids are in order."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.contract import Question
from assistant.model.run import Noted, Run, asked_of
from assistant.trace import CallOut, ModelTrace
from knowledge.store.database import Engine
from knowledge.store.state import keep, kept, latest
from tickmark.errors import Misuse, Problem

RUN, LAST = "run:", "asked:"


def note(engine: Engine, run: Run, patience: int) -> Noted:
    """Keep a run for good, and that it is the last of its question. Waits `patience` milliseconds at most, twice."""
    body = run.model_dump_json()
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    name = f"{moment}-{hashlib.sha256(body.encode()).hexdigest()[:8]}"
    keep(engine, f"{RUN}{name}", body, patience)
    keep(engine, _last(run.question_sha256), name, patience)
    return Noted(name, run.elapsed_ms)


def run_of(engine: Engine, question: Question, wanted: str = "") -> tuple[str, Run] | None:
    """The run `wanted` by its id, or the last of `question`; None where that was never answered with a model. Raises Misuse where
    the wanted one is not kept, or answered another question."""
    asked = asked_of(question)
    name = wanted or kept(engine, _last(asked)) or ""
    body = kept(engine, f"{RUN}{name}") if name else None
    if body is None:
        if wanted:
            raise Misuse(f"no run {wanted} is kept; see: tickmark trail")
        return None
    run = Run.model_validate_json(body)
    if run.question_sha256 != asked:
        raise Misuse(f"the run {wanted} answered another question, or the same of somebody else, or as of another day")
    return name, run


def hold(engine: Engine, question: Question, wanted: str, again: ModelTrace) -> None:
    """Raise Problem where `again` is not how the reply that is made again came about: by the run `wanted`, or the last."""
    before = run_of(engine, question, wanted)
    if before is None:
        if again.calls:
            raise Problem("no reply to this question is kept that a model took part in; see: tickmark trail")
        return
    name, run = before
    if (run.model, run.parameters) != (again.model, again.parameters):
        told = ", ".join((run.model, *(f"{key} {value}" for key, value in run.parameters.items())))
        raise Misuse(
            f"the run {name} was answered by {told}; set TICKMARK_MODEL and what belongs to it as they were then"
        )
    if _gist(run.calls) != _gist(again.calls):
        why = "the sources, the prompts, the jobs of the model or what was kept are others now"
        raise Problem(f"the reply of the run {name} can't be made again: {why}")


def _gist(calls: Sequence[CallOut]) -> list[tuple[str, str, str]]:
    return [(one.asked_sha256, one.output_sha256, one.result) for one in calls]


def runs(engine: Engine, most: int, wanted: str = "") -> list[tuple[str, Run]]:
    """The last `most` runs, newest first, each with its id; of one id that begins with `wanted`, all of them."""
    return [(key[len(RUN) :], Run.model_validate_json(body)) for key, body in latest(engine, f"{RUN}{wanted}", most)]


def _last(asked: str) -> str:
    return f"{LAST}{asked[:56]}"
