"""Wiring of the measurements of a model: the same desk, with no model, with the one that is set, and with one that lies."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.found import quotable
from assistant.question.gather import EVERY, PASSAGES
from evals.adversarial import Tally
from evals.cases import Case
from evals.liar import Liar
from evals.scorers.right import faults
from evals.side_by_side import Labels, Sides
from tickmark.examining import Examined
from tickmark.settings import Settings
from tickmark.wiring import Answering, open_desk, seam

ROUNDS = 24  # replies to one case, at most, in which the model tells its lies
NEAR = 12  # sentences of the sources that it searches for


def lied_to(exam: Examined, cases: Sequence[Case], junk: bool) -> Tally:
    """The tally over `cases`, each answered until the model has told its lies; with `junk`, it says no sentence at all."""
    tally, liar = Tally(), Liar(junk=junk)
    for case in cases:
        lied_about(case, _desk(exam.settings(case.shelf)), liar, tally)
    return tally


def lied_about(case: Case, desk: Desk, liar: Liar, tally: Tally) -> None:
    """Add to the `tally` what the `liar` brings about in one case."""
    plain = seam(replace(desk, model=None), trace=True)(case.question())
    tally.rules, liar.round, liar.rounds = desk.rules, 0, 1
    liar.near = () if plain.statements or case.contexts else _near(case.question(), desk)
    while liar.round < min(liar.rounds, ROUNDS):
        told = len(liar.told)
        lied = seam(replace(desk, model=liar.model()), trace=True)(case.question())
        tally.add(case.id, plain, lied, liar.told[told:], not faults(case, lied))
        liar.round += 1


def _near(question: Question, desk: Desk) -> list[str]:
    """A few sentences that the sources hold near a question: of each of the first passages the first and the last."""
    found = desk.search(desk.searchable(question.text), question, EVERY, {}, PASSAGES)
    told = [[unit.text for unit in quotable(one)] for one in found]
    return list(dict.fromkeys(one for texts in told if texts for one in (texts[0], texts[-1])))[:NEAR]


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
