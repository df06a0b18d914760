"""What a request turns on where no word of it says so plainly: the one thing named that is neither there nor refused."""

from collections.abc import Sequence

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.mere import commanded, is_alternative, spoken
from assistant.question.parsed import Parsed
from assistant.question.scene import ASKER, WISHES, Stance
from assistant.question.signs import Read, Sign

_STAKES = (*WISHES, "post_wish", "wish_after", "demander", "stalled", "plea", "absent")
_LEFT_OPEN = ("untold", "past", "past_after", "generic", "takeover", "instruct")


def at_stake(reads: Sequence[Read], fact: str, live: Sequence[Sign]) -> list[Sign]:
    """A sign for the only value that is left over in a text that demands something, or none."""
    if any(s.stance == Stance.WANTED for s in live) or any(_is_left_open(read) for read in reads):
        return []
    spoken_of = {s.value for read in reads for s in read.signs if s.fact == fact}
    left = [(read, m, c) for read in reads for m, c, _ in read.stances if m.fact == fact and m.value not in spoken_of]
    named = [(read, m, c) for read, m, c in left if _counts(read.parsed, m, c)]
    if len({m.value for _, m, _ in named}) != 1:
        return []
    read, mention, clause = named[0]
    sign = Sign(fact, mention.value, Stance.WANTED, read.turn, read.author, mention.start, mention.end, clause.sentence)
    return [sign]


def _is_left_open(read: Read) -> bool:
    """Whether a text tells that nobody has said what is wanted, or only remembers."""
    return any(c.kind in _LEFT_OPEN for c in read.parsed.cues)


def _counts(text: Parsed, mention: Cue, clause: Clause) -> bool:
    """Whether a mention stands in a text that demands something, and is more than an option, a label or what is there."""
    sentence = text.sentences[clause.sentence]
    quoted = any(mention.start in quote and not spoken(text, quote) for quote in text.quoted)
    mere = is_alternative(text, mention, sentence) or text.listed("carriers", mention.end) or commanded(text, sentence)
    asks = sentence.asks and (text.within(sentence, "deciding", "knowing", "asking") or not text.within(sentence, *WISHES))
    stakes = text.within(sentence, *_STAKES) or any(c.fact == ASKER for c in text.loose)
    told = text.within(sentence, "idle", "unsure", "maybe") or text.within(clause, "have", "have_after", "third")
    return bool(stakes) and not (mere or asks or quoted or told or _is_said_to_be(text, mention))


def _is_said_to_be(text: Parsed, mention: Cue) -> bool:
    """ "We are certified", "the ISMS is certified": what somebody simply is."""
    at = mention.start - 1
    while at > 0 and text.listed("determiners", at):
        at -= 1
    return text.listed("copulas", at) or text.listed("copulas", mention.end)
