"""A Reply as text for people: numbered citations in the line, sources below, quotes on demand."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.contract import PRACTICE, CitationOut, DecisionOut, Reply
from tickmark.printable import printable

AS_OF = (
    "As of {day}. A source without dates of its own counts from the day it was stored; for a day before that, the first "
    "version held stands in."
)
NOTICE = "Tickmark supports decisions; it is not audit or legal advice."


def show(reply: Reply, console: Console, quotes: bool) -> None:
    """Print `reply` to `console`; with `quotes`, the exact words behind each citation."""
    console.print(_said(reply.headline, style="bold"))
    if reply.decision:
        _show_decision(reply.decision, console)
    _show_statements(reply, console)
    _show_abstention(reply, console)
    if reply.decision and reply.decision.flips:
        _section(console, "What would change it", [f.text for f in reply.decision.flips])
    if reply.citations:
        _show_sources(reply, console, quotes)
    if reply.as_of:
        console.print(_said(f"\n{AS_OF.format(day=reply.as_of)}", style="dim"))
    console.print(_said(f"\n{NOTICE}", style="dim"))


def _show_decision(decision: DecisionOut, console: Console) -> None:
    console.print(_said(f"Rule {decision.rule}, version {decision.rule_version}", style="dim"))
    _section(console, "Why", [f"{c.reason} {_marks(c.citations)}  ({c.name})" for c in decision.clauses])
    _section(console, "Facts read", [f"{f.name} = {f.value}: “{f.quote}”{_where(f.turn)}" for f in decision.facts])
    _section(console, "Missing", [m.question for m in decision.missing])


def _show_statements(reply: Reply, console: Console) -> None:
    title = "What the sources say" if reply.decision else ""
    _section(console, title, [f"{s.text} {_marks(s.citations)}" for s in reply.statements])
    for conflict in reply.conflicts:
        first, second = (place + 1 for place in conflict.statements)
        console.print(
            _said(f"  The sources of statements {first} and {second} disagree: both are quoted.", style="yellow")
        )


def _show_abstention(reply: Reply, console: Console) -> None:
    if reply.abstention:
        console.print(_said(reply.abstention.detail))
        console.print(_said(reply.abstention.next_step))


def _show_sources(reply: Reply, console: Console, quotes: bool) -> None:
    console.print(_said("\nSources", style="bold"))
    for line, cited in _by_line(reply.citations).items():
        console.print(Padding(_said(f"{_marks(tuple(c.n for c in cited))} {line}"), (0, 0, 0, 2), expand=False))
        for detail in _details(cited, quotes):
            console.print(Padding(_said(detail, style="dim"), (0, 0, 0, 6), expand=False))
    primary = {one.title: one for citation in reply.citations for one in citation.rests_on}
    if primary:
        console.print(_said("\nThese rest on (not quoted here)", style="bold"))
        for one in primary.values():
            console.print(Padding(_said(f"• {one.title}, {one.publisher}", style="dim"), (0, 0, 0, 2), expand=False))
            console.print(_said(f"    {one.url}", style="dim"), soft_wrap=True)


def _by_line(citations: Iterable[CitationOut]) -> dict[str, list[CitationOut]]:
    """Citations by the line that names their source and section."""
    lines: dict[str, list[CitationOut]] = {}
    for citation in citations:
        lines.setdefault(_source_line(citation), []).append(citation)
    return lines


def _source_line(citation: CitationOut) -> str:
    section = f" > {citation.section}" if citation.section else ""
    return f"{citation.title}{section} ({citation.source_id}, {citation.kind}, version {citation.version[:8]})"


def _details(cited: list[CitationOut], quotes: bool) -> Iterator[str]:
    if cited[0].url:
        yield cited[0].url
    if cited[0].is_practice:
        yield PRACTICE
    if quotes:
        yield from (f"[{one.n}] “{one.quote}” (characters {one.start} to {one.end})" for one in cited)


def _section(console: Console, title: str, lines: list[str]) -> None:
    if not lines:
        return
    console.print(_said(f"\n{title}" if title else "", style="bold"))
    for line in lines:
        console.print(Padding(_said(f"• {line}"), (0, 0, 0, 2), expand=False))


def _marks(numbers: tuple[int, ...]) -> str:
    return "".join(f"[{n}]" for n in numbers)


def _where(turn: int | None) -> str:
    return "" if turn is None else f" (turn {turn + 1})"


def _said(text: str, style: str = "") -> Text:
    """Words of sources and askers, whatever is in them, as plain text."""
    return Text(printable(text, kept="\n\t"), style=style)
