"""Which sentences of our own documents tell what is asked. Each is weighed alone; where none weighs enough, none is said."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.question.about import About
from assistant.question.conflict import disagree
from assistant.question.found import Unit
from assistant.question.language import Language
from assistant.question.logistic import chance
from assistant.question.relevance import Encode, Relevant, searched, word_shares
from assistant.question.telling import Asked, counted_words
from assistant.question.wanted import tells, wanted

LOOKED_AT = 60  # sentences whose meaning is compared
NEAREST = 16  # of these, the ones that are weighed
PLACED = 0.1  # what its passage's place adds to a sentence's likeness, when the nearest are taken
FEW = 30  # sentences below which the nearest may be near by chance
SPOKEN, CLOSE = 0.4, 0.6  # among few: the share of the question's words that it holds, or its likeness in meaning
MOST = 3  # sentences said
NAMED = 0.5  # share of the question's names that a sentence, its heading or its title must hold
_NAME = re.compile(r"(?<=[a-z,] )(?!I\b)[A-Z][\w-]*|\b\w*\d\w*")
_NUMBERED = r"(?:type|tier|severity|level|stage|phase|finding|class|priority)s?"
_CODE = re.compile(rf"\b(?:(?i:{_NUMBERED}) (?:[A-Z]\b|\d\w*|one|two|three|four|five)|(?!\d+\b)\w*\d\w*)")
_PEOPLE = re.compile(r"us|them|colleagues|staff|persons|employees|folks?|heads|of")


@dataclass(frozen=True, slots=True)
class OwnSigns:
    """What speaks for one sentence, 0 to 1: the cosines to the question of its `meaning` under its heading and of it `bare`; the
    share of the question's `words` that it or its headings hold; `place`, its passage's score against the best; `names`, the
    share of the question's names that it holds.

    Against it, 0 or less: how far it is `behind` and `bare_behind` the nearest sentence, be it one that tells what is asked or
    not, and how far what it counts is from what is to be `counted`.
    """

    meaning: float = 0.0
    bare: float = 0.0
    words: float = 0.0
    place: float = 0.0
    names: float = 0.0
    behind: float = 0.0
    bare_behind: float = 0.0
    counted: float = 0.0


OWN = OwnSigns(4.18, 1.61, 2.0, 1.58, 1.72, 4.12, 2.96, 1.03)  # fitted by `tickmark fit-support --own`, as is the bias
BIAS = -7.69
ANSWERED = 0.055  # chance from which a sentence is said
NEARLY = 0.25  # of the best one's odds, from which a sentence is said beside it


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that tells what is asked, its signs, and the chance, 0 to 1, that it answers."""

    one: Relevant
    signs: OwnSigns

    @property
    def chance(self) -> float:
        """By the logistic model."""
        return chance(astuple(OWN), astuple(self.signs), BIAS)


def answers(told: Sequence[Told]) -> list[Told]:
    """The likeliest sentence and those nearly as likely, best first; those that contradict it too. None if none is likely."""
    likely = sorted((one for one in told if one.chance >= ANSWERED), key=lambda one: -one.chance)
    if not likely:
        return []
    best = likely[0]
    near = [one for one in likely if _odds(one) >= NEARLY * _odds(best)][:MOST]
    return near + [one for one in likely if one not in near and _denies(one.one.unit, best.one.unit)][: MOST - 1]


def told_by_own(
    question: str, units: Sequence[Unit], encode: Encode, language: Language, names: re.Pattern[str]
) -> list[Told]:
    """Those of the nearest `units` that tell what `question` wants, with their signs."""
    if not units:
        return []
    near = _nearest(question, units, encode, language, names)
    asked = Asked(question, lambda text: tuple(language.stems(text)), _plain(units))
    heard = About(question, language.stems).heard_in(near)
    want, codes, named = wanted(question), _CODE.findall(question), set(_NAME.findall(question))
    ahead, bare_ahead = max(one.meaning for one in near), max(one.bare for one in near)
    told = []
    for one in heard:
        held, said = _share(named, _around(one.unit)), _share(codes, _around(one.unit)) == 1
        if (
            held >= NAMED
            and said
            and _is_clear(one, len(units))
            and tells(want, asked, one.unit.text, one.unit.columns)
        ):
            lag, bare_lag = one.meaning - ahead, one.bare - bare_ahead
            told.append(Told(one, OwnSigns(one.meaning, one.bare, one.words, one.place, held, lag, bare_lag)))
    return _counting(asked, told, encode) if want and want.name == "a number" and asked.noun else told


def _is_clear(one: Relevant, among: int) -> bool:
    return among >= FEW or one.words >= SPOKEN or one.meaning >= CLOSE


def _nearest(
    question: str, units: Sequence[Unit], encode: Encode, language: Language, names: re.Pattern[str]
) -> list[Relevant]:
    looked = sorted(units, key=lambda unit: -unit.found.score)[:LOOKED_AT]
    best = max(unit.found.score for unit in looked) or 1.0
    vectors = encode([question, *(searched(unit, names)[0] for unit in looked)])
    meaning, place = vectors[1:] @ vectors[0], np.array([unit.found.score / best for unit in looked])
    top = np.argsort(-(meaning + PLACED * place), kind="stable")[:NEAREST]
    kept = [looked[i] for i in top]
    bare: NDArray[np.float32] = encode([unit.text for unit in kept]) @ vectors[0]
    shares = word_shares(question, kept, language)
    return [
        Relevant(unit, vectors[1 + i], float(meaning[i]), float(own), share, float(place[i]))
        for unit, i, own, share in zip(kept, top, bare, shares, strict=True)
    ]


def _counting(asked: Asked, told: Sequence[Told], encode: Encode) -> list[Told]:
    """`told` with how far what each counts is from the noun that is asked for: by stem none, else as far as the meanings."""
    noun = "people" if _PEOPLE.fullmatch(asked.noun) else asked.noun
    after = [counted_words(one.one.unit.text) for one in told]
    words = list(dict.fromkeys(word for one in after for word in one))
    near = dict(zip(words, encode(words) @ encode([noun])[0], strict=True)) if words else {}
    stems = set(asked.stems(noun))
    same = {word: 1.0 if stems & set(asked.stems(word)) else float(near[word]) for word in words}
    likest = [max((same[word] for word in one), default=0.0) for one in after]
    return [replace(one, signs=replace(one.signs, counted=most - 1)) for one, most in zip(told, likest, strict=True)]


def _plain(units: Sequence[Unit]) -> frozenset[str]:
    return frozenset(word for unit in units for word in re.findall(r"\b[a-z]+\b", unit.text))


def _around(unit: Unit) -> str:
    return f"{unit.text} {unit.heading} {unit.found.source.title}".lower()


def _share(names: Sequence[str] | set[str], text: str) -> float:
    """The share of `names` that stand in `text` (lower case); 1 of none."""
    held = sum(bool(re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text)) for name in names)
    return held / len(names) if names else 1.0


def _odds(told: Told) -> float:
    return told.chance / (1 - told.chance)


def _denies(one: Unit, other: Unit) -> bool:
    return one.found.source.source_id != other.found.source.source_id and disagree(one.text, other.text)
