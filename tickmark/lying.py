"""Wiring of the adversarial model: every case answered without a model, and with one that lies."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.desk import Desk
from evals.adversarial import Tally
from evals.cases import Case
from evals.liar import Liar
from tickmark.examining import Examined
from tickmark.settings import Settings
from tickmark.wiring import open_desk, seam


def lied_to(exam: Examined, cases: Sequence[Case], junk: bool) -> Tally:
    """The tally over `cases`; with `junk`, the model says no sentence at all."""
    tally, liar = Tally(), Liar(junk=junk)
    for case in cases:
        desk, told = _desk(exam.settings(case.shelf)), len(liar.told)
        plain = seam(desk, trace=True)(case.question())
        lied = seam(replace(desk, model=liar.model()), trace=True)(case.question())
        tally.add(case.id, plain, lied, liar.told[told:])
    return tally


@cache
def _desk(settings: Settings) -> Desk:
    return replace(open_desk(settings), model=None)
