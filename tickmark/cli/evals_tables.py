"""Figures and comparisons of runs as tables."""

from collections.abc import Iterable

from rich.table import Table

from evals.compare import Change, Pairing, compare
from evals.gate import shown
from evals.measure import by_tag
from evals.runs import Result, Run
from evals.scorers import measures
from evals.scorers.deciding import as_expected, confusion
from evals.scorers.notes import notes
from evals.scorers.right import RIGHT, faults
from tickmark.cli.tables import print_table

LONG = 160  # characters of a reply beside another


def print_measures(run: Run) -> None:
    """Every metric with its count and interval, the rate of right replies by tag, and the confusion of decisions."""
    table = Table("metric", "value, 95% interval, count", title=f"{run.about.dataset}, {len(run.results)} cases")
    found = measures(run)
    for one in found:
        table.add_row(one.name, shown(one))
    print_table(table)
    for name, note in notes(one.name for one in found):
        print(f"{name}: {note}")
    tags = Table("cases", "right in all that is labelled")
    for tag, one in by_tag(RIGHT, run.results, run.texts):
        tags.add_row(tag, shown(one))
    print_table(tags)
    print_table(confusion_table(run.results))


def confusion_table(results: Iterable[Result]) -> Table:
    """Rows what was expected, columns what came."""
    counts = confusion(results)
    wanted, came = sorted({w for w, _ in counts}), sorted({c for _, c in counts})
    table, shares = Table("expected \\ reply", *came, "as expected, 95% interval"), as_expected(counts)
    for row in wanted:
        table.add_row(row, *(str(counts[row, column] or "") for column in came), shares[row])
    return table


def print_faults(run: Run) -> None:
    """Each case that is not right, with the reasons."""
    for one in run.results:
        why = (one.error or "error",) if one.reply is None else faults(one.case, one.reply)
        if why:
            print(f"{one.case.id}: {'; '.join(why)}\n    {one.case.text[:200]}")


def print_comparison(before: Run, after: Run, show: bool) -> None:
    """The counts, the test, and with `show` what changed, the replies side by side."""
    found = compare(before, after)
    print("; ".join(f"{change} {found.count(change)}" for change in Change))
    difference, low, high = found.difference
    if difference is not None:
        print(
            f"right: {difference:+.3f} [{low:+.3f}, {high:+.3f}] on {found.matched} matched cases; "
            f"exact sign test on {found.count(Change.IMPROVED) + found.count(Change.REGRESSED)} changed, p = {found.p:.3f}"
        )
    changed = [one for one in found.pairings if one.change in (Change.IMPROVED, Change.REGRESSED, Change.ERROR)]
    for one in changed if show else ():
        print_table(_side_by_side(one))


def _side_by_side(one: Pairing) -> Table:
    asked = one.after or one.before
    text = asked.case.text[:LONG] if asked else ""
    table = Table("", "before", "after", title=f"{one.id} {one.change}: {text}")
    table.add_row("said", _said(one.before), _said(one.after))
    table.add_row("faults", _faulted(one.before), _faulted(one.after))
    return table


def _said(one: Result | None) -> str:
    if one is None or one.reply is None:
        return (one.error or "error") if one else "-"
    lines = [f"{one.reply.status}: {one.reply.headline}", *(s.text for s in one.reply.statements)]
    return "\n".join(line[:LONG] for line in lines)


def _faulted(one: Result | None) -> str:
    return "\n".join(faults(one.case, one.reply)) if one and one.reply else ""
