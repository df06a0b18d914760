"""A name of ours inside the name of a company: "SOC2 Analytics GmbH", "a company called ISO"."""

from assistant.question.lexicon import Cue
from knowledge.rules.rule import Rule
from knowledge.rules.words import Word

_FORMS = frozenset(
    (
        "gmbh",
        "ag",
        "ltd",
        "limited",
        "inc",
        "incorporated",
        "llc",
        "llp",
        "plc",
        "corp",
        "corporation",
        "kg",
        "ohg",
        "ug",
    )
    + ("sarl", "bv", "nv", "oy", "ab", "spa", "srl")
)
_PARTIES = frozenset(
    (
        "customer",
        "client",
        "prospect",
        "buyer",
        "company",
        "firm",
        "vendor",
        "supplier",
        "startup",
        "start-up",
        "partner",
    )
    + ("provider", "bidder", "business")
)
_NAMING = ("called", "named")
_MOST = 3  # words between a name of ours and what a company is by law: "SOC 2 Data Analytics GmbH"
_TITLES = ("for", "of", "by", "from", "to", "with", "at", "in", "on")


def is_of_company(rule: Rule, words: tuple[Word, ...], found: list[Cue], cue: Cue) -> bool:
    """Whether a name is a part of a company's, by what that is by law after it or by who is said to be called so."""
    if cue.kind not in ("name", "short"):
        return False
    return _is_by_law(rule, words, found, cue) or _is_called(words, cue)


def _is_by_law(rule: Rule, words: tuple[Word, ...], found: list[Cue], cue: Cue) -> bool:
    for at in range(cue.end, min(cue.end + _MOST + 1, len(words))):
        word = words[at]
        if word.surface in _FORMS:
            return True
        listed = any(word.surface in rule.speech.words[k] for k in ("determiners", "conjunctions", "links", "copulas"))
        told = any(c.start <= at < c.end and c.kind != "mention" for c in found)
        if word.is_mark or listed or told or word.surface in _TITLES:
            return False
    return False


def _is_called(words: tuple[Word, ...], cue: Cue) -> bool:
    """ "The customer's name is X", "a vendor called X"."""
    last = [word.surface for word in words[max(cue.start - 4, 0) : cue.start] if not word.is_mark]
    if last[-1:] and last[-1] in _NAMING:
        return any(word in _PARTIES for word in last[-3:-1])
    return last[-2:] in (["name", "is"], ["name", "was"]) and any(word in _PARTIES for word in last[:-2])
