"""One phrase for several values: "they want both", "neither of them", "the second one"."""

from collections.abc import Collection, Iterator

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.mere import commanded
from assistant.question.parsed import Parsed
from assistant.question.scene import NOTHING, WISHES, Scene, Stance

Shown = tuple[str, Stance, Cue, Clause]
_KINDS = {"all": Stance.WANTED, "none": Stance.REFUSED, "first": Stance.WANTED, "second": Stance.WANTED}
PLACE = {"first": slice(0, 1), "second": slice(1, 2)}


def together(text: Parsed, name: str) -> Iterator[Shown]:
    """Each value of the fact `name` that a phrase for several means, with what is said of it and where."""
    for clause in text.clauses:
        cues = text.within(clause, *_KINDS) if not _is_idle(text, clause) else []
        for cue in (c for c in cues if _counts(text, clause, c)):
            for value in _values(text, name)[PLACE.get(cue.kind, slice(None))]:
                yield value, _KINDS[cue.kind], cue, clause


def left_over(text: Parsed, name: str, dropped: Collection[tuple[str, int]]) -> Iterator[Shown]:
    """ "They used to want both, they dropped the report": of all that was once wanted what is not among those `dropped`, each
    with the word where it is."""
    for clause in text.clauses:
        for cue in text.within(clause, "once_all") if not _is_idle(text, clause) else []:
            gone = {value for value, at in dropped if at >= cue.end}
            rest = [value for value in _values(text, name) if value not in gone]
            yield from ((value, Stance.WANTED, cue, clause) for value in rest if gone)


def _values(text: Parsed, name: str) -> list[str]:
    return [value.id for value in text.rule.fact(name).values]


def _is_idle(text: Parsed, clause: Clause) -> bool:
    """Whether a clause only asks, or speaks to the machine."""
    sentence = text.sentences[clause.sentence]
    return (sentence.asks and clause.end >= sentence.end) or commanded(text, sentence)


def _counts(text: Parsed, clause: Clause, cue: Cue) -> bool:
    idle = text.within(clause, "asking", "maybe", "unsure")
    if any(not (cue.start <= c.start and c.end <= cue.end) for c in idle):
        return False
    scene = Scene(text, cue, clause, text.sentences[clause.sentence], NOTHING)
    return not (_wants_one(scene) if cue.kind == "none" else scene.before("not"))


def _wants_one(scene: Scene) -> bool:
    """ "None of them wants a certificate": whether those meant together are who wants, and the clause says what."""
    named = [m.start for m in scene.text.mentions if scene.clause.start <= m.start < scene.clause.end]
    return any(c.end <= at for c in scene.after(*WISHES) for at in named)
