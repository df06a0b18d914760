"""A run as one HTML file that needs nothing beside it: no script, no font, no picture from elsewhere."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.abstention_set import ABSTENTION, kept
from evals.measure import by_tag
from evals.report.abstaining import abstaining
from evals.report.calibration import of_replies
from evals.report.failed import failed
from evals.report.figures import WIDE, figures, headlines
from evals.report.plots import latencies, shares
from evals.runs import Run
from evals.scorers import measures
from evals.scorers.deciding import as_expected, confusion
from evals.scorers.notes import notes
from evals.scorers.right import RIGHT


def page(run: Run) -> str:
    """The report of `run`. All text of cases, replies and sources is escaped."""
    held = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    counts, found, told = confusion(run.results), kept(run.folder / ABSTENTION), figures(measures(run))
    return held.get_template("page.html").render(
        about=run.about,
        cases=len(run.results),
        figures=told,
        notes=list(notes(one.name for one in told)),
        headlines=list(headlines(told)),
        wide=WIDE,
        counts=counts,
        as_expected=as_expected(counts),
        wanted=sorted({row for row, _ in counts}),
        totals={row: sum(n for (mine, _), n in counts.items() if mine == row) for row, _ in counts},
        came=sorted({column for _, column in counts}),
        tags=shares(by_tag(RIGHT, run.results, run.texts)),
        latency=latencies(run.results),
        abstaining=abstaining(found, run) if found else None,
        meant=of_replies(run),
        failed=list(failed(run.results, run.texts)),
    )
