"""What is only optional beside what is required: "ISO is required, SOC 2 optional"."""

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed

_NEAR = 4
_TELLS = (":", "(", "-", "–", "—", "=", ",")


def is_optional(text: Parsed, mention: Cue, clause: Clause) -> bool:
    """Whether a thing is said to be optional: right before it, after it, or in what a list says of it."""
    index = text.clauses.index(clause)
    here = _said(text, clause)
    after = [c for c in here if 0 <= c.start - mention.end <= _NEAR and not _others(text, mention.end, c.start)]
    before = [c for c in here if 0 <= mention.start - c.end <= _NEAR and not _others(text, c.end, mention.start)]
    return bool(after or before) or _is_told(text, mention, index) or _is_headed(text, mention, index)


def _is_told(text: Parsed, mention: Cue, index: int) -> bool:
    """ "SOC 2 (optional)", "SOC 2: a bonus": whether the clause after the mention begins with it."""
    following = text.clauses[index + 1] if index + 1 < len(text.clauses) else None
    if following is None or following.opener not in _TELLS or mention.end < text.clauses[index].end:
        return False
    return any(c.start == following.start for c in _said(text, following))


def _is_headed(text: Parsed, mention: Cue, index: int) -> bool:
    """ "Optional: SOC 2", "ideally, a report": whether the clause before the mention ends with it."""
    clause, last = text.clauses[index], text.clauses[index - 1] if index else None
    if last is None or clause.opener not in (":", ",", "-", "–", "—") or last.sentence != clause.sentence:
        return False
    heads = [c for c in _said(text, last) if c.end == last.end]
    return bool(heads) and heads[0].start == last.start and mention.start - clause.start <= _NEAR


def _said(text: Parsed, clause: Clause) -> list[Cue]:
    """What a clause says is optional; "not optional" says that it is not."""
    nots = {c.end for c in text.within(clause, "not")} | {
        c.start + 1 for c in text.within(clause, "emphasis") if text.listed("lacks", c.start)
    }
    return [c for c in text.within(clause, "optional") if c.start not in nots]


def _others(text: Parsed, start: int, end: int) -> bool:
    return any(start <= m.start < end for m in text.mentions)
