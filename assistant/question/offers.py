"""What we offered and the other side took or turned down: "we told them we'd send a certificate and they accepted"."""

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from assistant.question.scene import Said, Scene, Stance

_ASKED = ("whether", "if")
_NEAR, _FAR = 2, 4  # clauses in which an offer is taken, those of its sentence in which it is turned down


def accepted(text: Parsed, clause: Clause) -> Cue | None:
    """The words right after a clause that take what it offers, or None."""
    taken, against = (_after(text, clause, _NEAR, *kinds) for kinds in (("agreed",), ("not", "maybe")))
    return taken[0] if taken and not against else None


def offered(scene: Scene) -> Said | None:
    """What we say that we give, or ask about, where it is taken or turned down."""
    if not (scene.before("us") or scene.clause.opener in _ASKED) or scene.before("not", "absent"):
        return None
    if taken := accepted(scene.text, scene.clause):
        return scene.said(Stance.WANTED, taken) if scene.before("us") else None
    spurned = _after(scene.text, scene.clause, _FAR, "spurned")
    return scene.said(Stance.REFUSED, spurned[0]) if spurned else None


def _after(text: Parsed, clause: Clause, reach: int, *kinds: str) -> list[Cue]:
    """The cues of these kinds in a clause and those after it, `reach` in all, that stand behind what these mention."""
    index = text.clauses.index(clause)
    parts = [part for part in text.clauses[index : index + reach] if part.sentence == clause.sentence or reach == _NEAR]
    last = max((m.end for m in text.mentions if clause.start <= m.start < parts[-1].end), default=clause.end)
    return [c for part in parts for c in text.within(part, *kinds) if c.start >= last]
