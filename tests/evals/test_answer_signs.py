"""Signs that contexts answer: each moves with what it is a sign of, and they are the same for the same case."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.contract import Context
from evals.answer_signs import COMPARED, signs
from evals.asked_signs import asked, names
from tests.evals.made import case

ASKED = "Who composed The Crucifixion in 1887?"
CONTEXTS = (
    "The Crucifixion (Stainer): The Crucifixion is an oratorio. It was composed by John Stainer.",
    "Rome: A city.",
)
TITLES, PHRASES, NAMES, LIKENESS = slice(13, 21), slice(21, 24), slice(24, 27), slice(27, 30)


class Encoding:
    """Likens a text to the question by the letters they share; keeps how many texts it was given."""

    def __init__(self) -> None:
        self.given = list[int]()

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.given.append(len(texts))
        rows = np.array([[text.lower().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def of(text: str, *contexts: str) -> tuple[float, ...]:
    given = [Context(id=str(place), text=one) for place, one in enumerate(contexts)]
    return signs(case("a", text=text, contexts=given), Encoding(), lambda word: word != "crucifixion")


def test_a_title_a_phrase_and_names_of_the_question_are_seen() -> None:
    near, far = of(ASKED, *CONTEXTS), of(ASKED, "Rome: A city.", "Bread: It is baked at night.")
    assert len(near) == len(far) == 30 and near == of(ASKED, *CONTEXTS)
    assert near[:13] == far[:13], "of the question alone"
    assert near[12] == 1 / 3, "one of three words of content is no common one"
    assert near[TITLES] == (1 / 3, 1, len("the crucifixion") / len(ASKED), 1, 1, 2, 1, 1)
    assert far[TITLES][:5] == (0, 0, 0, 0, 0)
    assert near[PHRASES] == (0, 2, 2 / 6) and far[PHRASES] == (0, 0, 0)
    assert near[NAMES][:2] == (0.5, 0.5) and far[NAMES][:2] == (0, 0), "1887 is a name that no context has"
    assert near[LIKENESS][0] > far[LIKENESS][0]


def test_what_is_asked_for_is_told_apart() -> None:
    forms = [asked(text, 0)[:6].index(1) for text in ("When?", "How many?", "Who?", "Where?", "Which?", "How so?")]
    assert forms == [0, 1, 2, 3, 4, 5]
    assert asked("Who was Satyrus of Callatis?", 2)[6:8] == (1, 0)
    assert asked("Who is the oldest king today?", 3)[7] == 1
    assert names("In which year did Brian Lara score 400?") == ["Brian", "Lara", "400"]


def test_no_more_sentences_are_encoded_than_share_most_words() -> None:
    encoding = Encoding()
    many = Context(id="m", text=" ".join(f"Sentence number {i} is here." for i in range(40)))
    signs(case("a", text=ASKED, contexts=[many]), encoding, bool)
    assert encoding.given == [COMPARED + 1]
