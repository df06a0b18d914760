"""What may not stand in for what: "a certificate is no substitute for a report"."""

from assistant.question.lexicon import Cue
from assistant.question.scene import Said, Scene, Stance, directly_before, unsure

_NEAR = 2


def stands_in(scene: Scene) -> Said | None:
    """What nothing else may stand in for is wanted, what may not stand in for it is refused."""
    if scene.sentence.asks or unsure(scene):
        return None
    cue = directly_before(scene, "stands_in")
    if cue is not None and (denied := _denied(scene, cue)):
        return scene.said(Stance.WANTED, denied, cue)
    after = [c for c in scene.after("stands_in") if _denied(scene, c) and _for_another(scene, c)]
    return scene.said(Stance.REFUSED, after[0]) if after else None


def _denied(scene: Scene, cue: Cue) -> Cue | None:
    """The negation right before a phrase that puts one thing in another's place."""
    nots = scene.text.within(scene.clause, "not", "post_refusal")
    return next((c for c in nots if c.start < cue.start and cue.start - c.end <= _NEAR), None)


def _for_another(scene: Scene, cue: Cue) -> bool:
    named = [m for m in scene.text.mentions if m.start >= cue.end and m.fact == scene.mention.fact]
    between = [m for m in scene.text.mentions if scene.mention.end <= m.start < cue.start]
    return bool(named) and named[0].value != scene.mention.value and not between
