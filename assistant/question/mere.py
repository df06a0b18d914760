"""What makes a mention a mere mention: instructions, quotations, labels, choices, the past, other people's affairs."""

from assistant.question.cut import Sentence
from assistant.question.lexicon import Cue
from assistant.question.scene import FILL, NOTHING, Said, Scene, Test

ASKER = "requester"


def _instructed(scene: Scene) -> Said | None:
    return NOTHING if scene.text.within(scene.sentence, "instruct") else None


def _in_quotation(scene: Scene) -> Said | None:
    for quote in scene.text.quoted:
        if scene.mention.start in quote:
            inside = Sentence(quote.start, quote.stop, False)
            return None if scene.text.within(inside, "plea") else NOTHING
    return None


def _is_label(scene: Scene) -> Said | None:
    return NOTHING if scene.text.listed("carriers", scene.mention.end) else None


def _is_choice(scene: Scene) -> Said | None:
    here = range(scene.sentence.start, scene.sentence.end)
    mine = scene.mention
    others = [m for m in scene.text.mentions if m.fact == mine.fact and m.value != mine.value and m.start in here]
    if not any(_side_by_side(scene, other) for other in others):
        return None
    return None if scene.before("not", "exempt") and not scene.before("unsure") else NOTHING


def _side_by_side(scene: Scene, other: Cue) -> bool:
    first, second = sorted((scene.mention, other), key=lambda m: m.start)
    between = range(first.end, second.start)
    joined = any(scene.text.listed("either_or", i) for i in between)
    return joined and len(between) <= FILL and all(scene.fills(i, "either_or", "determiners") for i in between)


def _past(scene: Scene) -> Said | None:
    before = scene.before("past")
    after = [c for c in scene.after("past_after") if not scene.text.listed("time_links", c.start - 1)]
    return NOTHING if before or after else None


def _of_others(scene: Scene) -> Said | None:
    theirs = scene.before("third") and not scene.text.within(scene.clause, "us")
    asked = any(m.fact == ASKER for m in scene.text.loose if scene.clause.start <= m.start < scene.mention.start)
    return NOTHING if theirs and not asked else None


MERE: tuple[Test, ...] = (_instructed, _in_quotation, _is_label, _is_choice, _past, _of_others)
