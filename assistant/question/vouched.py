"""What somebody has in writing: "I have it in writing that it is the certificate" tells a wish, and nothing that is there."""

from assistant.question.cut import Clause
from assistant.question.parsed import Parsed
from assistant.question.scene import Said, Scene, Stance

_HAVE = ("have", "has", "got", "had")
_IN = ("writing", "written", "email", "mail", "black", "paper", "print", "record")
_NEAR = 4  # words from "have" to what it is written in, and from there to "that"
_TELLS = ("it", "this", "what", "they", "want", "need", "mean", "they're")


def vouched(scene: Scene) -> Said | None:
    """A thing that somebody has in writing is wanted, where the words say only that it is that thing."""
    text, said = scene.text, told_from(scene.text, scene.clause)
    if said is None or not said <= scene.mention.start or scene.sentence.asks or scene.before("not", "maybe", "unsure"):
        return None
    after = [c for c in scene.after("post_wish", "wish_after") if c.start - scene.mention.end <= 1]
    lead = range(said, scene.mention.start)
    free = all(scene.fills(i, "determiners", "copulas") or text.words[i].surface in _TELLS for i in lead)
    names = free and any(text.listed("copulas", i) for i in lead)
    if names:
        return scene.said(Stance.WANTED)
    bare = all(scene.fills(i, "determiners") for i in lead)
    return scene.said(Stance.WANTED, after[0]) if bare and after and not scene.after("not", "post_refusal") else None


def told_from(text: Parsed, clause: Clause) -> int | None:
    """The word after "that" where a clause begins by saying that somebody has in writing what follows; else None."""
    words = [word.surface for word in text.words[clause.start : clause.end]]
    have = next((i for i, word in enumerate(words) if word in _HAVE), None)
    if have is None:
        return None
    written = next((i for i in range(have + 1, min(have + 1 + _NEAR, len(words))) if words[i] in _IN), None)
    if written is None or "in" not in words[have:written]:
        return None
    that = next((i for i in range(written + 1, min(written + 1 + _NEAR, len(words))) if words[i] == "that"), None)
    return None if that is None else clause.start + that + 1
