"""What is claimed of a thing by words that no phrase of ours knows: in a request, a thing that stands as the object of
somebody's doing, with nothing said against it, is what the doing is about.
"""

from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from assistant.question.put_right import put_right
from assistant.question.scene import ASKER, PAPER, WISHES, Said, Scene, Stance, Test, directly_before, unsure
from knowledge.rules.words import match

_LABEL = 14
_INTRODUCES = (":", "=", ">", "→", "–", "—")
_CITES = frozenset("'\"‘“«")
_SIDES = (ASKER, PAPER)
_SUPPOSED = ("if", "when", "where", "once", "until", "unless")
_WAITS = ("until", "unless", "before")
_SHUT = ("maybe", "know", "past", "past_after", "early", "exempt", "idle", "have", "have_after", "away", "generic")


def _stalled(scene: Scene) -> Said | None:
    """ "Stuck because there is no certificate": what is missing where it holds something up is wanted."""
    lacks = scene.before("absent") or [c for c in scene.before("not") if _lacks(scene, c)]
    if _threatened(scene) and not scene.sentence.asks:
        return scene.said(Stance.WANTED, is_open=True)
    if not lacks or unsure(scene):
        return None
    stalled = scene.text.within(scene.sentence, "stalled")
    outside = [c for c in stalled if c.end <= lacks[-1].start or c.start >= scene.mention.end]
    return scene.said(Stance.WANTED, lacks[-1], obliged=True) if outside else None


def _lacks(scene: Scene, negation: Cue) -> bool:
    """Whether a negation beside the mention says that it is missing, and not that nobody wants it."""
    near = scene.mention.start - negation.end <= 3 and scene.text.listed("lacks", negation.start)
    return near and not [c for c in scene.before(*WISHES) if c.start >= negation.end]


def _supposed(scene: Scene) -> Said | None:
    """ "A discount if we hold a certificate": what has to be so for something else is wanted."""
    if scene.clause.opener not in _SUPPOSED or scene.before("not", "absent", "unsure") or not scene.before("have"):
        return None
    return None if scene.sentence.asks or not _fresh(scene) else scene.said(Stance.WANTED, is_open=True)


def _awaited(scene: Scene) -> Said | None:
    """ "They cannot finish the review until we give them our report": what a stop on their side waits for is wanted."""
    index = scene.text.clauses.index(scene.clause)
    if scene.clause.opener not in _WAITS or scene.sentence.asks or not index or scene.before("not", "absent", "unsure"):
        return None
    stopped = scene.text.clauses[index - 1]
    theirs = scene.text.within(stopped, "demander") or any(
        c.fact in _SIDES and stopped.start <= c.start < stopped.end for c in scene.text.loose
    )
    stops = scene.text.within(stopped, "not", "stalled")
    return (
        scene.said(Stance.WANTED, is_open=True)
        if theirs and stops and stopped.sentence == scene.clause.sentence
        else None
    )


def _labelled(scene: Scene) -> Said | None:
    """ "Item 7: valid certificate of the ISMS": what a label introduces."""
    lead = range(scene.clause.start, scene.mention.start)
    first = all(scene.fills(i, "determiners") for i in lead)
    if scene.clause.opener not in _INTRODUCES or scene.sentence.asks or not first:
        return None
    label = scene.clause.start - scene.sentence.start
    held = [c for c in scene.text.within(scene.sentence, "have") if 0 <= scene.clause.start - c.end <= 1]
    if held and label <= _LABEL:
        return scene.said(Stance.HELD, held[-1])
    cited = scene.text.text[scene.text.words[scene.mention.start].start - 1] in _CITES
    idle = cited or scene.text.within(scene.sentence, "idle", "unsure", "asking") or scene.after("not", "post_refusal")
    wanted = scene.mention.kind == "thing" or _demanded(scene)
    return scene.said(Stance.WANTED, is_open=True) if wanted and label <= _LABEL and not idle else None


def _open(scene: Scene) -> Said | None:
    new = scene.mention.kind == "thing" and _fresh(scene)
    if _closed(scene) or _is_subject(scene) or _is_owned(scene) or not (new or _demanded(scene)):
        return None
    nots = scene.before("not")
    if len(nots) % 2 == 0:
        return scene.said(Stance.WANTED, is_open=True)
    return scene.said(Stance.REFUSED, nots[-1], is_open=True) if _demanded(scene) else None


def _is_owned(scene: Scene) -> bool:
    """Whether it is "our certificate": one that is there, whatever is done with it."""
    lead = range(max(scene.clause.start, scene.mention.start - 2), scene.mention.start)
    return scene.mention.kind == "thing" and any(scene.text.listed("owners", i) for i in lead)


def _closed(scene: Scene) -> bool:
    """Whether the clause asks, doubts, tells, remembers, or is about something that lies there already."""
    asks = scene.sentence.asks and scene.clause.opener not in _SUPPOSED and _has_question(scene)
    tells = scene.before(*_SHUT) or scene.after("not", "post_refusal") or scene.text.within(scene.clause, "generic")
    return asks or unsure(scene) or _is_said_to_be(scene) or bool(tells)


def _is_said_to_be(scene: Scene) -> bool:
    """ "We are certified": a thing that somebody simply is, and nobody made a condition."""
    at = scene.mention.start - 1
    while at > scene.clause.start and scene.text.listed("determiners", at):
        at -= 1
    return scene.text.listed("copulas", at) and not _demanded(scene)


def _has_question(scene: Scene) -> bool:
    return any(c.start < scene.mention.start for c in scene.text.within(scene.clause, "asking", "deciding", "knowing"))


def _is_subject(scene: Scene) -> bool:
    """Whether the mention opens its clause, so that what follows only tells about it."""
    if _broken_off(scene):
        return False
    if directly_before(scene, "relative") and scene.mention.end < scene.clause.end:
        return not scene.fills(scene.mention.end, "links")
    lead = range(scene.clause.start, scene.mention.start)
    return all(scene.fills(i, "determiners", "pointers", "adds") for i in lead) and not scene.before("only")


def _broken_off(scene: Scene) -> bool:
    """ "They covenant to furnish, each year, a report": whether the verb stands before a clause put in between."""
    index = scene.text.clauses.index(scene.clause)
    verb = [c for c in scene.text.clauses[max(index - 2, 0) : index] if c.sentence == scene.clause.sentence]
    bound = any(scene.text.within(c, "bound_us", "demander") for c in verb[:1])
    told = scene.text.listed("copulas", scene.mention.end) or any(scene.text.within(c, *_SHUT) for c in verb)
    return len(verb) == 2 and bound and not told and scene.mention.kind == "thing" and _fresh(scene)


def _demanded(scene: Scene) -> bool:
    """Whether somebody who may demand, or a paper that may, stands before the mention in its sentence."""
    start, end = scene.clause.start, scene.mention.start
    return any(c.kind == "demander" and start <= c.start < end for c in scene.text.cues) or any(
        c.fact in _SIDES and start <= c.start < end for c in scene.text.loose
    )


def _fresh(scene: Scene) -> bool:
    """Whether the mention is a new thing ("a report"), not a known one ("our report"), and more than a bare word."""
    lead = range(max(scene.clause.start, scene.mention.start - 2), scene.mention.start)
    known = any(scene.text.listed("pointers", i) for i in lead)
    return not (known or _is_plain(scene.text, scene.mention) or _is_somebody(scene.text, scene.mention))


def _is_somebody(text: Parsed, mention: Cue) -> bool:
    """Whether the mention names who gives a thing ("a CPA firm") and not the thing."""
    gives = any(text.listed("gives", i) for i in range(mention.start, mention.end))
    return text.listed("agents", mention.end - 1) and not gives


def _is_plain(text: Parsed, mention: Cue) -> bool:
    values = text.rule.fact(mention.fact).values
    bare = [p for v in values if v.id == mention.value for p in v.bare]
    return any(match(p, text.words, mention.start) == mention.end for p in bare)


def _threatened(scene: Scene) -> bool:
    """ "If we don't send them a report": what must not be left undone."""
    nots = scene.before("not")
    ours = [c for c in scene.before("us") if nots and c.end <= nots[0].start]
    ours += scene.before("us") if scene.clause.opener == "unless" and not nots else []
    return scene.clause.opener in ("if", "unless") and bool(ours) and not scene.before(*WISHES, *_SHUT)


CONDITIONS: tuple[Test, ...] = (_stalled, _supposed, _awaited)


def _not_only(scene: Scene) -> Said | None:
    """ "Not just the certificate, also the report": a thing that another is added to."""
    cue = directly_before(scene, "emphasis")
    added = [c for c in scene.text.within(scene.sentence, "also") if c.start >= scene.mention.end]
    just = cue is not None and any(scene.text.listed("just", i) for i in range(cue.start, cue.end))
    return scene.said(Stance.WANTED, is_open=True) if just and added and not scene.sentence.asks else None


OPEN: tuple[Test, ...] = (_not_only, _labelled, put_right, _open)
