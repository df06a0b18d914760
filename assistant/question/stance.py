"""What a text says of each thing it mentions: that it is wanted, refused, held, or nothing at all.

The tests stand in order; the first that has an opinion wins. A thing that no test speaks of is merely mentioned.
"""

from dataclasses import replace
from itertools import product

from assistant.question.answered import answered
from assistant.question.changed import CHANGED
from assistant.question.claims import CLAIMS, REACH, by_wish
from assistant.question.contrasted import Found, contrasted
from assistant.question.cut import Clause
from assistant.question.latter import is_picked_from
from assistant.question.lexicon import Cue
from assistant.question.mere import ALOUD, MERE
from assistant.question.offers import offered
from assistant.question.open import CONDITIONS, OPEN
from assistant.question.parsed import Parsed
from assistant.question.preferred import gives_way
from assistant.question.scene import ASKER, FILL, NOTHING, WISHES, Said, Scene, Stance, Test, fills, opens
from assistant.question.ticked import ticked
from assistant.question.vouched import vouched


def stances(text: Parsed) -> list[Found]:
    """Each mention of a text with its clause and what is said of it, in order."""
    found: list[Found] = []
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
    return _exceeded(text, contrasted(text, _shared(text, found)))


def stance_of(scene: Scene) -> Said:
    """What the first test with an opinion says of the mention; "not the certificate alone" refuses no certificate."""
    said = next((said for test in TESTS if (said := test(scene)) is not None), NOTHING)
    if said.stance == Stance.REFUSED and scene.text.listed("by_itself", scene.mention.end):
        return replace(said, stance=Stance.WANTED)
    return NOTHING if said.stance == Stance.REFUSED and _names_a_sort(scene) else said


def _names_a_sort(scene: Scene) -> bool:
    """Whether the mention names no more than a sort of the thing, whose refusal leaves the others: "Type 1 won't do"."""
    sorts = {spec.name for spec in scene.text.rule.facts if spec.beside_wish}
    here = (scene.mention.start, scene.mention.end)
    return any((c.start, c.end) == here and c.fact in sorts for c in scene.text.loose)


def _tone(text: Parsed, clause: Clause, tone: Said) -> Said:
    wishes = text.within(clause, *WISHES)
    if not wishes:
        return tone
    scene = Scene(text, Cue("name", clause.end, clause.end), clause, text.sentences[clause.sentence], tone)
    return by_wish(scene, wishes[-1])


def _shared(text: Parsed, found: list[Found]) -> list[Found]:
    """ "ISO and SOC 2 don't count": what is said of the last of a list goes for the ones before."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        (mention, clause, said), (other, _, theirs) = out[i], out[i + 1]
        joined = range(mention.end, other.start)
        if said is NOTHING and theirs.start >= other.start and len(joined) == 1 and text.listed("pairs", joined[0]):
            out[i] = (mention, clause, Said(theirs.stance, mention.start, theirs.end, theirs.obliged, theirs.open))
    for i in range(1, len(out)):
        (other, _, theirs), (mention, clause, said) = out[i - 1], out[i]
        joined = range(other.end, mention.start)
        paired = said is NOTHING and 0 < len(joined) <= FILL and _pairs(text, joined)
        if paired and (theirs.open or (theirs.stance == Stance.WANTED and _ends(text, mention))):
            out[i] = (mention, clause, Said(theirs.stance, mention.start, mention.end, theirs.obliged, True))
    return out


def _exceeded(text: Parsed, found: list[Found]) -> list[Found]:
    """ "A SOC 2 isn't enough, they need the certificate as well": what is not all that is wanted is wanted too."""
    out = list(found)
    for (i, (mention, clause, said)), (other, beside, theirs) in product(enumerate(found), found):
        shown = [c for c in text.cues if c.kind == "falls_short" and mention.end <= c.start and c.end <= said.end]
        new = (
            other.fact == mention.fact and other.value != mention.value and 0 <= beside.sentence - clause.sentence <= 1
        )
        added = theirs.stance == Stance.WANTED and other.start > mention.end and bool(text.within(beside, "also"))
        there = text.listed("owners", mention.start - 1)
        if said.stance == Stance.REFUSED and shown and new and added and not there:
            out[i] = (mention, clause, replace(said, stance=Stance.WANTED))
    return out


def _ends(text: Parsed, mention: Cue) -> bool:
    """Whether nothing more is said of a mention."""
    return mention.end >= len(text.words) or text.words[mention.end].is_mark


def _pairs(text: Parsed, between: range) -> bool:
    """Whether these words only put one thing beside another."""
    also = {i for c in text.cues if c.kind == "also" and c.start in between for i in range(c.start, c.end)}
    joins = [i for i in between if text.listed("pairs", i) or i in also]
    free = all(i in joins or fills(text, i, "determiners", "pointers") for i in between)
    return bool(joins) and free and joins[0] - between[0] <= 1


def _carried_on(scene: Scene) -> Said | None:
    """A clause without a verb of its own, or with "to" before it, goes on in the tone of the one before."""
    lead = range(scene.clause.start, scene.mention.start)
    if scene.tone is NOTHING or scene.clause.start == scene.sentence.start or len(lead) > FILL + 2:
        return None
    if scene.text.words[lead.start].surface == "to" if lead else False:
        return scene.said(scene.tone.stance, obliged=scene.tone.obliged, is_open=scene.tone.open)
    asked = scene.clause.opener == "whether" or any(opens(scene, c) for c in scene.text.within(scene.clause, "asking"))
    told = scene.text.listed("copulas", _end_of_list(scene))
    if asked or told or not all(scene.fills(i, "determiners", "adds") or _names_another(scene, i) for i in lead):
        return None
    turned = scene.tone.stance == Stance.REFUSED and _turns(scene)
    stance = Stance.WANTED if turned else scene.tone.stance
    return scene.said(stance, obliged=scene.tone.obliged, is_open=scene.tone.open)


def _names_another(scene: Scene, at: int) -> bool:
    """Whether word `at` says who else: "customer B" in "customer A wants a certificate, customer B a report"."""
    label = at - (len(scene.text.words[at].surface) == 1)
    return any(c.fact == ASKER and c.start <= label < c.end for c in scene.text.loose)


def _end_of_list(scene: Scene) -> int:
    """The word after the mention and the mentions that "and" puts beside it."""
    end = scene.mention.end
    for other in scene.text.mentions:
        if other.start == end + 1 and scene.text.listed("pairs", end):
            end = other.end
    return end


def _turns(scene: Scene) -> bool:
    """Whether this sets itself against a refusal ("not X but Y", "not X, Y") and does not add to it ("X, Y or Z")."""
    if scene.clause.opener == "but" or scene.before("only", "correct"):
        return True
    listed = any(scene.text.listed("alternatives", i) for i in range(scene.clause.start, scene.sentence.end))
    return scene.clause.opener in (",", ";", "–", "—") and not listed


def _fragment(scene: Scene) -> Said | None:
    """A thing that stands for a sentence: "SOC 2 report for the customer by June"."""
    lead = range(scene.clause.start, scene.mention.start)
    telling = scene.text.within(scene.clause, "asking", "have", "maybe", "know", "past", "generic", "idle")
    if scene.sentence.asks or telling:
        return None
    if not all(scene.fills(i, "determiners") for i in lead):
        return None
    return scene.said(Stance.WANTED) if _stands_alone(scene) else None


def _stands_alone(scene: Scene) -> bool:
    words = [w for w in scene.text.words if not w.is_mark]
    if len(words) <= REACH + 2:
        return True
    rest = [w for w in scene.text.words[scene.mention.end : scene.clause.end] if not w.is_mark]
    named = not any(scene.text.listed("pointers", i) for i in range(scene.clause.start, scene.mention.start))
    linked = not rest or rest[0].surface in scene.text.rule.speech.words["links"]
    return scene.mention.kind == "thing" and named and linked and scene.clause.start == scene.sentence.start


SPOKEN: tuple[Test, ...] = (ticked, answered, *ALOUD, *CHANGED, gives_way, is_picked_from, vouched)
TESTS: tuple[Test, ...] = (*SPOKEN, *MERE, offered, *CONDITIONS, *CLAIMS, _carried_on, _fragment, *OPEN)
