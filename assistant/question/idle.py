"""What a text speaks of and plainly does not want: what is optional, only named, or has an empty box."""

from collections.abc import Sequence

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.named_only import is_named_only
from assistant.question.optional import is_optional
from assistant.question.parsed import Parsed
from assistant.question.signs import Read
from assistant.question.ticked import box_of


def idle(reads: Sequence[Read], fact: str) -> frozenset[str]:
    """What need not be or is only named, wherever it is mentioned but in a question, or whose box is empty."""
    told = [(m.value, r.parsed, m, c) for r in reads for m, c, _ in r.stances if m.fact == fact]
    empty = {value for value, text, mention, _ in told if box_of(text, mention) is False}
    stated = [one for one in told if not one[1].sentences[one[3].sentence].asks]
    must = {value for value, text, mention, clause in stated if not _is_idle(text, mention, clause)}
    return frozenset(value for value, *_ in stated if value not in must) | empty


def _is_idle(text: Parsed, mention: Cue, clause: Clause) -> bool:
    return is_optional(text, mention, clause) or is_named_only(text, mention, clause)
