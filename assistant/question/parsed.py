"""A text cut into sentences and clauses, with the phrases of a rule found in it."""

import re
from dataclasses import dataclass, field, replace

from assistant.question.lexicon import Cue, lexicon_of
from knowledge.rules.rule import Rule
from knowledge.rules.words import Word, words_of

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|(?<!\w)\"[^\"\n]*\"(?!\w)|(?<!\w)['‘][^'’\n]{12,}?['’](?!\w)")
_STOPS = frozenset(".?!;")
_ABBREVIATED = frozenset("vs e g i etc inc ltd no approx cf corp co".split())
_MARKS = frozenset(",;:()[]—–-\"“”«»…")
_LINKS = frozenset("of for to against under with in on type the and ( report audit".split())
_VERBS = frozenset(("wish", "obligation", "have", "not", "maybe", "absent", "exempt", "emphasis", "know"))
_MIN_QUOTE = 5
SUBJECTS = ("name", "thing")


@dataclass(frozen=True, slots=True)
class Clause:
    """A range of words that holds together; `opener` is the word or mark that set it off from the one before."""

    start: int
    end: int
    sentence: int
    opener: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A range of words; `asks` where it ends with a question mark."""

    start: int
    end: int
    asks: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text made ready. `mentions` name or describe a subject of the rule; `quoted` are word indices in quotations."""

    rule: Rule
    text: str
    words: tuple[Word, ...]
    cues: tuple[Cue, ...]
    mentions: tuple[Cue, ...]
    loose: tuple[Cue, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    quoted: tuple[range, ...] = field(default=())

    def within(self, part: Clause | Sentence, *kinds: str) -> list[Cue]:
        """The cues of these kinds inside a clause or sentence, in order."""
        return [c for c in self.cues if c.kind in kinds and part.start <= c.start and c.end <= part.end]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points that the words [start, end) cover."""
        return self.words[start].start, self.words[end - 1].end

    def listed(self, kind: str, at: int) -> bool:
        """Whether word `at` stands in the word list `kind` of the language."""
        return 0 <= at < len(self.words) and self.words[at].surface in self.rule.speech.words[kind]


def parse(rule: Rule, text: str) -> Parsed:
    """`text` with its sentences, clauses and the phrases of `rule` and of its language."""
    lexicon = lexicon_of(rule)
    words = lexicon.spelt(words_of(text))
    found = lexicon.cues(words)
    mentions = _mentions(rule, words, found)
    cues = _longest([c for c in found if c.kind not in (*SUBJECTS, "bare", "mention")], mentions)
    sentences = _sentences(text, words)
    loose = tuple(c for c in found if c.kind == "mention")
    clauses = tuple(c for i, s in enumerate(sentences) for c in _clauses(rule, words, cues, mentions, s, i))
    return Parsed(rule, text, words, cues, mentions, loose, sentences, clauses, _quotations(text, words))


def _longest(cues: list[Cue], mentions: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """The cues that do not lie strictly inside another one of another kind, nor inside a mention."""
    return tuple(
        c
        for c in cues
        if not any(o.start <= c.start and c.end <= o.end and o.end - o.start > c.end - c.start for o in cues if o.kind == c.kind or _hides(o, c))
        and not any(m.start <= c.start and c.end <= m.end for m in mentions)
    )


def _hides(outer: Cue, inner: Cue) -> bool:
    return outer.kind not in _QUIET and inner.kind not in _QUIET


_QUIET = frozenset(("asking", "deciding", "knowing", "instruct", "governs", "governs_after", "relative", "us", "plea",
                    "correct", "cancel", "early", "post_wish", "wish_after", "post_refusal", "away", "also", "only", "only_after", "third", "past", "past_after", "all", "none"))


def _mentions(rule: Rule, words: tuple[Word, ...], found: list[Cue]) -> tuple[Cue, ...]:
    alone = [replace(c, kind="thing") for c in found if c.kind == "bare" and _is_alone(rule, words, found, c)]
    subjects = [c for c in (*found, *alone) if c.kind in SUBJECTS and not _is_other(rule, words, c)]
    kept: list[Cue] = []
    for cue in sorted(subjects, key=lambda c: (c.start - c.end, c.kind, c.start)):
        if not any(cue.start < k.end and k.start < cue.end for k in kept):
            kept.append(cue)
    return _joined(words, sorted(kept, key=lambda c: c.start))


def _is_alone(rule: Rule, words: tuple[Word, ...], found: list[Cue], cue: Cue) -> bool:
    """Whether no other noun stands before this word."""
    last = words[cue.start - 1] if cue.start else None
    if last and last.surface in rule.speech.words["verb_leads"]:
        return False
    free = last is None or last.is_mark or any(last.surface in rule.speech.words[k] for k in ("determiners", "adds", "either_or"))
    return free or any(c.end == cue.start and c.kind in (*_VERBS, "only", "also", "away") for c in found)


def _is_other(rule: Rule, words: tuple[Word, ...], cue: Cue) -> bool:
    """Whether a neighbour makes this thing another thing, like the expense in "expense report"."""
    if cue.kind != "thing":
        return False
    lists = rule.speech.words
    before = words[cue.start - 1].surface if cue.start else ""
    after = [w.surface for w in words[cue.end - 1 : cue.end + 2]]
    if before in lists["other_things"] or after[1:2] and after[1] in lists["other_uses"]:
        return True
    return bool({" ".join(after), " ".join(after[:2])} & lists["after_things"])


def _joined(words: tuple[Word, ...], mentions: list[Cue]) -> tuple[Cue, ...]:
    """A thing beside a name is a thing of that name: "certified to ISO 9001", "SOC 1 report"."""
    out: list[Cue] = []
    for cue in mentions:
        last = out[-1] if out else None
        if last and last.kind != cue.kind and _touches(words, last, cue):
            name = last if last.kind == "name" else cue
            out[-1] = replace(name, kind="thing", start=last.start, end=cue.end)
        else:
            out.append(cue)
    return tuple(out)


def _touches(words: tuple[Word, ...], a: Cue, b: Cue) -> bool:
    between = [w.surface for w in words[a.end : b.start]]
    same = (a.fact, a.value) == (b.fact, b.value)
    if a.kind == "name":
        return not between or (same and len(between) == 1 and between[0] in _LINKS - {"and"})
    return len(between) <= 2 and all(w in _LINKS - {"and", "with", "on"} for w in between)


def _sentences(text: str, words: tuple[Word, ...]) -> tuple[Sentence, ...]:
    cuts = [0]
    for at in range(1, len(words) + 1):
        if at == len(words) or _ends(text, words, at):
            cuts.append(at)
    return tuple(Sentence(a, b, any(w.surface == "?" for w in words[a:b])) for a, b in zip(cuts, cuts[1:], strict=False) if b > a)


def _ends(text: str, words: tuple[Word, ...], at: int) -> bool:
    last, following = words[at - 1], words[at]
    if "\n" in text[last.end : following.start]:
        return True
    if last.surface not in _STOPS or (last.surface == "." and following.start == last.end):
        return False
    return not (last.surface == "." and at > 1 and words[at - 2].surface in _ABBREVIATED) and following.surface not in _STOPS


def _clauses(rule: Rule, words: tuple[Word, ...], cues: tuple[Cue, ...], mentions: tuple[Cue, ...], sentence: Sentence, number: int) -> list[Clause]:
    phrases = {i for c in cues if c.end - c.start > 1 for i in range(c.start, c.end)}
    subjects = {i for m in mentions for i in range(m.start, m.end)}
    cuts = [(sentence.start, sentence.start, "")]
    for at in range(sentence.start, sentence.end):
        marked = words[at].surface in _MARKS and at not in subjects
        if marked or (at not in phrases | subjects and _breaks(rule, words, cues, mentions, at)):
            cuts.append((at, at + 1, words[at].surface))
    ends = [end for end, _, _ in cuts[1:]] + [sentence.end]
    made = [Clause(start, end, number, opener) for (_, start, opener), end in zip(cuts, ends, strict=True)]
    return [clause for clause in made if clause.end > clause.start]


def _breaks(rule: Rule, words: tuple[Word, ...], cues: tuple[Cue, ...], mentions: tuple[Cue, ...], at: int) -> bool:
    word = words[at].surface
    if word in rule.speech.words["breaks"]:
        return True
    if word not in ("and", "or", "nor", "plus", "then"):
        return False
    subject = next((m.start for m in mentions if m.start > at), len(words))
    return any(c.kind in _VERBS and at < c.start <= at + 4 and c.start < subject for c in cues)


def _quotations(text: str, words: tuple[Word, ...]) -> tuple[range, ...]:
    found = []
    for hit in _QUOTED.finditer(text):
        inside = [i for i, w in enumerate(words) if hit.start() <= w.start and w.end <= hit.end()]
        if len([i for i in inside if not words[i].is_mark]) >= _MIN_QUOTE:
            found.append(range(inside[0], inside[-1] + 1))
    return tuple(found)

