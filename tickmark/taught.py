"""What the bundled library teaches with its lists: which section a question belongs to, what is a request, what one wants."""

import hashlib
import math
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant.question.facts import told_of
from assistant.question.heard import Heard
from assistant.question.relevance import Encode
from knowledge.index.tokens import stems
from knowledge.rules.requests import values_of, wishes
from knowledge.rules.rule import Rule
from tickmark import claims, library, linear
from tickmark.claims import Claims
from tickmark.ear import Ear, ear_of
from tickmark.linear import Linear, Matrix
from tickmark.listed import Examples, learned

ASKED, TOLD = "asked", "told"
LEAST = 1e-9  # of a chance
LONGEST = 200  # characters of the words that show a wish
_STOP = re.compile(r"[.?!]\s|\n")
T = TypeVar("T")


@dataclass(frozen=True)
class Taught:
    """`claims` of sections on a question, `asks` whether a text is a request to decide, `wishes` by rule what one wants;
    `ears` tell both, for the rules to whose requests the encoder was tuned."""

    claims: Claims
    asks: Linear
    wishes: dict[str, Linear]
    ears: dict[str, Ear]

    def asked(self, text: str, encode: Encode) -> float:
        """How likely `text` is a request to decide, 0 to 1."""
        plain = self.asks.chances(text, encode([text])[0])
        if not self.ears:
            return plain[ASKED]
        tuned = max(ear.asked(text) for ear in self.ears.values())
        return _pooled(plain, {ASKED: tuned, TOLD: 1 - tuned})[ASKED]

    def called(self, text: str) -> float:
        """How likely the last words of a conversation call for the decision of what was said in it, 0 to 1."""
        return max((ear.called(text) for ear in self.ears.values()), default=0.0)

    def heard(self, rule: Rule, text: str, told: Sequence[float], encode: Encode) -> Heard | None:
        """What `text` wants by the requests that `rule` lists; None where it lists none."""
        model = self.wishes.get(rule.id)
        if model is None or not re.search(r"\w", text):
            return None
        chances = model.chances(text, encode([text])[0], told)
        ear = self.ears.get(rule.id)
        chances = _pooled(chances, ear.wishes(text)) if ear else chances
        return Heard(chances, lambda value: _shown(model, text, value))


def taught(folder: Path, state: str, examples: Callable[[], Examples], encode: Encode) -> Taught:
    """What the library of `state` teaches: kept in `folder`, learned anew where that is of another state."""
    mine = folder / hashlib.sha256(state.encode()).hexdigest()[:24]
    sections = _once(mine / "sections.npz", claims.kept, claims.keep, lambda: learned(examples(), encode, stems, mine))
    asks = _once(mine / "requests.npz", linear.kept, linear.keep, partial(_learn_asks, encode))
    wishes = {
        rule.id: _once(mine / f"{rule.id}.npz", linear.kept, linear.keep, partial(_learn_wishes, rule, encode))
        for rule in library.rules()
        if rule.requests
    }
    ears = {rule.id: ear_of(rule, mine / rule.id) for rule in library.rules()}
    return Taught(sections, asks, wishes, {name: ear for name, ear in ears.items() if ear})


def _once(path: Path, kept: Callable[[Path], T | None], keep: Callable[[T, Path], None], learn: Callable[[], T]) -> T:
    held = kept(path)
    if held is None:
        held = learn()
        keep(held, path)
        _tidy(path.parent)
    return held


def _tidy(mine: Path) -> None:
    """Drop what states taught before the last other one, which a bot may still answer from."""
    others = [one for one in mine.parent.iterdir() if one != mine]
    for old in sorted(others, key=lambda one: one.stat().st_mtime)[:-1]:
        shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)


def _learn_asks(encode: Encode) -> Linear:
    told = [*(text for texts in library.asks().values() for text in texts), *library.unanswered(), *library.questions()]
    asked = library.requests()
    texts = [*told, *asked]
    return linear.learn(texts, encode(texts), _none(texts), [TOLD] * len(told) + [ASKED] * len(asked))


def _learn_wishes(rule: Rule, encode: Encode) -> Linear:
    rows = [(text, name) for name, texts in wishes(rule.requests).items() for text in texts]
    texts, told = zip(*(told_of(rule, text) for text, _ in rows), strict=True)
    return linear.learn(texts, encode(texts), np.array(told, dtype=np.float32), [name for _, name in rows])


def _pooled(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """What two that learned apart say together: the geometric mean of their chances."""
    both = {name: math.sqrt(one[name] * other[name]) + LEAST for name in one}
    total = sum(both.values())
    return {name: chance / total for name, chance in both.items()}


def _none(texts: Sequence[str]) -> Matrix:
    return np.zeros((len(texts), 0), dtype=np.float32)


def _shown(model: Linear, text: str, value: str) -> tuple[int, int]:
    """The run of words of one sentence, no longer than a reader would quote, that speaks most for what wants a value."""
    pulls = model.pulls(text, [name for name in model.classes if name == value or value in values_of(name)])
    best, place = float("-inf"), (pulls[0][0], pulls[0][1])
    for first, (start, _, _) in enumerate(pulls):
        total = 0.0
        for _, end, pull in pulls[first:]:
            if end - start > LONGEST or _STOP.search(text, start, end):
                break
            total += pull
            if total > best:
                best, place = total, (start, end)
    return place
