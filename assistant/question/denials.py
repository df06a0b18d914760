"""Who is said not to want a thing: "neither the board nor the customer wants", "nobody, neither A nor B, wants"."""

from assistant.question.cut import VERBS, Clause
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from assistant.question.scene import Scene, reaches

_GOES_ON = ("or", "nor", ",", "–", "—", "(", ")")


def denials(scene: Scene, wish: Cue) -> list[Cue]:
    """The negations that hold for a wish before the mention; "neither A nor B" is one, whatever clauses it is cut into."""
    nots = [c for c in scene.before("not") if c.start >= wish.end or reaches(scene, c, wish)]
    whose = [c for c in nots if c.end <= wish.start]
    again = [c for c in whose[1:] if scene.text.words[c.start].surface == "nor"]
    return [c for c in nots if c not in again] if nots else _of_whom(scene, wish)


def by_nobody(text: Parsed, wish: Cue) -> bool:
    """ "Is wanted by neither the board nor the customer": whether those named after a wish do not have it."""
    at = wish.end if text.words[wish.end - 1].surface != "by" else wish.end - 1
    named = at + 1 < len(text.words) and text.words[at].surface == "by"
    return named and text.listed("lacks", at + 1)


def _of_whom(scene: Scene, wish: Cue) -> list[Cue]:
    """The negation of those who would want it, where an "or" or something put in between cuts them off from their verb."""
    text, index = scene.text, scene.text.clauses.index(scene.clause)
    if scene.clause.opener not in ("or", "nor") and wish.start - scene.clause.start > 1:
        return []
    found: list[Cue] = []
    for part in reversed(text.clauses[:index]):
        if part.sentence != scene.clause.sentence or not _names_whom(text, part):
            break
        begun = [c for c in text.within(part, "not") if c.start == part.start and text.listed("lacks", c.start)]
        bare = begun and text.listed("no", begun[0].start) and begun[0].end == part.end
        found = found if bare or not begun else begun[:1]
        if part.opener not in _GOES_ON:
            break
    return found


def _names_whom(text: Parsed, part: Clause) -> bool:
    """Whether a clause may be a part of who wants: it names nothing of the rule and has no verb of its own."""
    named = any(part.start <= m.start < part.end for m in text.mentions)
    verbs = [c for c in text.within(part, *VERBS) if c.kind != "not"]
    return not (named or verbs or text.listed("parties", part.start))
