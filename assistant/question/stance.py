"""What a text says of each thing it mentions: that it is wanted, refused, held, or nothing at all.

The tests stand in order; the first that has an opinion wins. A thing that no test speaks of is merely mentioned.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.question.lexicon import Cue
from assistant.question.parsed import Clause, Parsed, Sentence

_WISHES = ("wish", "obligation", "noun_wish")
_FILL = 4
_REACH = 6
_EXCEPT = frozenset("without unless until than but before if when with once as long that provided".split())
_TIME_LINKS = frozenset("for over covering of on during from since spanning about all whole throughout".split())


class Stance(StrEnum):
    WANTED = "wanted"
    REFUSED = "refused"
    HELD = "held"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Said:
    """A stance and the words [start, end) that show it; `obliged` where it is put as an obligation."""

    stance: Stance
    start: int = 0
    end: int = 0
    obliged: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A mention in its clause; `tone` is the stance of what came before in its sentence."""

    text: Parsed
    mention: Cue
    clause: Clause
    sentence: Sentence
    tone: Said

    def before(self, *kinds: str) -> list[Cue]:
        """Cues of these kinds in the clause that end before the mention."""
        return [c for c in self.text.within(self.clause, *kinds) if c.end <= self.mention.start]

    def after(self, *kinds: str) -> list[Cue]:
        """Cues of these kinds in the clause that begin after the mention."""
        return [c for c in self.text.within(self.clause, *kinds) if c.start >= self.mention.end]

    def said(self, stance: Stance, *cues: Cue, obliged: bool = False) -> Said:
        """That stance, shown by the mention and these cues."""
        parts = (self.mention, *cues)
        return Said(stance, min(p.start for p in parts), max(p.end for p in parts), obliged)


NOTHING = Said(Stance.NONE)
Test = Callable[[Scene], Said | None]


def stances(text: Parsed) -> list[tuple[Cue, Clause, Said]]:
    """Each mention of a text with its clause and what is said of it, in order."""
    found: list[tuple[Cue, Clause, Said]] = []
    tone, number = NOTHING, -1
    for clause in text.clauses:
        if clause.sentence != number:
            tone, number = NOTHING, clause.sentence
        here = [m for m in text.mentions if clause.start <= m.start < clause.end]
        for mention in here:
            said = stance_of(Scene(text, mention, clause, text.sentences[number], tone))
            found.append((mention, clause, said))
            tone = said if said.stance != Stance.NONE else tone
        tone = tone if here else _tone(text, clause, tone)
    return _contrasted(text, found)


def stance_of(scene: Scene) -> Said:
    """What the first test with an opinion says of the mention."""
    return next((said for test in TESTS if (said := test(scene)) is not None), NOTHING)


def _tone(text: Parsed, clause: Clause, tone: Said) -> Said:
    wishes = text.within(clause, *_WISHES)
    if not wishes:
        return tone
    scene = Scene(text, Cue("name", clause.end, clause.end), clause, text.sentences[clause.sentence], tone)
    return _by_wish(scene, wishes[-1])


def _contrasted(text: Parsed, found: list[tuple[Cue, Clause, Said]]) -> list[tuple[Cue, Clause, Said]]:
    """ "ISO, not SOC 2": the bare name that a refusal is set against is wanted."""
    out = []
    for mention, clause, said in found:
        against = [s for m, c, s in found if c.sentence == clause.sentence and m.value != mention.value and s.stance == Stance.REFUSED]
        if said is NOTHING and _is_bare(text, mention, clause):
            later = [s for m, c, s in found if c.sentence == clause.sentence and m.start > mention.end and s.end > m.end]
            shown = Stance.WANTED if against else later[0].stance if later else Stance.NONE
            said = Said(shown, mention.start, mention.end) if shown != Stance.NONE else said
        out.append((mention, clause, said))
    return out


def _is_bare(text: Parsed, mention: Cue, clause: Clause) -> bool:
    rest = [w for w in (*text.words[clause.start : mention.start], *text.words[mention.end : clause.end]) if not w.is_mark]
    return len(rest) <= 3 and not text.within(clause, "asking", "have", "maybe", "know", "unsure", "past")


def _instructed(scene: Scene) -> Said | None:
    return NOTHING if scene.text.within(scene.sentence, "instruct") else None


def _in_quotation(scene: Scene) -> Said | None:
    for quote in scene.text.quoted:
        if scene.mention.start in quote:
            inside = Sentence(quote.start, quote.stop, False)
            return None if scene.text.within(inside, "plea") else NOTHING
    return None


def _is_label(scene: Scene) -> Said | None:
    return NOTHING if scene.text.listed("carriers", scene.mention.end) else None


def _is_choice(scene: Scene) -> Said | None:
    here = range(scene.sentence.start, scene.sentence.end)
    others = [m for m in scene.text.mentions if m.fact == scene.mention.fact and m.value != scene.mention.value and m.start in here]
    if not any(_side_by_side(scene, other) for other in others):
        return None
    return None if scene.before("not", "exempt") and not scene.before("unsure") else NOTHING


def _side_by_side(scene: Scene, other: Cue) -> bool:
    first, second = sorted((scene.mention, other), key=lambda m: m.start)
    between = range(first.end, second.start)
    joined = any(scene.text.listed("either_or", i) for i in between)
    return joined and len(between) <= _FILL and all(
        scene.text.listed("either_or", i) or scene.text.listed("determiners", i) or scene.text.words[i].is_mark for i in between
    )


def _held_after(scene: Scene) -> Said | None:
    near = [c for c in scene.after("have_after") if c.start - scene.mention.end <= 1]
    return scene.said(Stance.HELD, near[0]) if near and not scene.sentence.asks else None


def _directly_before(scene: Scene, *kinds: str) -> Cue | None:
    at = scene.mention.start
    for _ in range(_FILL + 1):
        hit = next((c for c in scene.before(*kinds) if c.end == at), None)
        if hit or not scene.text.listed("determiners", at - 1) or at - 1 < scene.clause.start:
            return hit
        at -= 1
    return None


def _turned_away(scene: Scene) -> Said | None:
    cue = _directly_before(scene, "away")
    return scene.said(Stance.REFUSED, cue) if cue else None


def _bare_no(scene: Scene) -> Said | None:
    cue = _directly_before(scene, "not")
    if cue is None:
        return None
    earlier = [c for c in scene.before("not") if _reaches(scene, c, cue)]
    if [c for c in earlier if not any(c.end <= m.start < cue.start for m in scene.text.mentions)]:
        return None
    return NOTHING if _unsure(scene) else scene.said(Stance.REFUSED, cue)


def _insisted(scene: Scene) -> Said | None:
    cues = [c for c in scene.before("emphasis") if scene.text.words[c.end - 1].surface in _EXCEPT]
    return scene.said(Stance.WANTED, cues[-1], obliged=True) if cues else None


def _past(scene: Scene) -> Said | None:
    before = scene.before("past")
    after = [c for c in scene.after("past_after") if scene.text.words[c.start - 1].surface not in _TIME_LINKS]
    return NOTHING if before or after else None


def _of_others(scene: Scene) -> Said | None:
    theirs = scene.before("third") and not scene.text.within(scene.clause, "us")
    asked = any(m.fact in _asker_facts(scene) for m in scene.text.loose if scene.clause.start <= m.start < scene.mention.start)
    return NOTHING if theirs and not asked else None


def _asker_facts(scene: Scene) -> frozenset[str]:
    return frozenset(("requester",))


def _governed(scene: Scene) -> Said | None:
    near = scene.before(*_WISHES, "have", "know", "maybe", "absent", "exempt")
    if not near:
        return None
    last = max(near, key=lambda c: (c.end, -c.start))
    wishes = [c for c in near if c.kind in _WISHES]
    if last.kind in _WISHES:
        return _by_wish(scene, last)
    if last.kind == "exempt":
        return scene.said(Stance.REFUSED, last)
    if wishes and last.kind in ("have", "absent", "maybe"):
        return _by_wish(scene, wishes[-1])
    return _by_possession(scene, last) if last.kind == "have" else NOTHING


def _by_possession(scene: Scene, have: Cue) -> Said | None:
    ours = any(c.start < have.start + 2 and have.start - c.start <= _FILL for c in scene.text.within(scene.clause, "us"))
    if _is_asked(scene, have) or not ours:
        return None if scene.after("post_wish") else NOTHING
    return scene.said(Stance.HELD, have)


def _by_wish(scene: Scene, wish: Cue) -> Said:
    if _unsure(scene) or _is_asked(scene, wish) or [c for c in scene.before("maybe") if c.end <= wish.start]:
        return NOTHING
    nots = [c for c in scene.before("not") if c.start >= wish.end or _reaches(scene, c, wish)]
    stance = Stance.REFUSED if len(nots) % 2 else Stance.WANTED
    return scene.said(stance, wish, *nots, obliged=wish.kind == "obligation" and stance == Stance.WANTED)


def _unsure(scene: Scene) -> bool:
    index = scene.text.clauses.index(scene.clause)
    earlier = scene.text.clauses[index - 1] if index and scene.clause.opener in ("if", "whether") else None
    return bool(scene.before("unsure")) or bool(earlier and [c for c in scene.text.within(earlier, "unsure") if c.end >= earlier.end - 2])


def _reaches(scene: Scene, negation: Cue, wish: Cue) -> bool:
    return negation.end <= wish.start and not any(scene.text.listed("barriers", i) for i in range(negation.end, wish.start))


def _is_asked(scene: Scene, verb: Cue) -> bool:
    """Whether the verb itself is put as a question of ours, and not as what somebody does."""
    if verb.kind == "noun_wish":
        return False
    asking = [c for c in scene.text.within(scene.clause, "asking") if c.start < verb.start and _opens(scene, c)]
    if not asking:
        return False
    if asking[0].end - asking[0].start == 1 and not scene.sentence.asks:
        return False
    start = asking[0].end
    between = [c for c in scene.text.within(scene.clause, "relative") if c.start >= start and c.end <= verb.start]
    acting = scene.text.words[verb.start].surface.endswith("ing")
    return not between and not acting


def _opens(scene: Scene, cue: Cue) -> bool:
    lead = range(scene.clause.start, cue.start)
    return all(scene.text.listed("openers", i) or scene.text.words[i].is_mark for i in lead) or scene.text.words[cue.start].surface in ("what", "which", "how", "why")


def _governed_after(scene: Scene) -> Said | None:
    near = [c for c in scene.after("post_wish", "post_refusal") if c.start - scene.mention.end <= _REACH]
    near += [c for c in scene.after("wish_after") if c.start == scene.mention.end]
    if not near or scene.text.within(scene.clause, "unsure"):
        return None
    first = max(near, key=lambda c: (-c.start, c.end))
    if _is_asked(scene, first) or [c for c in scene.after("maybe") if c.start <= first.start]:
        return NOTHING
    refused = first.kind == "post_refusal" or [c for c in scene.after("not") if c.end <= first.end]
    return scene.said(Stance.REFUSED if refused else Stance.WANTED, first)


def _carried_on(scene: Scene) -> Said | None:
    """A clause without a verb of its own goes on in the tone of the one before."""
    lead = range(scene.clause.start, scene.mention.start)
    if scene.tone is NOTHING or scene.clause.start == scene.sentence.start or len(lead) > _FILL:
        return None
    if not all(scene.text.listed("determiners", i) or scene.text.listed("adds", i) for i in lead):
        return None
    turned = scene.tone.stance == Stance.REFUSED and _turns(scene)
    return scene.said(Stance.WANTED if turned else scene.tone.stance, obliged=scene.tone.obliged)


def _turns(scene: Scene) -> bool:
    """Whether this sets itself against a refusal ("not X but Y", "not X, Y") and does not add to it ("X, Y or Z")."""
    listed = any(scene.text.listed("alternatives", i) for i in range(scene.clause.start, scene.sentence.end))
    return scene.clause.opener == "but" or bool(scene.before("only", "correct")) or (scene.clause.opener in ",–—" and not listed)


def _fragment(scene: Scene) -> Said | None:
    """A thing that stands for a sentence: "SOC 2 report for the customer by June"."""
    lead = range(scene.clause.start, scene.mention.start)
    if scene.sentence.asks or scene.text.within(scene.clause, "asking", "have", "maybe", "know", "past"):
        return None
    if not all(scene.text.listed("determiners", i) or scene.text.words[i].is_mark for i in lead):
        return None
    return scene.said(Stance.WANTED) if _stands_alone(scene) else None


def _stands_alone(scene: Scene) -> bool:
    words = [w for w in scene.text.words if not w.is_mark]
    if len(words) <= _REACH + 2:
        return True
    rest = [w for w in scene.text.words[scene.mention.end : scene.clause.end] if not w.is_mark]
    lead = [w.surface for w in scene.text.words[scene.clause.start : scene.mention.start]]
    named = not {"our", "your", "the", "this", "that", "their", "his", "her"} & set(lead)
    linked = not rest or rest[0].surface in "for by over covering from of to please on as within before".split()
    return scene.mention.kind == "thing" and named and linked and scene.clause.start == scene.sentence.start


TESTS: tuple[Test, ...] = (
    _instructed,
    _in_quotation,
    _is_label,
    _is_choice,
    _past,
    _of_others,
    _held_after,
    _turned_away,
    _insisted,
    _bare_no,
    _governed,
    _governed_after,
    _carried_on,
    _fragment,
)
