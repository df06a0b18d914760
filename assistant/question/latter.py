"""What a text picks of two that it names in a row: "out of ISO and SOC 2 they picked the latter"."""

from collections.abc import Iterator

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.mere import commanded
from assistant.question.parsed import Parsed
from assistant.question.scene import NOTHING, WISHES, Said, Scene, Stance

_PLACES = {"former": 0, "latter": -1}
_PICKS = frozenset(
    ["pick", "picks", "picked", "choose", "chose", "chosen", "took", "take", "takes", "selected", "select"]
)


def picked(text: Parsed, name: str) -> Iterator[tuple[str, Stance, Cue, Clause]]:
    """The value of the fact `name` that "the former" or "the latter" means, where somebody wants or refuses it."""
    for at in (i for i, word in enumerate(text.words) if word.surface in _PLACES):
        clause = next((c for c in text.clauses if c.start <= at < c.end), None)
        if clause is None or text.sentences[clause.sentence].asks or commanded(text, text.sentences[clause.sentence]):
            continue
        named = list(dict.fromkeys(m.value for m in text.mentions if m.fact == name and m.end <= at))
        stance = _stance(text, clause, at)
        if len(named) == len(_PLACES) and stance != Stance.NONE:
            yield named[_PLACES[text.words[at].surface]], stance, Cue("", clause.start, at + 1), clause


def is_picked_from(scene: Scene) -> Said | None:
    """A thing of which the clause goes on to pick the former or the latter is no wish by its name."""
    shown = [cue for _, _, cue, clause in picked(scene.text, scene.mention.fact) if clause == scene.clause]
    return NOTHING if any(scene.mention.end <= cue.end for cue in shown) else None


def _stance(text: Parsed, clause: Clause, at: int) -> Stance:
    told = text.within(clause, *WISHES, "post_wish") or any(
        text.words[i].surface in _PICKS for i in range(clause.start, at)
    )
    idle = text.within(clause, "maybe", "unsure", "have", "past", "know")
    if idle or text.within(clause, "post_refusal") or not (told or text.within(clause, "not")):
        return Stance.REFUSED if text.within(clause, "post_refusal") and not idle else Stance.NONE
    return Stance.REFUSED if text.within(clause, "not") else Stance.WANTED
