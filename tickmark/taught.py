"""What the bundled library teaches with its lists: which section a question belongs to, what is a request, what one wants."""

import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from assistant import question
from assistant.question.facts import told_of
from assistant.question.heard import Heard
from assistant.question.relevance import Encode
from knowledge.index import tokens
from knowledge.index.tokens import stems
from knowledge.rules.requests import values_of, wishes
from knowledge.rules.rule import Rule
from tickmark import claims, library, linear, listed, overlap, solving
from tickmark.claims import Claims
from tickmark.ear import Ear, ear_of
from tickmark.learning import Lesson, encoded, made_of, once
from tickmark.linear import Linear, Matrix
from tickmark.listed import Examples, learned

ASKED, TOLD = "asked", "told"
LEAST = 1e-9  # of a chance
LONGEST = 200  # characters of the words that show a wish
_READING = (*sorted(Path(question.__file__).parent.glob("*.py")), Path(linear.__file__))
_CLAIMING = tuple(Path(str(part.__file__)) for part in (claims, listed, overlap, solving, tokens))
_STOP = re.compile(r"[.?!]\s|\n")


@dataclass(frozen=True)
class Taught:
    """`words` of the library with their counts, `claims` of sections on a question, `asks` whether a text is a request to
    decide, `wishes` by rule what one wants; `ears` tell both, for the rules to whose requests the encoder was tuned."""

    words: Mapping[str, int]
    claims: Claims
    asks: Linear
    wishes: dict[str, Linear]
    ears: dict[str, Ear]

    def asked(self, text: str) -> float:
        """How likely `text` is a request to decide, 0 to 1."""
        plain = self.asks.chances(text)
        if not self.ears:
            return plain[ASKED]
        tuned = max(ear.asked(text) for ear in self.ears.values())
        return _pooled(plain, {ASKED: tuned, TOLD: 1 - tuned})[ASKED]

    def called(self, text: str) -> float:
        """How likely the last words of a conversation call for the decision of what was said in it, 0 to 1."""
        return max((ear.called(text) for ear in self.ears.values()), default=0.0)

    def heard(self, rule: Rule, text: str, told: Sequence[float]) -> Heard | None:
        """What `text` wants by the requests that `rule` lists; None where it lists none."""
        model = self.wishes.get(rule.id)
        if model is None or not re.search(r"\w", text):
            return None
        chances = model.chances(text, told)
        ear = self.ears.get(rule.id)
        chances = _pooled(chances, ear.wishes(text)) if ear else chances
        return Heard(chances, lambda value: _shown(model, text, value))


def taught(folder: Path, state: str, examples: Callable[[], Examples], encoder: str, encode: Encode) -> Taught:
    """What the library of `state` teaches: kept in `folder`, learned anew where that is of another state. `encoder` is the key
    of the one that encodes."""
    mine = folder / hashlib.sha256(state.encode()).hexdigest()[:24]
    words = once(mine / "words.json", _words(state))
    sections = once(mine / "sections.arrays", _sections(examples, encoder, encode, mine))
    asks = once(mine / "requests.arrays", _asks())
    wishes = {rule.id: once(mine / f"{rule.id}.arrays", _wishes(rule)) for rule in library.rules() if rule.requests}
    ears = {rule.id: ear_of(rule, mine / rule.id) for rule in library.rules()}
    return Taught(words, sections, asks, wishes, {name: ear for name, ear in ears.items() if ear})


def _words(state: str) -> Lesson[dict[str, int]]:
    def keep(counts: dict[str, int], path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(".part")
        made.write_text(json.dumps(counts), "utf-8")
        made.replace(path)

    def kept(path: Path) -> dict[str, int] | None:
        try:
            return dict(json.loads(path.read_text("utf-8")))
        except (OSError, ValueError):
            return None

    return Lesson("which words the library writes", lambda: state, library.words, kept, keep)


def _sections(examples: Callable[[], Examples], encoder: str, encode: Encode, folder: Path) -> Lesson[Claims]:
    def learn() -> Claims:
        return learned(examples(), partial(encoded, encode), stems, folder)

    def source() -> str:
        return made_of(json.dumps([encoder, list(examples().asks), examples().rows()]), _CLAIMING)

    return Lesson("which section answers a question", source, learn, claims.kept, claims.keep)


def _asks() -> Lesson[Linear]:
    def learn() -> Linear:
        listed = library.asks().values()
        told = [*(text for texts in listed for text in texts), *library.unanswered(), *library.questions()]
        asked = library.requests()
        texts = [*told, *asked]
        return linear.learn(texts, _none(texts), [TOLD] * len(told) + [ASKED] * len(asked))

    def source() -> str:
        return made_of(library.lists_digest(), _READING)

    return Lesson("what is a request", source, learn, linear.kept, linear.keep)


def _wishes(rule: Rule) -> Lesson[Linear]:
    def learn() -> Linear:
        from tickmark.telling import counted  # rich, which a home that has learned does not need here

        rows = [(text, name) for name, texts in wishes(rule.requests).items() for text in texts]
        texts, told = zip(*(told_of(rule, text) for text, _ in counted("reading", rows)), strict=True)
        signs = np.array(told, dtype=np.float32)
        return linear.learn(texts, signs, [name for _, name in rows])

    def source() -> str:
        return made_of(library.reading_digest(rule), _READING)

    return Lesson(f"what a request wants, by {rule.id}", source, learn, linear.kept, linear.keep)


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
