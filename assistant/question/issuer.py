"""Who gives a thing, or only belongs to its description, and so is not who asks for it."""

from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from knowledge.rules.rule import Reads


def is_issuer(text: Parsed, party: Cue) -> bool:
    """Whether a party is named as who gives a thing: "a report by an accountant", "a report signed by their auditor"."""
    return _is_part(text, party) or _gives_it(text, party)


def _is_part(text: Parsed, party: Cue) -> bool:
    """Whether who is named only belongs to the description of a thing."""
    over = [m for m in text.mentions if m.start <= party.start and party.end <= m.end]
    wish = text.rule.reading(Reads.WISH)
    given = any(m.start < party.start and wish and m.fact == wish.name for m in over)
    return given or any(party.end < m.end for m in over)


def _gives_it(text: Parsed, party: Cue) -> bool:
    """Whether a thing is said to come from a party: "a report from the auditor", "a report signed by their auditor"."""
    at = party.start
    while at > 0 and _describes(text, at - 1):
        at -= 1
    at -= 1
    if not _gives(text, at):
        return False
    at -= text.listed("issued", at - 1)
    return any(m.end == at for m in text.mentions)


def _describes(text: Parsed, at: int) -> bool:
    leads = text.listed("links", at) or _gives(text, at)
    return not leads and any(text.listed(name, at) for name in ("determiners", "pointers", "agents"))


def _gives(text: Parsed, at: int) -> bool:
    return at >= 0 and text.words[at].surface in ("by", "from")
