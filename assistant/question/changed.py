"""What changes over time: "was fine with ISO until last week", "plus a report", "used to say SOC 2; amendment 2 adds ISO",
"dropped the report requirement and kept the certificate one"."""

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from assistant.question.scene import FILL, NOTHING, WISHES, Said, Scene, Stance, Test, unsure

_LATELY = ("last", "recently", "yesterday", "lately", "now", "then")
_PAST = ("was", "were", "had", "used", "took")
_KEPT = ("kept", "keeps", "retained", "retains")
_WHAT_IS_KEPT = ("one", "requirement", "request", "demand", "clause", "line", "ask", "item")
_ADDS = ("add", "adds", "added", "adding")


def _lapsed(scene: Scene) -> Said | None:
    """What was fine "until last week" is no wish."""
    text, index = scene.text, scene.text.clauses.index(scene.clause) + 1
    following = text.clauses[index] if index < len(text.clauses) else None
    if following is None or following.opener not in ("until", "till") or following.sentence != scene.clause.sentence:
        return None
    lead = [text.words[i].surface for i in range(scene.clause.start, scene.mention.start)]
    was = any(word in _PAST for word in lead) or any(
        text.words[i].surface.endswith("ed") for c in scene.before(*WISHES) for i in range(c.start, c.end)
    )
    lately = text.words[following.start].surface in _LATELY
    return NOTHING if was and lately and not scene.text.within(scene.clause, "not", "absent") else None


def _kept(scene: Scene) -> Said | None:
    """What is kept where something else is dropped is wanted."""
    at = scene.mention.start - 1
    while at > scene.clause.start and scene.text.listed("determiners", at):
        at -= 1
    if at < scene.sentence.start or scene.text.words[at].surface not in _KEPT or scene.sentence.asks or unsure(scene):
        return None
    end = scene.mention.end
    named = end < len(scene.text.words) and scene.text.words[end].surface in _WHAT_IS_KEPT
    kept = Cue("", at, end + named)
    return scene.said(Stance.WANTED, kept) if named or _is_last(scene, end) and _drops(scene) else None


def _is_last(scene: Scene, end: int) -> bool:
    return end >= scene.clause.end or scene.text.words[end].is_mark


def _drops(scene: Scene) -> bool:
    """Whether its sentence, or the one before, drops another thing."""
    number = scene.clause.sentence
    parts = scene.text.sentences[max(number - 1, 0) : number + 1]
    other = [m for m in scene.text.mentions if m.value != scene.mention.value and m.fact == scene.mention.fact]
    near = any(part.start <= m.start < part.end for part in parts for m in other)
    return near and any(scene.text.within(part, "withdraws") for part in parts)


def _plus(scene: Scene) -> Said | None:
    """ "Plus a SOC 2 report": a thing that a whole text only adds."""
    lead = range(scene.clause.start, scene.mention.start)
    also = {i for c in scene.before("also") for i in range(c.start, c.end)}
    free = also and all(i in also or scene.fills(i, "determiners", "pairs", "openers") for i in lead)
    owned = any(scene.text.listed("owners", i) for i in lead)
    begins = scene.clause.start == 0 and not scene.sentence.asks and not owned
    rest = scene.mention.end
    ends = _is_last(scene, rest) or scene.text.listed("links", rest)
    return scene.said(Stance.WANTED) if free and begins and ends else None


def _added_to(scene: Scene) -> Said | None:
    """ "The tender used to say SOC 2; amendment 2 adds a certificate": what was said before stays where another is added."""
    text = scene.text
    cited = any(text.listed("citing", i) for i in range(scene.clause.start, scene.mention.start))
    said = cited or scene.before(*WISHES, "maybe")
    used = [c for c in scene.before("maybe") if text.words[c.start].surface == "used"]
    told = (used or scene.before("past", "early")) and said and not scene.sentence.asks
    if not told or text.within(scene.clause, "not", "have", "absent"):
        return None
    later = [m for m in text.mentions if m.start > scene.clause.end and m.fact == scene.mention.fact]
    others = [m for m in later if m.value != scene.mention.value]
    return scene.said(Stance.WANTED) if others and _is_added(text, others[0]) else None


def _is_added(text: Parsed, mention: Cue) -> bool:
    clause = next(c for c in text.clauses if c.start <= mention.start < c.end)
    near = range(max(clause.start, mention.start - FILL), mention.start)
    instead = any(text.words[i].surface == "instead" for i in range(clause.start, _end(text, clause)))
    return not instead and any(text.words[i].surface in _ADDS for i in near)


def _end(text: Parsed, clause: Clause) -> int:
    return text.sentences[clause.sentence].end


def _so_it_is(scene: Scene) -> Said | None:
    """ "A report won't cut it, so certificate it is?": what is settled on after another thing is turned down."""
    text, end = scene.text, scene.mention.end
    lead = range(scene.clause.start, scene.mention.start)
    said = [w.surface for w in text.words[end : end + 3]]
    ends = said[:2] == ["it", "is"] and (len(said) < 3 or text.words[end + 2].is_mark)
    if not ends or not all(scene.fills(i, "determiners", "openers") for i in lead):
        return None
    parts = text.sentences[max(scene.clause.sentence - 1, 0) : scene.clause.sentence + 1]
    before = [c for part in parts for c in text.within(part, "not", "post_refusal") if c.end <= scene.mention.start]
    other = any(
        parts[0].start <= m.start < scene.mention.start and m.value != scene.mention.value for m in text.mentions
    )
    return scene.said(Stance.WANTED, Cue("", end, end + 2)) if before and other else None


def turned_down_after(scene: Scene, wish: Cue) -> bool:
    """ "They'd rather see a certificate and said the SOC 2 isn't needed": whether a wish before is another thing's, and what
    stands right after the mention turns it down."""
    own = any(wish.end <= m.start < scene.mention.start and m.value != scene.mention.value for m in scene.text.mentions)
    return own and any(c.start == scene.mention.end for c in scene.after("post_refusal"))


CHANGED: tuple[Test, ...] = (_lapsed, _kept, _plus, _added_to, _so_it_is)
