"""A wish that somebody only heard of: "I heard they asked for a certificate"."""

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from assistant.question.scene import ASKER, FILL, WISHES, Said, Stance

_THEY = 2  # words from what tells of hearsay to who is said to want something


def hearsay(text: Parsed, mention: Cue, clause: Clause) -> Said | None:
    """What is heard to be wanted, or None where nothing is, or where it is doubted, denied or asked."""
    if text.sentences[clause.sentence].asks or text.within(clause, "not", "unsure", "absent", "past", "early"):
        return None
    told = [c for c in text.within(clause, "hearsay") if c.end <= mention.start and _wisher(text, c)]
    wishes = [c for c in text.within(clause, *WISHES) if told and told[-1].end <= c.start and c.end <= mention.start]
    near = wishes and mention.start - wishes[-1].end <= FILL
    return Said(Stance.WANTED, wishes[-1].start, mention.end) if near else None


def _wisher(text: Parsed, told: Cue) -> bool:
    """Whether those who may demand something are named right after it."""
    parties = (c for c in (*text.loose, *text.cues) if c.fact == ASKER or c.kind == "demander")
    return any(0 <= c.start - told.end <= _THEY for c in parties)
