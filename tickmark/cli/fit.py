"""`tickmark fit-support`: fit the weights by which the assistant abstains; for those who change retrieval or the library."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.gather import EVERY, gather, signs_of
from assistant.question.support import OTHERS, Signs
from knowledge.index.tokens import stems
from knowledge.sources.types import Tier
from knowledge.store.sections import sections
from tickmark import library
from tickmark.examples import library_examples
from tickmark.listed import Examples, Listed, learned
from tickmark.remembering import Remembering
from tickmark.settings import here
from tickmark.wiring import Opened, desk_of, open_home

SAMPLE = 600
MODELS = {
    "LIBRARY": ("asked", "unanswered"),
    "OTHERS": ("meaning", "bare", "words", "stray"),
}


def fit_support(
    seed: Annotated[int, typer.Option(help="Which of the listed questions are asked.")] = 1,
    own: Annotated[
        list[Path] | None,
        typer.Option(
            help="Fit for own documents instead: a home that holds some, and questions.jsonl (text, answer, source, as_of)."
        ),
    ] = None,
) -> None:
    """Ask some of the questions that the library lists, with these taken off its lists; fit and report."""
    if own:
        from tickmark.cli.fit_own import fit_own_support

        fit_own_support(own)
        return
    from evals.support import curve, fit  # scikit-learn takes a second to import and is needed here only

    home = open_home(here())
    good, bad = _signs_of_all(home, random.Random(seed))
    for name, signs in MODELS.items():
        fitted = fit(signs, good, bad)
        print(
            f"{name}: {len(good)} answerable, {len(bad)} unanswerable, area under the curve {fitted.area:.3f} (10 folds)"
        )
        print(f"{fitted.signs}, bias {fitted.bias}")
        for threshold, answered, refused in curve(fitted, [t / 20 for t in range(4, 17)]):
            print(f"  at {threshold:.2f}: unanswerable answered {answered:.3f}, answerable refused {refused:.3f}")


def _signs_of_all(home: Opened, chance: random.Random) -> tuple[list[Signs], list[Signs]]:
    """Signs of a sample of the answered questions and of all unanswered ones, none of which is listed when it is asked."""
    pairs = [(place, text) for place, texts in library.asks().items() for text in texts]
    others = list(library.unanswered())
    chance.shuffle(pairs)
    chance.shuffle(others)
    asked = {text for _, text in pairs[: min(SAMPLE, len(pairs) // 5)]}
    whole = library_examples(home.engine)
    kept = {place: tuple(t for t in texts if t not in asked) for place, texts in whole.asks.items()}
    halves = others[::2], others[1::2]
    good = _signs(home, sorted(asked), replace(whole, asks=kept))
    first, second = (replace(whole, asks=kept, unanswered=half) for half in halves)
    return good, [*_signs(home, halves[0], second), *_signs(home, halves[1], first)]


def _signs(home: Opened, texts: Sequence[str], examples: Examples) -> list[Signs]:
    encode = Remembering(home.engine, home.encoder).encode
    claims = learned(examples, encode, stems, home.folder)
    questions = Listed(claims, sections(home.engine, Tier.LIBRARY), stems)
    desk = replace(desk_of(home), likeness=lambda text: questions.likeness(text, encode))
    return [_sign(text, desk) for text in track(texts, "asking", console=Console(stderr=True))]


def _sign(text: str, desk: Desk) -> Signs:
    """Every sign of either model, of the library's sentences."""
    gathered = gather(text, Question(text=text), EVERY, desk)
    return signs_of(gathered.text, gathered.pools[0].ranked, desk.likeness(gathered.text), OTHERS, desk)
