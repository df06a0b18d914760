"""What we offered and the other side took: "we told them we'd send a certificate and they accepted"."""

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from assistant.question.scene import Said, Scene, Stance


def accepted(text: Parsed, clause: Clause) -> Cue | None:
    """The words right after a clause that take what it offers, or None."""
    index = text.clauses.index(clause)
    parts = text.clauses[index : index + 2]
    last = max((m.end for m in text.mentions if clause.start <= m.start < parts[-1].end), default=clause.end)
    taken = [c for part in parts for c in text.within(part, "agreed") if c.start >= last]
    against = [c for part in parts for c in text.within(part, "not", "maybe") if c.start >= last]
    return taken[0] if taken and not against else None


def offered(scene: Scene) -> Said | None:
    """What we say that we give, where it is taken."""
    taken = accepted(scene.text, scene.clause)
    ours = scene.before("us") and not scene.before("not", "absent")
    return scene.said(Stance.WANTED, taken) if taken and ours else None
