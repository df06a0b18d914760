"""A text cut into sentences and clauses, with the phrases of a rule found in it."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.question.apart import is_kind, is_other, is_other_sort
from assistant.question.company import is_of_company
from assistant.question.cut import VERBS, Clause, Sentence, Uncut, clauses, covered, hidden, quotations, sentences
from assistant.question.lexicon import Cue, lexicon_of
from knowledge.rules.rule import Rule
from knowledge.rules.words import Word, words_of

# Kinds that neither hide a cue inside them nor are hidden: they say something of the words beside another cue.
_QUIET = frozenset(
    ("asking", "deciding", "knowing", "instruct", "governs", "governs_after", "relative", "us", "plea", "third")
    + ("correct", "cancel", "early", "past", "past_after", "also", "only", "only_after", "all", "none", "away")
    + ("post_wish", "post_refusal", "wish_after", "have_after", "demander", "stalled", "generic", "idle", "bound_us")
    + ("takeover", "first", "second", "topic", "clause_plea", "if_any", "agreed", "spurned", "lasts", "contrast")
    + (
        "untold",
        "tidings",
        "withdraws",
        "falls_short",
        "aside",
        "hearsay",
        "naming",
        "named_in",
        "once_all",
        "stands_in",
        "optional",
        "denies",
        "last_thing",
        "completes",
    )
)
_HAVE = ("have", "has", "had")
SUBJECTS = ("name", "thing")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text made ready. `mentions` name or describe a subject of the rule, `others` what only goes by its words (an insurance
    certificate); `quoted` are word indices in quotations."""

    rule: Rule
    text: str
    words: tuple[Word, ...]
    cues: tuple[Cue, ...]
    mentions: tuple[Cue, ...]
    loose: tuple[Cue, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    quoted: tuple[range, ...]
    hidden: frozenset[int]
    others: tuple[Cue, ...]
    starts: tuple[int, ...]  # of the cues

    @property
    def has_subject(self) -> bool:
        """Whether it names a thing, a party or a topic of the rule at all."""
        return bool(self.mentions or self.loose or any(cue.kind == "topic" for cue in self.cues))

    def within(self, part: Clause | Sentence, *kinds: str) -> list[Cue]:
        """The cues of these kinds inside a clause or sentence, in order."""
        first, last = bisect_left(self.starts, part.start), bisect_left(self.starts, part.end)
        return [c for c in self.cues[first:last] if c.kind in kinds and c.end <= part.end]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points that the words [start, end) cover."""
        return self.words[start].start, self.words[end - 1].end

    def listed(self, kind: str, at: int) -> bool:
        """Whether word `at` stands in the word list `kind` of the language."""
        return 0 <= at < len(self.words) and self.words[at].surface in self.rule.speech.words[kind]


@lru_cache(maxsize=8)
def parse(rule: Rule, text: str) -> Parsed:
    """`text` with its sentences, clauses and the phrases of `rule` and of its language; kept while its question is answered."""
    lexicon = lexicon_of(rule)
    words = lexicon.spelt(words_of(text))
    every = lexicon.cues(words)
    sorts = [c for c in every if is_other_sort(rule, text, words, every, c)]
    found = [c for c in every if c not in sorts]
    mentions = _mentions(rule, words, found)
    speech = [c for c in found if c.kind not in (*SUBJECTS, "bare", "short", "mention") and not _assists(words, c)]
    cues, parts = _longest(speech, mentions), sentences(rule, text, words)
    loose = tuple(c for c in found if c.kind == "mention")
    ours = covered(mentions)
    uncut = Uncut(rule, words, cues, covered(c for c in cues if c.end - c.start > 1), ours)
    cut = tuple(c for i, s in enumerate(parts) for c in clauses(uncut, s, i))
    unnamed = (c for c in found if c.kind in (*SUBJECTS, "bare") and c.start not in ours)
    apart = tuple(c for c in unnamed if is_other(rule, words, c) or is_kind(rule, words, found, c))
    beside = quotations(text, words), hidden(text, words), (*apart, *sorts), tuple(map(_start, cues))
    return Parsed(rule, text, words, cues, mentions, loose, parts, cut, *beside)


def _assists(words: tuple[Word, ...], cue: Cue) -> bool:
    """Whether "has" only helps another verb: "the board has decreed"."""
    after = words[cue.end].surface if cue.end < len(words) else ""
    alone = cue.kind == "have" and cue.end - cue.start == 1
    return alone and words[cue.start].surface in _HAVE and _is_participle(after)


def _is_participle(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed") and word not in ("certified", "accredited", "attested", "unqualified")


def _longest(cues: list[Cue], mentions: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """The cues that do not lie strictly inside another one of another kind, nor inside a mention."""
    taken = {i: m for m in mentions for i in range(m.start, m.end)}
    longest = max((c.end - c.start for c in cues), default=0)
    kept: list[Cue] = []
    for cue in cues:
        first, last = (bisect_left(cues, at, key=_start) for at in (cue.start - longest, cue.start + 1))
        inside = cue.start in taken and cue.end <= taken[cue.start].end
        if not inside and not any(_hides(other, cue) for other in cues[first:last]):
            kept.append(cue)
    return tuple(kept)


def _start(cue: Cue) -> int:
    return cue.start


def _hides(outer: Cue, inner: Cue) -> bool:
    if (outer.kind, outer.start, outer.end) == ("plain", inner.start, inner.end) and inner.kind != "plain":
        return True
    longer = outer.start <= inner.start and inner.end <= outer.end and outer.end - outer.start > inner.end - inner.start
    return longer and not {outer.kind, inner.kind} & _QUIET


def _mentions(rule: Rule, words: tuple[Word, ...], found: list[Cue]) -> tuple[Cue, ...]:
    alone = [replace(c, kind="thing") for c in found if c.kind == "bare" and _is_alone(rule, words, found, c)]
    alone += [replace(c, kind="name") for c in found if c.kind == "short" and _is_beside(rule, words, found, c)]
    named = [c for c in (*found, *alone) if c.kind in SUBJECTS and not is_other(rule, words, c)]
    subjects = [c for c in named if not is_kind(rule, words, found, c)]
    titles = [c for c in subjects if is_of_company(rule, words, found, c)]
    subjects = [c for c in subjects if not any(t.start <= c.start and c.end <= t.end for t in titles)]
    kept: list[Cue] = []
    for cue in sorted(subjects, key=lambda c: (c.start - c.end, c.kind, c.start)):
        if not any(cue.start < k.end and k.start < cue.end for k in kept):
            kept.append(cue)
    return _joined(rule, words, found, sorted(kept, key=lambda c: c.start))


def _is_beside(rule: Rule, words: tuple[Word, ...], found: list[Cue], cue: Cue) -> bool:
    """Whether another option stands on the other side of an "or"."""
    others = [c for c in found if c.kind == "name" and c.fact == cue.fact and c.value != cue.value]
    before = any(other.end == cue.start - 1 for other in others) and words[cue.start - 1].surface
    after = any(other.start == cue.end + 1 for other in others) and words[cue.end].surface
    return bool({before, after} & rule.speech.words["either_or"])


def _is_alone(rule: Rule, words: tuple[Word, ...], found: list[Cue], cue: Cue) -> bool:
    """Whether no other noun stands before this word."""
    last = words[cue.start - 1] if cue.start else None
    lists = rule.speech.words
    if last and (last.surface in lists["verb_leads"] or last.surface in lists["other_bare"]):
        return False
    if last and last.surface in lists["conjunctions"] and _acts(rule, words, cue.end):
        return False
    free = last is None or last.is_mark or any(last.surface in lists[k] for k in ("determiners", "adds", "either_or"))
    return free or any(c.end == cue.start and c.kind in (*VERBS, "only", "also", "away") for c in found)


def _acts(rule: Rule, words: tuple[Word, ...], at: int) -> bool:
    """Whether the word before `at` is a verb with its object: "register and report incidents"."""
    lists = rule.speech.words
    ends = at >= len(words) or words[at].is_mark
    return not ends and not any(words[at].surface in lists[k] for k in ("links", "after_option", "copulas"))


def _joined(rule: Rule, words: tuple[Word, ...], found: list[Cue], mentions: list[Cue]) -> tuple[Cue, ...]:
    """A thing beside a name is a thing of that name: "certified to ISO 9001", "SOC 1 report"; it has one name."""
    out: list[Cue] = []
    for cue in mentions:
        last = out[-1] if out else None
        if last and last.kind != cue.kind and not _is_named(found, last) and _touches(rule, words, last, cue):
            name = last if last.kind == "name" else cue
            out[-1] = replace(name, kind="thing", start=last.start, end=cue.end)
        else:
            out.append(cue)
    return tuple(out)


def _is_named(found: list[Cue], thing: Cue) -> bool:
    return thing.kind == "thing" and any(c.kind == "name" and thing.start <= c.start < thing.end for c in found)


def _touches(rule: Rule, words: tuple[Word, ...], a: Cue, b: Cue) -> bool:
    between = words[a.end : b.start]
    joined = all(w.surface in rule.speech.words["joins"] for w in between)
    if a.kind == "name":
        return not between or ((a.fact, a.value) == (b.fact, b.value) and len(between) == 1 and joined)
    return len(between) <= 2 and joined
