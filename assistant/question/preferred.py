"""What gives way to another thing: "would rather get a SOC 2 report than an ISO certificate"."""

from assistant.question.scene import FILL, Said, Scene, Stance, unsure

_LEADS = {
    "than": ("rather", "sooner"),
    "to": ("prefer", "preferred", "preferable"),
    "over": ("prefer", "preferred", "preferable", "favour", "favor"),
}


def gives_way(scene: Scene) -> Said | None:
    """A thing right after "than", "to" or "over", before which another is preferred to it, is refused."""
    words, at = scene.text.words, scene.mention.start - 1
    while at > scene.sentence.start and words[at].surface not in _LEADS and scene.text.listed("determiners", at):
        at -= 1
    leads = _LEADS.get(words[at].surface, ()) if at > scene.sentence.start else ()
    first = [i for i in range(scene.sentence.start, at) if words[i].surface in leads or words[i].form in leads]
    if not first or scene.sentence.asks or unsure(scene) or scene.text.within(scene.clause, "not", "maybe", "exempt"):
        return None
    others = [m for m in scene.text.mentions if m.fact == scene.mention.fact and m.value != scene.mention.value]
    beaten = any(scene.sentence.start <= m.start and 0 <= at - m.end <= FILL for m in others)
    return scene.said(Stance.REFUSED) if beaten else None
