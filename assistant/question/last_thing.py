"""What is wanted last of all: "the last thing we want is a certificate" refuses it, where it does not only end a list."""

from assistant.question.cut import Sentence
from assistant.question.lexicon import Cue
from assistant.question.scene import FILL, NOTHING, Said, Scene, Stance, directly_before

_NEAR = 2  # words from a thing to "is the last thing we want"
_NEED = ("need", "needs")


def last_thing(scene: Scene) -> Said | None:
    """What the last thing that somebody wants is refused; nothing is said where it may be the last that is missing."""
    after = [c for c in scene.after("last_thing") if c.start - scene.mention.end <= _NEAR]
    cue = directly_before(scene, "last_thing") or next(iter(after), None)
    if cue is None:
        return None
    return NOTHING if _ends_a_list(scene, cue) else scene.said(Stance.REFUSED, cue)


def _ends_a_list(scene: Scene, cue: Cue) -> bool:
    """ "The last thing we need is the certificate", "... a certificate, then we are done": whether it may be what is left."""
    text, number = scene.text, scene.clause.sentence
    end = text.sentences[min(number + 1, len(text.sentences) - 1)].end
    completed = text.within(Sentence(cue.start, end, False), "completes")
    lead = range(max(scene.clause.start, scene.mention.start - FILL), scene.mention.start)
    definite = any(text.listed("pointers", i) for i in lead if i not in range(cue.start, cue.end))
    needed = any(text.words[i].surface in _NEED for i in range(cue.start, cue.end))
    return bool(completed) or (needed and definite)
