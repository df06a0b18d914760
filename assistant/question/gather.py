"""Gather what may answer: the words to search for, the passages found, their sentences ranked, the signs of support."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.about import About
from assistant.question.abstain import Refusal, no_support
from assistant.question.asking import asking_part, timeless
from assistant.question.counting import counting
from assistant.question.denied_next import with_denials
from assistant.question.found import Found, Unit, units
from assistant.question.governing import speaking
from assistant.question.judging import judging
from assistant.question.kinds import Form, form_asked
from assistant.question.language import SLIGHT, content_words
from assistant.question.likeness import Likeness
from assistant.question.own import Told, answers, told_by_own
from assistant.question.relevance import Relevant, relevant
from assistant.question.subjects import of_its_subject
from assistant.question.support import GIVEN, LIBRARY, OTHERS, Pool, Signs, Weights, answers_by
from assistant.question.untold import untold
from knowledge.sources.types import Kind

PASSAGES = 12
MANY = 60  # looked through for documents among records
BEST = 5  # sentences whose signs count
ODD = 8  # words tried without
NAMED = 3  # words told as missing
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
PRACTICE = frozenset({Kind.PRACTICE, Kind.DECISION, Kind.RECORD})
RULING = frozenset({Kind.NORM, Kind.GUIDANCE})
TOLD = RULING | {Kind.PRACTICE}
EVERY = frozenset(Kind)
"""Documents of any kind; records of ours never count as one."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The words searched for, those of them that the sources must speak of, the form of answer that these ask for, the
    passages found, their sentences by sort of source, what our own documents tell, and why nothing answers, where what was
    found shows it plainly."""

    text: str
    asking: str
    form: Form | None
    found: tuple[Found, ...]
    pools: tuple[Pool, ...]
    own: Sequence[Told] = ()
    why_not: Refusal | None = None


def gather(text: str, question: Question, kinds: frozenset[Kind], desk: Desk, also: str = "") -> Gathered:
    """What the sources of `kinds` that the asker may read have to say to `text`; passages are looked for by `also` too."""
    wanted = desk.searchable(text)
    likeness = desk.likeness(timeless(wanted))
    found = _documents(wanted, question, kinds, likeness, desk)
    if also:
        found = _joined(found, _documents(desk.searchable(also), question, kinds, likeness, desk))
    meant = of_its_subject(wanted, units(found), desk.language)
    ours = [unit for unit in meant.units if _is_own(unit.found, question)]
    mine = _ruled(wanted, ours, question, desk)
    told = told_by_own(wanted, mine, desk.encode, desk.language, desk.names)
    own = answers(judging(wanted, told, desk.encode, desk.language, desk.names))
    own = with_denials(wanted, own, mine, desk.language)
    others = _ruled(wanted, [unit for unit in meant.units if not _is_own(unit.found, question)], question, desk)
    ranked = relevant(wanted, others, desk.encode, desk.language, desk.names)
    weights = OTHERS
    if question.contexts is None:
        ranked = counting(wanted, ranked, desk.encode, desk.language)
    else:
        weights = GIVEN
    asking = asking_part(wanted) if likeness.is_clear else wanted
    missed = no_support(f"speaks of “{meant.missed}”") if meant.missed else None
    why_not = missed or untold(wanted, ours, desk.language)
    pools = _pools(wanted, text, ranked, likeness, weights, desk)
    return Gathered(wanted, asking, form_asked(asking), found, pools, own, why_not)


def _ruled(wanted: str, told: Sequence[Unit], question: Question, desk: Desk) -> Sequence[Unit]:
    """Those of `told` that speak of the framework which rules the question. A context is given to be answered from."""
    return speaking(wanted, told, desk.language, desk.names) if question.contexts is None else told


def own_told(question: Question, desk: Desk, without: Collection[str] = ()) -> list[Told]:
    """The sentences of our own documents, but for the sources `without`, that tell what is asked, likely to answer or not."""
    wanted = desk.searchable(question.text)
    found = [
        one for one in _documents(wanted, question, PRACTICE, Likeness(), desk) if one.source.source_id not in without
    ]
    return told_by_own(wanted, _own(found, question), desk.encode, desk.language, desk.names)


def _own(found: Sequence[Found], question: Question) -> list[Unit]:
    return units(one for one in found if _is_own(one, question))


def _is_own(one: Found, question: Question) -> bool:
    """Whether it is of a document of ours. A context is nobody's: it names no kind."""
    return question.contexts is None and one.source.kind in PRACTICE


def _documents(
    text: str, question: Question, kinds: frozenset[Kind], likeness: Likeness, desk: Desk
) -> tuple[Found, ...]:
    """What rules and what we do are looked for apart, so that neither crowds out the other. Our records answer in their own
    way: here they would crowd out what is asked for."""
    apart = (kinds & RULING, kinds & TOLD - RULING) if question.contexts is None else (kinds & TOLD,)
    told = [
        one
        for some in apart
        if some
        for one in desk.search(text, question, some, likeness.passages if some & RULING else {}, PASSAGES)
    ]
    kept = desk.search(text, question, kinds - TOLD, {}, MANY) if kinds - TOLD else ()
    documents = [one for one in kept if not one.source.is_record][:PASSAGES]
    return tuple(sorted((*told, *documents), key=lambda one: -(one.score + one.asked)))


def _joined(found: Sequence[Found], more: Sequence[Found]) -> tuple[Found, ...]:
    """`found`, then those of `more` that are new, none of them better placed than the last."""
    have, last = {one.passage.passage_id for one in found}, min((one.score for one in found), default=0.0)
    return (*found, *(replace(one, score=last) for one in more if one.passage.passage_id not in have))


def _pools(
    text: str, typed: str, ranked: Sequence[Relevant], likeness: Likeness, weights: Weights, desk: Desk
) -> tuple[Pool, ...]:
    listed = likeness.passages
    ours = [one for one in ranked if one.unit.found.passage.passage_id in listed]
    others = [one for one in ranked if one.unit.found.passage.passage_id not in listed]
    others = About(text, desk.language.stems).heard_in(others)
    return (
        Pool(ours, signs_of(text, ours, likeness, LIBRARY, desk), LIBRARY, _unsaid(text, typed, ours, desk)),
        Pool(others, signs_of(text, others, Likeness(), weights, desk), weights, _unsaid(text, typed, others, desk)),
    )


def _unsaid(text: str, typed: str, ranked: Sequence[Relevant], desk: Desk) -> tuple[str, ...]:
    """Words of the question that none of the best sentences and their headings holds: the rarest few, as they were typed."""
    odd = [word for word in _odd(timeless(text), ranked[:BEST], desk) if word.isalpha() and word not in SLIGHT]
    rare = sorted(odd, key=lambda word: -sum(map(desk.language.weight, desk.language.stems(word))))[:NAMED]
    return tuple(dict.fromkeys(_as_typed(word, typed, desk) for word in odd if word in rare))


def _as_typed(word: str, typed: str, desk: Desk) -> str:
    """The word of `typed` that `word` is, be it mended or written out."""
    words = [one.removesuffix("'s").removesuffix("’s") for one in _WORD.findall(typed)]
    same = (one for one in words if one.lower() == word)
    mended = (one for one in words if word in content_words(desk.searchable(one)))
    return next(same, None) or next(mended, word)


def _odd(text: str, ranked: Sequence[Relevant], desk: Desk) -> list[str]:
    said = set(desk.language.stems(" ".join(f"{one.unit.text} {one.unit.heading}" for one in ranked)))
    return [word for word in content_words(text) if not said & set(desk.language.stems(word))]


def signs_of(text: str, ranked: Sequence[Relevant], likeness: Likeness, weights: Weights, desk: Desk) -> Signs:
    """The signs; the dear one only where it weighs. It speaks against an answer, so where a home's documents give none without
    it, it is not looked for."""
    if not ranked:
        return Signs()
    top = ranked[:BEST]
    signs = Signs(
        asked=likeness.best,
        unanswered=likeness.unanswered,
        meaning=max(one.meaning for one in top),
        bare=max(one.bare for one in top),
        words=max(one.words for one in top),
    )
    if not weights.signs.stray or (weights == OTHERS and not answers_by(signs, weights)):
        return signs
    return replace(signs, stray=_stray(text, ranked[0], desk))


def _stray(text: str, best: Relevant, desk: Desk) -> float:
    """How much nearer the question comes to the best sentence when its oddest word is left out, 0 if none does."""
    odd = _odd(text, [best], desk)[:ODD]
    if not odd:
        return 0.0
    words = text.split()
    without = [" ".join(w for w in words if odd_word not in w.lower()) for odd_word in odd]
    near = desk.encode([text, *without]) @ best.vector
    return max(0.0, float(near[1:].max() - near[0]))
