"""What is set against a refusal: a bare name beside it is wanted."""

from assistant.question.cut import Clause
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from assistant.question.scene import NOTHING, Said, Stance

Found = tuple[Cue, Clause, Said]


def contrasted(text: Parsed, found: list[Found]) -> list[Found]:
    """ "ISO, not SOC 2": the bare name that a refusal is set against is wanted."""
    out = []
    for mention, clause, said in found:
        if (said is NOTHING or said.open) and _is_bare(text, mention, clause):
            shown = _shown_by_others(text, mention, clause, found)
            said = Said(shown, mention.start, mention.end) if shown != Stance.NONE else said
        out.append((mention, clause, said))
    return out


def _shown_by_others(text: Parsed, mention: Cue, clause: Clause, found: list[Found]) -> Stance:
    """The stance that the rest of the sentence gives to a bare mention."""
    beside = [(m, s) for m, c, s in found if c.sentence == clause.sentence and m.value != mention.value]
    if any(s.stance == Stance.REFUSED for _, s in beside):
        return Stance.WANTED
    not_only = any(c.end <= mention.start for c in text.within(clause, "emphasis"))
    later = [s for m, s in beside if m.start > mention.end and (not_only or s.end > m.end)]
    return later[0].stance if later else Stance.NONE


def _is_bare(text: Parsed, mention: Cue, clause: Clause) -> bool:
    around = (*text.words[clause.start : mention.start], *text.words[mention.end : clause.end])
    rest = [word for word in around if not word.is_mark]
    owned = mention.kind == "thing" and text.listed("owners", mention.start - 1)
    return (
        len(rest) <= 3
        and not owned
        and not text.within(clause, "asking", "have", "have_after", "maybe", "know", "unsure", "past")
    )
