"""Wiring of the measurements of a model: the same desk, with no model, with the one that is set, and with one that lies."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from assistant.desk import Desk
from evals.adversarial import Tally
from evals.cases import Case
from evals.liar import Liar
from evals.side_by_side import Labels, Sides
from tickmark.examining import Examined
from tickmark.settings import Settings
from tickmark.wiring import Answering, open_desk, seam


def lied_to(exam: Examined, cases: Sequence[Case], junk: bool) -> Tally:
    """The tally over `cases`; with `junk`, the model says no sentence at all."""
    tally, liar = Tally(), Liar(junk=junk)
    for case in cases:
        desk, told = _desk(exam.settings(case.shelf)), len(liar.told)
        plain = seam(replace(desk, model=None), trace=True)(case.question())
        lied = seam(replace(desk, model=liar.model()), trace=True)(case.question())
        tally.add(case.id, plain, lied, liar.told[told:])
    return tally


def side_by_side_of(exam: Examined, cases: Sequence[Case], labels: Labels, say: Callable[[str], None]) -> Sides:
    """The counts over `cases`; `say` tells how far it is."""
    sides = Sides()
    for number, case in enumerate(cases, 1):
        desk = _desk(exam.settings(case.shelf))
        without = seam(replace(desk, model=None), trace=True)(case.question())
        sides.add(case, without, seam(desk, trace=True)(case.question()), labels)
        say(f"{number} of {len(cases)} {case.id}: drafted {sides.drafted}, shown {sides.shown}")
    return sides


def seam_here(settings: Settings) -> Answering:
    """The answering seam on a home as it is, with its trace."""
    return seam(open_desk(settings), trace=True)


@cache
def _desk(settings: Settings) -> Desk:
    return open_desk(settings)
