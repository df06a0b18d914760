"""What a correction says that it is: "No, it's the report", "I misread. It's the certificate"."""

from assistant.question.lexicon import Cue
from assistant.question.scene import Said, Scene, Stance


def put_right(scene: Scene) -> Said | None:
    """ "No, it's the report", "No, sorry, a certificate": what a correction says that it is."""
    lead = range(scene.clause.start, scene.mention.start)
    told = all(scene.fills(i, "determiners", "stand_ins") for i in lead)
    named = told and any(scene.text.listed("stand_ins", i) for i in lead)
    corrected = [c for c in scene.text.within(scene.sentence, "correct") if c.start < scene.mention.start]
    corrected = corrected or (_just_corrected(scene) if named else [])
    said = named or _says_no_more(scene, corrected)
    return scene.said(Stance.WANTED) if said and corrected and not scene.sentence.asks else None


def _just_corrected(scene: Scene) -> list[Cue]:
    """The correction that the sentence before, which names nothing, says that this one makes: "I misread. It's the report"."""
    number = scene.clause.sentence - 1
    if number < 0:
        return []
    last = scene.text.sentences[number]
    named = any(last.start <= m.start < last.end for m in scene.text.mentions)
    return [] if named or last.asks else scene.text.within(last, "correct", "cancel")


def _says_no_more(scene: Scene, cues: list[Cue]) -> bool:
    """Whether the sentence is these cues and the mention alone, articles and excuses left aside."""
    told = {i for part in (*cues, scene.mention) for i in range(part.start, part.end)}
    rest = (i for i in range(scene.sentence.start, scene.sentence.end) if i not in told)
    return all(scene.fills(i, "determiners", "openers", "excuses") for i in rest)
