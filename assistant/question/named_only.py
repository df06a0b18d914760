"""A thing that is only named: "the tender names ISO 27001", "a mail with SOC 2 in its subject line". A name alone is no wish."""

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from assistant.question.scene import FILL, NOTHING, Said, Scene

_NEAR = 3  # words from what names to the name: "names both the"


def named_only(scene: Scene) -> Said | None:
    """A name of which the clause says no more than that it is named."""
    return NOTHING if is_named_only(scene.text, scene.mention, scene.clause) else None


def is_named_only(text: Parsed, mention: Cue, clause: Clause) -> bool:
    """Whether a verb of naming stands right before the name, or before a list that it ends, or the place where it stands after it,
    and nothing makes it a condition."""
    if mention.kind != "name" or [c for c in text.within(clause, "post_wish", "obligation") if c.start >= mention.end]:
        return False
    first = _first(text, mention, clause)
    before = [c for c in text.within(clause, "naming") if 0 <= first - c.end <= _NEAR and _is_free(text, c.end, first)]
    after = [c for c in text.within(clause, "named_in") if c.start == _last(text, mention, clause)]
    return bool(before or after)


def _first(text: Parsed, mention: Cue, clause: Clause) -> int:
    """Where the list of names begins that the mention ends."""
    start = mention.start
    for other in reversed([m for m in text.mentions if clause.start <= m.start and m.end <= mention.start]):
        if other.kind != "name" or not _is_free(text, other.end, start):
            break
        start = other.start
    return start


def _last(text: Parsed, mention: Cue, clause: Clause) -> int:
    end = mention.end
    for other in [m for m in text.mentions if mention.end <= m.start and m.end <= clause.end]:
        if other.kind != "name" or not _is_free(text, end, other.start):
            break
        end = other.end
    return end


def _is_free(text: Parsed, start: int, end: int) -> bool:
    """Whether only articles, joining words and "both" lie between."""
    lists = ("determiners", "pairs", "alternatives", "pointers", "refers", "citations")
    return end - start <= FILL and all(
        text.words[i].is_mark or any(text.listed(k, i) for k in lists) for i in range(start, end)
    )
