"""What a clause claims of its mention: by the words directly beside it, by the verb before it, by the verb after it."""

from assistant.question.changed import turned_down_after
from assistant.question.denials import by_nobody, denials
from assistant.question.instead import stands_in
from assistant.question.last_thing import last_thing
from assistant.question.lexicon import Cue
from assistant.question.scene import (
    ASKER,
    FILL,
    NOTHING,
    WISHES,
    Said,
    Scene,
    Stance,
    Test,
    directly_before,
    is_asked,
    reaches,
    unsure,
)

REACH = 6
_TICKS = (":", "-", "–", "—", "→", "(", ",")
_TICKED = {
    "post_wish": Stance.WANTED,
    "clause_plea": Stance.WANTED,
    "post_refusal": Stance.REFUSED,
    "have_after": Stance.HELD,
}
_BRIEF = 3


def _held_after(scene: Scene) -> Said | None:
    near = [c for c in scene.after("have_after") if c.start - scene.mention.end <= 1]
    told = near and (not scene.sentence.asks or _is_ours(scene, near[0]))
    return scene.said(Stance.HELD, near[0]) if told and not directly_before(scene, *WISHES) else None


def _is_ours(scene: Scene, cue: Cue) -> bool:
    """Whether a cue says of us that we have it, "which we've got", whatever the sentence around it asks."""
    return any(scene.text.listed("ourselves", i) for i in range(cue.start + 1, cue.end))


def _turned_away(scene: Scene) -> Said | None:
    """ "A report instead of a certificate"; what nothing is taken in place of is wanted, what is not turned away may be."""
    cue = directly_before(scene, "away")
    if cue is None:
        return None
    if not [c for c in scene.before("not") if reaches(scene, c, cue)]:
        return scene.said(Stance.REFUSED, cue)
    swaps = any(scene.text.listed("swaps", i) for i in range(cue.start, cue.end))
    return scene.said(Stance.WANTED, cue) if swaps else NOTHING


def _insisted(scene: Scene) -> Said | None:
    cues = [c for c in scene.before("emphasis") if scene.text.listed("excepting", c.end - 1)]
    return scene.said(Stance.WANTED, cues[-1], obliged=True) if cues else None


def _bare_no(scene: Scene) -> Said | None:
    cue = directly_before(scene, "not")
    if cue is None:
        return None
    earlier = [c for c in scene.before("not") if reaches(scene, c, cue)]
    if [c for c in earlier if not any(c.end <= m.start < cue.start for m in scene.text.mentions)]:
        return None
    return NOTHING if unsure(scene) or is_asked(scene, cue) else scene.said(Stance.REFUSED, cue)


def _governed(scene: Scene) -> Said | None:
    near = scene.before(*WISHES, "have", "know", "maybe", "absent", "exempt")
    if not near:
        return None
    last = max(near, key=lambda c: (c.end, -c.start, c.kind != "noun_wish"))
    wishes = [c for c in near if c.kind in WISHES]
    if last.kind in WISHES:
        return None if _passes_on(scene, last) or turned_down_after(scene, last) else by_wish(scene, last)
    if last.kind == "exempt":
        return scene.said(Stance.REFUSED, last)
    if wishes and last.kind in ("have", "absent", "maybe"):
        return by_wish(scene, wishes[-1])
    if last.kind == "have" and not reaches(scene, last, scene.mention) and scene.after("post_wish"):
        return None
    return _by_possession(scene, last) if last.kind == "have" else NOTHING


def _passes_on(scene: Scene, wish: Cue) -> bool:
    """ "The contract says that a certificate shall not be accepted": a verb that only tells what is turned down."""
    cited = scene.text.listed("citing", wish.end - 1)
    turned = [c for c in scene.after("post_refusal") if c.start - scene.mention.end <= REACH]
    return cited and bool(turned)


def _by_possession(scene: Scene, have: Cue) -> Said | None:
    us = scene.text.within(scene.clause, "us")
    near = [c for c in us if c.start < have.start + 2 and have.start - c.start <= FILL]
    ours = any(not _demands(scene, c.end, have.start) for c in near)
    if is_asked(scene, have) or not ours:
        return None if scene.after("post_wish") else NOTHING
    return scene.said(Stance.HELD, have)


def _demands(scene: Scene, start: int, end: int) -> bool:
    """Whether somebody else stands between: "our customer has"."""
    return any(c.fact == ASKER and start <= c.start < end for c in scene.text.loose)


def by_wish(scene: Scene, wish: Cue) -> Said:
    """What the wish before it says of the mention: an odd number of negations refuses."""
    if unsure(scene) or is_asked(scene, wish) or [c for c in scene.before("maybe") if reaches(scene, c, wish)]:
        return NOTHING
    nots = denials(scene, wish)
    if any(c.end <= wish.start for c in nots):  # "don't need no report", "don't want only a report"
        nots = [c for c in nots if c.end <= wish.start or not scene.text.listed("no", c.start)]
        only = directly_before(scene, "only")
        nots = [] if only and only.start >= wish.end else nots
    stance = Stance.REFUSED if len(nots) % 2 else Stance.WANTED
    return scene.said(stance, wish, *nots, obliged=wish.kind == "obligation" and stance == Stance.WANTED)


def _governed_after(scene: Scene) -> Said | None:
    near = [c for c in scene.after("post_wish", "post_refusal") if c.start - scene.mention.end <= REACH]
    near += [c for c in scene.after("wish_after") if c.start == scene.mention.end]
    first = max(near, key=lambda c: (-c.start, c.end)) if near else None
    if first is None or [c for c in scene.text.within(scene.clause, "unsure") if c.start < first.start]:
        return None
    asked = is_asked(scene, first) and not (
        first.kind == "wish_after" and not scene.text.listed("copulas", first.start)
    )
    if asked or [c for c in scene.after("maybe") if c.start <= first.start]:
        return NOTHING
    nots = [c for c in scene.after("not") if c.end < first.end]
    kept = first.kind == "post_refusal" and [c for c in nots if c.end <= first.start]
    denied = nots or _none_of(scene) or by_nobody(scene.text, first)
    refused = not kept and (first.kind == "post_refusal" or denied)
    return scene.said(Stance.REFUSED if refused else Stance.WANTED, first)


def _none_of(scene: Scene) -> bool:
    """ "No certificate or report is wanted": whether a "no" before goes for the mention too."""
    named = {i for m in scene.text.mentions for i in range(m.start, m.end)}
    nos = [c for c in scene.before("not") if scene.text.listed("no", c.start)]
    return any(all(i in named or _joins(scene, i) for i in range(no.end, scene.mention.start)) for no in nos)


def _joins(scene: Scene, at: int) -> bool:
    return any(scene.text.listed(name, at) for name in ("alternatives", "determiners", "assuring"))


def _ticked(scene: Scene) -> Said | None:
    """ "SOC 2 report: mandatory", "certificate (on file)": what a list says of its item."""
    text, index = scene.text, scene.text.clauses.index(scene.clause) + 1
    following = text.clauses[index] if index < len(text.clauses) else None
    if following is None or following.sentence != scene.clause.sentence or following.opener not in _TICKS:
        return None
    ticks = [c for c in text.within(following, *_TICKED) if c.start == following.start]
    plain = scene.text.within(scene.sentence, *WISHES) or following.end - following.start > _BRIEF
    brief = following.opener != "," or not plain
    if not ticks or not brief or scene.mention.end < scene.clause.end:
        return None
    return scene.said(_TICKED[ticks[0].kind], ticks[0])


def _no_no(scene: Scene) -> Said | None:
    """ "No certificate, no contract": what is missing where something else is then missing too."""
    no = directly_before(scene, "not")
    index = scene.text.clauses.index(scene.clause) + 1
    following = scene.text.clauses[index] if index < len(scene.text.clauses) else None
    if no is None or following is None or following.sentence != scene.clause.sentence or no.start != scene.clause.start:
        return None
    both = scene.text.listed("no", no.start) and scene.text.listed("no", following.start)
    named = any(following.start <= m.start < following.end for m in scene.text.mentions)
    return scene.said(Stance.WANTED, no, obliged=True) if both and not named else None


def _bound_inside(scene: Scene) -> Said | None:
    """ "Controls have to be audited by an accountant": a description that holds its own must."""
    words = [w.surface for w in scene.text.words[scene.mention.start : scene.mention.end]]
    bound = any(scene.text.listed("musts", i) for i in range(scene.mention.start, scene.mention.end))
    must = bound or "to be" in " ".join(words)
    if not must or "not" in words or unsure(scene) or scene.sentence.asks:
        return None
    return scene.said(Stance.WANTED, obliged=True)


CLAIMS: tuple[Test, ...] = (
    _bound_inside,
    _no_no,
    _ticked,
    _held_after,
    stands_in,
    last_thing,
    _turned_away,
    _insisted,
    _bare_no,
    _governed,
    _governed_after,
)
