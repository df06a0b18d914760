"""What a request turns on where no word of it says so plainly: the one thing named that is neither there nor refused."""

from collections.abc import Sequence

from assistant.question.alternatives import is_alternative
from assistant.question.cut import Clause, Sentence
from assistant.question.lexicon import Cue
from assistant.question.mere import commanded
from assistant.question.named_only import is_named_only
from assistant.question.parsed import Parsed
from assistant.question.scene import ASKER, WISHES, Stance
from assistant.question.signs import Read, Sign

_STAKES = (*WISHES, "post_wish", "wish_after", "demander", "stalled", "plea", "absent")
_QUOTES = frozenset("'\"‘“«")
_LEFT_OPEN = ("untold", "past", "past_after", "generic", "takeover", "instruct")


def at_stake(reads: Sequence[Read], fact: str, live: Sequence[Sign]) -> list[Sign]:
    """A sign for the only value that is left over in a text that demands something, or none."""
    if any(s.stance == Stance.WANTED and not s.open for s in live):
        return []
    spoken_of = {s.value for read in reads for s in read.signs if s.fact == fact}
    left = [(i, m, c) for i, read in enumerate(reads) for m, c, _ in read.stances if m.fact == fact]
    named = [(i, m, c) for i, m, c in left if m.value not in spoken_of and _counts(reads[i].parsed, m, c)]
    if len({m.value for _, m, _ in named}) != 1:
        return []
    at, mention, clause = named[0]
    if _is_left_open(reads[at], mention) or any(_is_left_open(read) for read in reads[at + 1 :]):
        return []
    read = reads[at]
    start, end = mention.start, mention.end
    return [Sign(fact, mention.value, Stance.WANTED, read.turn, read.author, start, end, clause.sentence)]


def is_left_open(reads: Sequence[Read], sign: Sign) -> bool:
    """Whether the sign's own text goes on to say that nobody has told what is wanted."""
    read = next(r for r in reads if r.turn == sign.turn)
    start = read.parsed.sentences[sign.sentence].start
    return any(c.kind == "untold" and c.start >= start for c in read.parsed.cues)


def _is_left_open(read: Read, after: Cue | None = None) -> bool:
    """Whether a text tells, from the sentence of `after` on, that nobody has said what is wanted, or only remembers."""
    start = next((s.start for s in read.parsed.sentences if after and s.start <= after.start < s.end), 0)
    return any(c.kind in _LEFT_OPEN and c.start >= start for c in read.parsed.cues)


def _counts(text: Parsed, mention: Cue, clause: Clause) -> bool:
    """Whether a mention stands in a text that demands something, and is more than an option, a label or what is there."""
    sentence = text.sentences[clause.sentence]
    stakes = text.within(sentence, *_STAKES) or any(c.fact == ASKER for c in text.loose)
    cited = _is_cited(text, mention) or is_named_only(text, mention, clause)
    idle = _is_idle(text, mention, clause) or cited or text.listed("carriers", mention.end)
    there = _is_there(text, mention, clause) or _is_of_others(text, clause)
    return bool(stakes) and not (idle or there or is_alternative(text, mention, sentence) or commanded(text, sentence))


def _is_idle(text: Parsed, mention: Cue, clause: Clause) -> bool:
    """Whether what is said around a mention asks, doubts, tells or takes it back."""
    sentence = text.sentences[clause.sentence]
    wishes, stops = text.within(sentence, *WISHES), text.within(sentence, "stalled")
    asks = sentence.asks and (not wishes or text.within(sentence, "deciding", "knowing", "asking"))
    doubts = [] if stops else text.within(clause, "unsure") or clause.opener == "unless"
    told = text.within(clause, "idle", "maybe", "know", "have_after", "tidings", "aside") or text.within(
        sentence, "if_any"
    )
    return bool(asks or doubts or told)


def _is_there(text: Parsed, mention: Cue, clause: Clause) -> bool:
    """ "We are certified", "we run an ISMS": what somebody simply is or has."""
    have = text.within(clause, "have")
    ours = have and (text.within(clause, "us") or text.words[have[0].start].surface == "there")
    owned = any(text.listed("owners", mention.start - i) for i in (1, 2))
    owned = owned and "your" not in [w.surface for w in text.words[max(mention.start - 2, 0) : mention.start]]
    return bool(ours) or owned or text.listed("copulas", mention.start - 1)


def _is_cited(text: Parsed, mention: Cue) -> bool:
    """Whether a mention stands in a quotation that turns to nobody and stops nothing."""
    quote = next((q for q in text.quoted if mention.start in q), None)
    if quote is None:
        return text.text[text.words[mention.start].start - 1] in _QUOTES and mention.start > 0
    inside = Sentence(quote.start, quote.stop, False)
    said = text.within(inside, "us", "plea", "stalled", "post_refusal", "demander")
    return not said or bool(text.within(inside, "if_any", "third"))


def _is_of_others(text: Parsed, clause: Clause) -> bool:
    """Whether a clause is about other suppliers, none of which we are."""
    bound = text.within(clause, "bound_us", "stalled", *WISHES)
    return bool(text.within(clause, "third")) and not bound
