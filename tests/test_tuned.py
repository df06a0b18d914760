"""The encoder tuned to the requests that a rule lists: learned, kept, exported, and of the lists that stand."""

import random
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pytest
import torch

from knowledge.index import encoder as encoders
from knowledge.index.reference import model_folder, reference
from knowledge.rules.requests import wishes
from tests.rule_files import RULE
from tickmark import ear, library, tuned, tuning
from tickmark.cli import fit_requests
from tickmark.errors import Problem
from tickmark.settings import Settings
from tickmark.tuned import ASKED, CALLED, WISH, Example, Tuned
from tickmark.tuning import tune
from tickmark.wiring import open_home, taught_in

FRUIT, TREES = ("apples", "pears", "plums", "figs"), ("oaks", "elms", "beeches", "birches")
SAID = ("We want {} today.", "Please bring {}.", "Are {} there? We need them.", "Nothing but {} will do.")


def some(words: tuple[str, ...], wish: int | None) -> list[Example]:
    labels = {ASKED: 0} if wish is None else {WISH: wish, ASKED: 1}
    return [Example(say.format(word), labels) for word in words for say in SAID]


@pytest.fixture(scope="module")
def small() -> Tuned:
    """Learned from few texts: fruit is wanted, or trees; of stones somebody only tells."""
    told = [
        Example(f"The {stone} lies in the field since {year}.", {ASKED: 0, CALLED: 0})
        for stone in ("flint", "slate")
        for year in range(9)
    ]
    calls = [Example(f"{who}, which one is it?", {CALLED: 1}) for who in ("Ann", "Ben", "Cleo", "Dan", "Eve", "Finn")]
    examples = [*some(FRUIT[:3], 0), *some(TREES[:3], 1), *told, *calls]
    random.Random(1).shuffle(examples)
    steps = list[tuple[int, int]]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tuning, "LAYERS", 1)
        patch.setattr(tuning, "EPOCHS", 12)
        patch.setattr(tuning, "WARM", 4)
        patch.setattr(tuning, "BATCH", 8)
        found = tune(examples, ["fruit", "trees"], "lists", lambda step, of, _loss: steps.append((step, of)))
    assert steps[-1][0] == steps[-1][1] == len(steps)
    return found


def test_what_was_learned_holds_for_words_that_were_not_among_it(small: Tuned, tmp_path: Path) -> None:
    path = tmp_path / "small.npz"
    tuned.keep(small, path)
    held = tuned.kept(path)
    assert (held.classes, held.lists) == (("fruit", "trees"), "lists")
    from knowledge.index.export import export

    export(tmp_path / "ear", key="test", change=lambda transformer: tuning.change(held, transformer))
    made = ear.Ear(held, tmp_path / "ear")
    for words, name in ((FRUIT, "fruit"), (TREES, "trees")):
        for one in some(words[3:], None):
            assert made.wishes(one.text)[name] > 0.5 and made.asked(one.text) > 0.5, one.text
    assert made.asked("The flint lies in the field since noon.") < 0.5
    assert made.called("Gus, which one is it?") > 0.5 > made.called("The slate lies in the field since noon.")


def test_what_is_exported_is_what_was_learned(small: Tuned, tmp_path: Path) -> None:
    from knowledge.index.export import export

    export(tmp_path / "ear", key="test", change=lambda transformer: tuning.change(small, transformer))
    quick = encoders.load(tmp_path / "ear")
    whole = reference(model_folder())
    plain = whole.encode(["Please bring figs."], normalize_embeddings=True)[0]
    tuning.change(small, whole[0].auto_model)
    with torch.no_grad():
        changed = whole.encode(["Please bring figs."], normalize_embeddings=True)[0]
    assert float(quick.encode(["Please bring figs."])[0] @ changed) > 0.97
    assert float(plain @ changed) < 0.97
    assert quick.key == "test"


def test_a_damaged_file_is_told(small: Tuned, tmp_path: Path) -> None:
    path = tmp_path / "small.npz"
    tuned.keep(small, path)
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises((OSError, ValueError, KeyError, BadZipFile)):
        tuned.kept(path)


def test_every_rule_that_lists_requests_was_tuned_to_these() -> None:
    """Whoever changes the lists runs `tickmark fit-requests`."""
    for rule in library.rules():
        assert ear.file_of(rule).is_file() == bool(rule.requests), rule.id
        if rule.requests:
            held = tuned.kept(ear.file_of(rule))
            assert set(held.classes) == set(wishes(rule.requests))
            assert held.lists == library.requests_digest(rule)
            assert held.heads[WISH].weights.shape[0] == len(held.classes)


def test_a_rule_without_requests_has_nothing_to_learn() -> None:
    with pytest.raises(Problem, match="no rule of this name lists requests"):
        fit_requests.fit_requests("nis2")


def test_the_home_hears_with_it(home: Settings) -> None:
    opened = open_home(home)
    taught = taught_in(opened)
    assert set(taught.ears) == {RULE.stem}
    one = taught.ears[RULE.stem]
    text = "Their procurement will only sign once an outside auditor has vouched for how our safeguards ran from May to October."
    assert max(one.wishes(text), key=lambda name: one.wishes(text)[name]) == "report"
    assert one.asked(text) > 0.5 > one.asked("What does the statement of applicability contain?")
    assert np.isclose(sum(one.wishes(text).values()), 1)
    opened.engine.dispose()
