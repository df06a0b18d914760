"""A mention in its clause, and the small questions one can ask about what stands around it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.question.cut import QUOTES, Clause, Sentence, numbers
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed

WISHES = ("wish", "obligation", "noun_wish")
FILL = 4
ASKER, PAPER = "requester", "purpose"


class Stance(StrEnum):
    """What is said of a thing."""

    WANTED = "wanted"
    REFUSED = "refused"
    HELD = "held"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Said:
    """A stance and the words [start, end) that show it; `obliged` where it is put as an obligation.

    `open` where no known verb shows it: it stands only as long as nothing plainer is said.
    """

    stance: Stance
    start: int = 0
    end: int = 0
    obliged: bool = False
    open: bool = False


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

    def fills(self, at: int, *lists: str) -> bool:
        """Whether word `at` is a mark or stands in one of these word lists."""
        return fills(self.text, at, *lists)

    def said(self, stance: Stance, *cues: Cue, obliged: bool = False, is_open: bool = False) -> Said:
        """That stance, shown by the mention and these cues."""
        parts = (self.mention, *cues)
        return Said(stance, min(p.start for p in parts), max(p.end for p in parts), obliged, is_open)


NOTHING = Said(Stance.NONE)
Test = Callable[[Scene], Said | None]


def fills(text: Parsed, at: int, *lists: str) -> bool:
    """Whether word `at` is a mark or stands in one of these word lists."""
    return text.words[at].is_mark or numbers(text.words, at) or any(text.listed(name, at) for name in lists)


def directly_before(scene: Scene, *kinds: str) -> Cue | None:
    """The cue that ends right before the mention, determiners and a quotation mark left aside, or None."""
    at = scene.mention.start
    for _ in range(FILL + 1):
        hit = next((c for c in scene.before(*kinds) if c.end == at), None)
        aside = scene.text.listed("determiners", at - 1) or (at == scene.mention.start and _is_quoted(scene))
        if hit or not aside or at - 1 < scene.clause.start:
            return hit
        at -= 1
    return None


def _is_quoted(scene: Scene) -> bool:
    """Whether the mention is all that quotation marks hold."""
    words, end = scene.text.words, scene.mention.end
    around = (words[scene.mention.start - 1], words[end]) if scene.mention.start > 0 and end < len(words) else ()
    return bool(around) and all(word.surface in QUOTES for word in around)


def unsure(scene: Scene) -> bool:
    """Whether the clause, or the one it hangs on with "if", says that this is not known or wants to be told."""
    index = scene.text.clauses.index(scene.clause)
    earlier = scene.text.clauses[index - 1 : index] if index and scene.clause.opener in ("if", "whether") else ()
    hanging = [
        c
        for clause in earlier
        for c in scene.text.within(clause, "unsure", "deciding", "know")
        if c.end >= clause.end - 2
    ]
    return bool(scene.before("unsure") or hanging or scene.clause.opener == "whether")


def reaches(scene: Scene, negation: Cue, wish: Cue) -> bool:
    """Whether a negation still holds where the wish stands: no conjunction lies between."""
    between = range(negation.end, wish.start)
    return negation.end <= wish.start and not any(scene.text.listed("barriers", i) for i in between)


def is_asked(scene: Scene, verb: Cue) -> bool:
    """Whether the verb itself is put as a question of ours, and not as what somebody does."""
    if verb.kind == "noun_wish":
        return False
    asking = [c for c in scene.text.within(scene.clause, "asking") if c.start < verb.start and opens(scene, c)]
    if not asking:
        return asks_anybody(scene.text, scene.sentence)
    asks = scene.sentence.asks or scene.text.listed("inverted", asking[0].start)
    if asking[0].end - asking[0].start == 1 and not asks:
        return False
    start = asking[0].end
    between = [c for c in scene.text.within(scene.clause, "relative") if c.start >= start and c.end <= verb.start]
    acting = scene.text.words[verb.start].surface.endswith("ing")
    return not between and not acting


def asks_anybody(text: Parsed, sentence: Sentence) -> bool:
    """Whether a sentence asks about anybody: "Do small companies need a certificate?"."""
    head = next((i for i in range(sentence.start, sentence.end) if not text.listed("openers", i)), sentence.start)
    if not sentence.asks or not text.listed("auxiliaries", head) or head + 1 >= sentence.end:
        return False
    asking = any(c.start == head for c in text.within(sentence, "asking"))
    return not asking and text.words[head + 1].start > text.words[head].end


def opens(scene: Scene, cue: Cue) -> bool:
    """Whether the clause begins with this cue, openers left aside, or it is a question word."""
    lead = range(scene.clause.start, cue.start)
    return all(scene.fills(i, "openers") for i in lead) or scene.text.listed("question_words", cue.start)
