"""What a claim may leave out of its quote. Each licence is a question about one stretch left out; any yes is enough."""

import re

from assistant.gate.coordination import clause, conjunct, contrasted
from assistant.gate.gaps import Gap, has_and, has_comma, has_key
from assistant.gate.grammar import is_participle, starts_adjunct
from assistant.gate.lexicon.listed import listed
from assistant.gate.lexicon.spelling import lemma
from assistant.gate.tokens import GOVERNORS, SILENT, Sort, Token

_LIGHT = listed("all both overall various actual very formally particular")
_RELATIVES = listed("which who whom whose")
_ASIDES = listed("include namely also") | {"for example", "for instance", "e g", "i e", "such"}
_AUTHORITY = listed("standard law regulation act framework guidance criterion rule statute legislation guideline")
_PERMISSIVE = frozenset({"may", "might", "allow", "may-not", "can-not", "entitled", "optional"})
_PAST = listed("was were had did began won wrote became took left died fell rose grew built held")
_PRESENT = listed("is are has have do does")
_TELLING = frozenset(
    lemma(word)
    for word in listed(
        "say said claim claimed argue argued propose proposed proposal suggest suggested suggestion assert asserted allege "
        "alleged believe believed belief myth rumour rumor think thought draft idea objection assumption assumed hypothesis "
        "hope fear wish ask asked complain complained"
    )
) | listed("said claimed argued proposed suggested asserted alleged believed thought assumed asked complained")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_LABEL = 6


def _light(gap: Gap) -> bool:
    """Words that weigh nothing; "all" only outside negation and conditions, where leaving it out says less."""
    guarded = any(token.sort in (Sort.NEGATION, Sort.CONDITION) for token in gap.tokens)
    member = has_comma(gap.lead) and gap.body[0].sort not in SILENT
    return not member and all(
        t.sort in SILENT or t.key in _LIGHT and not (t.key == "all" and guarded) for t in gap.body
    )


def _edition(gap: Gap) -> bool:
    return all(token.sort in SILENT or token.key.startswith("edition") for token in gap.body)


def _bracketed(gap: Gap) -> bool:
    opened = any(token.low == "(" for token in gap.lead)
    closed = any(token.low == ")" for token in gap.tail)
    return opened and closed and not gap.has(GOVERNORS)


def _is_set_off(gap: Gap) -> bool:
    return has_comma(gap.lead) and (gap.is_last or has_comma(gap.tail))


def _aside(gap: Gap) -> bool:
    """A relative clause or an example between commas or dashes."""
    share = gap.body[0].sort in (Sort.QUANTIFIER, Sort.NUMBER)
    opening = (*gap.lead, *gap.body[: 3 if share else 1])
    plain = not gap.has({Sort.CONDITION, Sort.HEDGE, Sort.QUANTIFIER})
    opened = has_key(opening, _RELATIVES) or (plain and has_key(opening, _ASIDES))
    return _is_set_off(gap) and opened and not _is_listed_on(gap)


def _is_listed_on(gap: Gap) -> bool:
    """Whether what follows may be more of a list that begins in the gap."""
    return any(token.sort in (Sort.AND, Sort.OR) for token in (*gap.tail, *gap.after))


def _apposition(gap: Gap) -> bool:
    """ ", the highest mountain in Africa," after a name."""
    article = has_key(gap.lead, {"a", "an", "the"})
    named = any(token.sort in (Sort.NAME, Sort.FRAMEWORK) for token in gap.tokens[: gap.start][-1:])
    plain = not has_and((*gap.lead, *gap.body, *gap.tail)) and not gap.has(GOVERNORS)
    return has_comma(gap.lead) and has_comma(gap.tail) and article and named and plain


def _hedged_detail(gap: Gap) -> bool:
    """ ", usually between three and twelve months" at the end: the hedge bears on the detail alone."""
    ends = _is_set_off(gap) and gap.is_last and gap.body[0].sort is Sort.HEDGE
    return ends and len(gap.compared) > 2 and not gap.has({Sort.CONDITION, Sort.NEGATION, Sort.MODAL})


def _reason(gap: Gap) -> bool:
    ends = gap.is_last or (gap.start == 0 and has_comma(gap.tail))
    return gap.body[0].sort is Sort.REASON and ends and not gap.has({Sort.CONDITION, Sort.HEDGE, Sort.QUANTIFIER})


def _is_narrowed(gap: Gap) -> bool:
    return any(t.sort in (Sort.NEGATION, Sort.OR) or t.key in ("only", "onlyif") for t in gap.segment)


def _agent(gap: Gap) -> bool:
    """The "by Y" of a passive, where nothing negates or narrows the sentence."""
    passive = any(token.low == "be" for token in gap.before) and any(map(is_participle, gap.before))
    stops = gap.is_last or any(t.sort is Sort.MARK for t in gap.tail) or starts_adjunct(gap.tokens[gap.end])
    plain = all(t.sort in (Sort.WORD, Sort.NAME, Sort.FREE, Sort.AND) or t.low == "," for t in gap.body[1:])
    return gap.body[0].key == "by" and len(gap.body) > 1 and passive and stops and plain and not _is_narrowed(gap)


def _authority(gap: Gap) -> bool:
    """ "under standards issued by Z" at the end of a plain statement: where the rule comes from."""
    opens = gap.body[0].key in ("under", "accordingto") and has_key(gap.body, _AUTHORITY) and gap.is_last
    return opens and not gap.has(GOVERNORS) and not _is_narrowed(gap) and not has_key(gap.before, _PERMISSIVE)


def _manner(gap: Gap) -> bool:
    """ "using X" at the end of a plain statement."""
    opens = gap.body[0].key == "through" and gap.is_last and len(gap.compared) > 1
    return opens and not gap.has(GOVERNORS) and not _is_narrowed(gap) and not has_key(gap.before, _PERMISSIVE)


def _is_past(gap: Gap) -> bool:
    present = any(t.sort is Sort.MODAL or t.surface.lower() in _PRESENT for t in gap.segment)
    return not present and any(t.surface.lower() in _PAST or t.surface.endswith("ed") for t in gap.before)


def _dated(gap: Gap) -> bool:
    """ "in 1666" or "at St Mary's in London" at the end of what is told as past."""
    times = all(t.sort in (Sort.DATE, Sort.NAME) or _YEAR.fullmatch(t.key) for t in gap.compared)
    opens = has_key(gap.lead, {"in", "on", "at"}) and gap.is_last
    governed = any(token.sort in GOVERNORS for token in gap.segment)
    return times and opens and not governed and _is_past(gap)


def _supplement(gap: Gap) -> bool:
    """ ", on the first Tuesday of the month" at the end: said beside the sentence, not within it."""
    opens = has_comma(gap.lead) and has_key(gap.lead, {"on", "at", "in"}) and gap.is_last
    plain = not gap.has(GOVERNORS - {Sort.OR}) and not _is_narrowed(gap)
    return opens and plain and len(gap.compared) > 2 and not has_key(gap.before, _PERMISSIVE)


def _explained(gap: Gap) -> bool:
    """What a colon adds to a whole sentence."""
    colon = any(token.low == ":" for token in gap.lead) and gap.is_last
    return colon and gap.body[0].sort not in GOVERNORS - {Sort.QUANTIFIER} and not gap.has({Sort.CONDITION})


def _label(gap: Gap) -> bool:
    """ "Scope: ...": a short label with no name, number, governing word or word of telling in it."""
    labelled = gap.start == 0 and any(token.low == ":" for token in gap.tail)
    content = {Sort.FRAMEWORK, Sort.NUMBER, Sort.DATE}
    return labelled and len(gap.body) <= _LABEL and not gap.has(GOVERNORS | content) and not has_key(gap.body, _TELLING)


LICENCES = (
    _light,
    _edition,
    _bracketed,
    _aside,
    _apposition,
    _hedged_detail,
    _reason,
    _agent,
    _authority,
    _manner,
    _dated,
    _supplement,
    _explained,
    _label,
    conjunct,
    contrasted,
    clause,
)


def licensed(gap: Gap) -> bool:
    """Whether the claim may leave the gap out and say no more than the quote."""
    return any(licence(gap) for licence in LICENCES)


def first_word(gap: Gap) -> Token:
    """The token that matters most in what is left out: a governing word, else the first."""
    governing = (token for token in gap.body if token.sort in GOVERNORS)
    return next(governing, gap.body[0])
