"""`tickmark fit-support`: fit the weights by which the assistant abstains; for those who change retrieval or the library."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.gather import EVERY, gather
from assistant.question.support import Signs
from tickmark import library
from tickmark.listed import listed
from tickmark.retrieval import Retrieval
from tickmark.settings import here
from tickmark.wiring import Opened, audiences_in, desk_of, open_home, today

SAMPLE = 600


def fit_support(
    unanswerable: Annotated[Path, typer.Argument(help="Questions that the library does not answer, one a line.")],
    seed: Annotated[int, typer.Option(help="Which of the listed questions are asked.")] = 1,
) -> None:
    """Ask some of the library's listed questions (the others stay listed) and the UNANSWERABLE ones; fit and report."""
    from evals.support import curve, fit  # scikit-learn takes a second to import and is needed here only

    home = open_home(here())
    asked, kept = _halves(seed)
    desk = _desk(home, kept)
    good = [_signs(text, desk) for text in asked]
    bad = [_signs(line, desk) for line in unanswerable.read_text("utf-8").splitlines() if line.strip()]
    weights, probabilities, area = fit(good, bad)
    print(f"{len(good)} answerable, {len(bad)} unanswerable; area under the curve {area:.3f} (10 folds)")
    print(weights)
    for threshold, answered, refused in curve(len(good), probabilities, [t / 20 for t in range(4, 17)]):
        print(f"threshold {threshold:.2f}: unanswerable answered {answered:.3f}, answerable refused {refused:.3f}")


def _halves(seed: int) -> tuple[list[str], dict[tuple[str, str], tuple[str, ...]]]:
    chance = random.Random(seed)
    pairs = [(place, text) for place, texts in library.asks().items() for text in texts]
    chance.shuffle(pairs)
    asked = pairs[: min(SAMPLE, len(pairs) // 5)]
    left = set(pairs[len(asked) :])
    return [text for _, text in asked], {
        place: tuple(t for t in texts if (place, t) in left) for place, texts in library.asks().items()
    }


def _desk(home: Opened, asks: dict[tuple[str, str], tuple[str, ...]]) -> Desk:
    questions = listed(home.engine, home.encoder.key, asks, library.names(), home.encoder.width)
    return replace(desk_of(home), search=Retrieval(home.index, questions, audiences_in, today).search)


def _signs(text: str, desk: Desk) -> Signs:
    return gather(text, Question(text=text), EVERY, desk).signs
