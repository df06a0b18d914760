"""`tickmark ask`: one question, or a batch of them, through the answering seam."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer
from pydantic import ValidationError
from rich.console import Console

from assistant.contract import Question, Reply, Status, Turn
from assistant.desk import Desk
from assistant.trace import ModelTrace
from knowledge.records.faults import first_fault
from knowledge.store.database import Engine
from knowledge.store.people import person
from tickmark.cli.asker import Json, User
from tickmark.cli.jsonl import error_line, print_line, read_lines
from tickmark.cli.render import show
from tickmark.cli.waiting import waiting
from tickmark.errors import Misuse
from tickmark.printable import printable
from tickmark.runs import hold
from tickmark.settings import Settings, here
from tickmark.wiring import Answering, Opened, desk_of, open_home, seam

Text = Annotated[str | None, typer.Argument(help="The question, or the request to decide.")]
Channel = Annotated[str | None, typer.Option(help="The channel it is asked in.")]
AsOf = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Answer from what held on this date.")]
Trace = Annotated[bool, typer.Option("--trace", help="Add what was retrieved and dropped.")]
Replay = Annotated[bool, typer.Option("--replay", help="Ask no model: make the reply again from what it said before.")]
RunId = Annotated[str, typer.Option("--run", help="Which reply --replay makes again, by an id of `tickmark trail`.")]
Quotes = Annotated[bool, typer.Option("--quotes", help="Print the exact words behind each citation.")]
Batch = Annotated[Path | None, typer.Option(help="A .jsonl file, one question a line (- for standard input).")]


def ask(
    text: Text = None,
    user: User = None,
    channel: Channel = None,
    as_of: AsOf = None,
    trace: Trace = False,
    json: Json = False,
    quotes: Quotes = False,
    batch: Batch = None,
    replay: Replay = False,
    run: RunId = "",
) -> None:
    """Answer a question with citations, ask for the one fact that is missing, or say that nothing here answers it."""
    if (text is None) == (batch is None):
        raise Misuse('ask takes either TEXT or --batch FILE: tickmark ask "ISO or SOC 2 for this request? ..."')
    if text is not None and not text.strip():
        raise Misuse("TEXT is empty; say what to answer")
    if batch is not None:
        raise typer.Exit(_ask_batch(batch, trace, replay or bool(run), run))
    question = _question(text or "", user, channel, as_of.date() if as_of else None)
    settings = _settings(replay or bool(run), run)
    home = open_home(settings)
    _warn_of_stranger(home.engine, user)
    answer = _held(home, settings, _told(desk_of(home), trace or bool(settings.model)))
    reply = answer(question)
    _tell_of_model(reply)
    if json or trace:
        print_line(reply if trace else reply.model_copy(update={"trace": None}))
    else:
        _talk(answer, question, reply, Console(highlight=False), quotes)


def _held(home: Opened, settings: Settings, answer: Answering) -> Answering:
    """The seam; where replies are made again, each as it was or not at all."""
    if not settings.model.replay:
        return answer
    if not settings.model:
        raise Misuse("--replay makes a reply again that a model took part in; set TICKMARK_MODEL as it was then")

    def again(question: Question) -> Reply:
        reply = answer(question)
        if isinstance(reply.trace, ModelTrace):
            hold(home.engine, question, settings.model.run, reply.trace)
        return reply

    return again


def _told(desk: Desk, trace: bool) -> Answering:
    """The seam; on a terminal it tells what a model is doing meanwhile."""

    def answer(question: Question) -> Reply:
        with waiting(desk.model, Console(stderr=True)) as model:
            return seam(replace(desk, model=model), trace)(question)

    return answer


def _tell_of_model(reply: Reply) -> None:
    """On stderr: what of the reply a model worded, what came of asking it, and what it alone read or found."""
    if isinstance(reply.trace, ModelTrace) and reply.trace.calls:
        told = reply.trace.wording
        results = ", ".join(f"{one.prompt}: {one.result}" for one in reply.trace.calls)
        worded = f"{len(told.shown)} of {len(reply.statements)} sentences are worded by {reply.trace.model}"
        print(f"{worded}, {len(told.dropped)} of its own were dropped ({results})", file=sys.stderr)
        for note in reply.trace.notes:
            print(printable(note), file=sys.stderr)
        if reply.trace.run:
            print(f"each call is in the trail: tickmark trail {reply.trace.run}", file=sys.stderr)


def _settings(replay: bool, run: str) -> Settings:
    settings = here()
    return replace(settings, model=replace(settings.model, replay=True, run=run)) if replay else settings


def _warn_of_stranger(engine: Engine, user: str | None) -> None:
    if user is not None and person(engine, user) is None:
        told = "is not in the directory (tickmark people import FILE); answered with what everyone may read"
        print(f"{printable(user)} {told}", file=sys.stderr)


def _question(text: str, user: str | None, channel: str | None, as_of: date | None) -> Question:
    try:
        return Question(text=text, user=user, channel=channel, as_of=as_of)
    except ValidationError as error:
        why = first_fault(error)[1]
        raise Misuse(f"the question can't be read: it {why}; give between 1 and 20,000 characters") from None


def _talk(answer: Answering, question: Question, reply: Reply, console: Console, quotes: bool) -> None:
    show(reply, console, quotes)
    while reply.status is Status.NEEDS_FACTS and reply.decision and sys.stdin.isatty() and sys.stdout.isatty():
        said = _typed(console)
        if not said:
            return
        question = _continued(question, reply.decision.missing[0].question, said)
        reply = answer(question)
        show(reply, console, quotes)


def _typed(console: Console) -> str:
    """The line typed, "" for none."""
    try:
        return console.input("\n[bold]Your answer[/bold] (empty to stop): ").strip()
    except EOFError:
        console.print()
        return ""


def _continued(question: Question, asked: str, said: str) -> Question:
    turns = (*question.conversation, Turn(author="user", text=question.text), Turn(author="tickmark", text=asked))
    return question.model_copy(update={"conversation": turns, "text": said})


def _ask_batch(path: Path, trace: bool, replay: bool, run: str) -> int:
    lines = read_lines(path)
    settings = _settings(replay, run)
    home = open_home(settings)
    answer = _held(home, settings, seam(desk_of(home), trace or replay))
    status = _print_all(_answers(lines, answer), sys.stdout, trace)
    if settings.model and not replay:
        print("what the model was asked for each reply is in the trail: tickmark trail", file=sys.stderr)
    return status


def _answers(lines: Iterable[tuple[int, str]], answer: Answering) -> Iterator[Reply | str]:
    for number, line in lines:
        try:
            yield answer(Question.model_validate_json(line))
        except ValidationError as error:
            yield error_line(number, error)


def _print_all(replies: Iterable[Reply | str], out: TextIO, trace: bool) -> int:
    status = 0
    for reply in replies:
        if isinstance(reply, str):
            print(reply, file=out, flush=True)
            status = 1
        else:
            print_line(reply if trace else reply.model_copy(update={"trace": None}))
    return status
