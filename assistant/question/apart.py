"""What makes a thing that goes by a word of ours another thing: an expense report, a certificate of insurance, ISO 13485."""

from assistant.question.lexicon import Cue
from knowledge.rules.rule import Rule
from knowledge.rules.words import Word

# Lists of words that may stand before a thing and leave it what it is.
_FREE = ("assuring", "determiners", "adds", "links", "pointers", "owners", "conjunctions", "verb_leads", "copulas")
# Lists of words that may stand after a sort ("type 2") and leave it a sort of ours.
_AFTER = (
    *(*_FREE, "sorted", "attesting", "breaks", "relatives", "either_or", "alternatives", "time_links", "after_option"),
    *("pairs", "that", "lacks", "parties"),
)


def is_other(rule: Rule, words: tuple[Word, ...], cue: Cue) -> bool:
    """Whether a neighbour makes this thing another thing, like the expense in "expense report"."""
    if cue.kind not in ("thing", "bare"):
        return _is_numbered(words, cue, rule.speech.words["counted"])
    lists = rule.speech.words
    before = words[cue.start - 1].surface if cue.start else ""
    after = [w.surface for w in words[cue.end - 1 : cue.end + 2]]
    if before in lists["other_bare"] and not any(w.surface in lists["attesting"] for w in words[cue.start : cue.end]):
        return cue.kind == "bare" or cue.end - cue.start > 1
    if before in lists["other_things"] or after[1:2] and after[1] in lists["other_uses"]:
        return True
    listed = bool({" ".join(after), " ".join(after[:2])} & lists["after_things"])
    return cue.end - cue.start == 1 and (listed or _is_of_another(rule, after))


def _is_of_another(rule: Rule, words: list[str]) -> bool:
    """Whether a certificate is said to be of what no certificate of ours is of: "certificate of liability insurance"."""
    of = len(words) == 3 and words[0] in rule.speech.words["papers"] and words[1] == "of"
    return of and not any(words[2] in rule.speech.words[name] for name in ("certified", "kinds", *_FREE))


def is_kind(rule: Rule, words: tuple[Word, ...], found: list[Cue], cue: Cue) -> bool:
    """Whether a word that we do not know to leave a thing what it is stands before it: "a fishing certificate"."""
    lists = rule.speech.words
    if cue.end - cue.start > 1 or words[cue.start].surface not in lists["kinds"] or not cue.start:
        return False
    last = words[cue.start - 1]
    free = last.is_mark or last.surface.isdigit() or any(last.surface in lists[k] for k in (*_FREE, "breaks"))
    return not free and not any(c.end == cue.start and c.kind not in ("mention", "us") for c in found)


def _is_numbered(words: tuple[Word, ...], cue: Cue, counted: frozenset[str]) -> bool:
    """Whether a number goes on after a name without one and makes it another name: "ISO 13485". A year does not."""
    after = words[cue.end].surface if cue.end < len(words) else ""
    if words[cue.start].surface.isdigit() and cue.start and words[cue.start - 1].surface in counted:
        return True
    number = after.isdigit() and len(after) > 3 and not (len(after) == 4 and after.startswith("20"))
    return number and not words[cue.end - 1].surface.isdigit()


def is_other_sort(rule: Rule, text: str, words: tuple[Word, ...], found: list[Cue], cue: Cue) -> bool:
    """Whether a sort by its number is of a thing that we know nothing of: "type 2 diabetes", but not "SOC 2 type 2 agreed"."""
    lists = rule.speech.words
    if cue.end - cue.start != 2 or words[cue.start].surface not in lists["sorts"] or cue.end >= len(words):
        return False
    after = words[cue.end]
    if "\n" in text[words[cue.end - 1].end : after.start] or not after.surface.isalpha():
        return False
    known = after.surface.endswith(("ed", "ly")) or any(after.surface in lists[name] for name in _AFTER)
    return not (known or any(_goes_with(one, cue) for one in found))


def _goes_with(other: Cue, sort: Cue) -> bool:
    """Whether a cue begins right after a sort, holds more than it, or is a name of the same value right before it."""
    begins = other.start == sort.end and other.kind not in ("mention", "us")
    holds = other.start <= sort.start and sort.end < other.end
    same = (other.fact, other.value) == (sort.fact, sort.value) or other.kind in ("name", "thing")
    return begins or holds or (same and 0 <= sort.start - other.end <= 1)
