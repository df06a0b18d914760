"""Which options a sentence puts beside each other, whether it only wants to know something, and which one to take for a case."""

from assistant.contract import Question
from assistant.question.cut import Sentence
from assistant.question.facts import read_facts
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed, parse
from knowledge.rules.rule import Reads, Rule

_FILL = 4
_TAKEN_WORDS = "use take give go choose pick pursue offer bring send answer show provide present deliver reply"
_TAKING = frozenset(_TAKEN_WORDS.split())
_ASKED = ("do", "should", "would", "could", "can", "must", "shall", "will", "may")
_REACH = 4  # words before the options among which who takes one stands


def chooses_for_a_case(rule: Rule, question: Question) -> bool:
    """ "For a regulator's request, do we use A or B?": which option to take, of a case that is told; not what is done here."""
    own = parse(rule, question.text)
    taken = any(_takes_one(own, s) and not knows(own, s) for s in own.sentences)
    return taken and bool(read_facts(rule, Question(text=question.text)).known())


def _takes_one(text: Parsed, sentence: Sentence) -> bool:
    named = options(text, sentence)
    for a, b in zip(named, named[1:], strict=False):
        before = [word.surface for word in text.words[max(sentence.start, a.start - _REACH) : a.start]]
        asked = zip(before, before[1:], strict=False)
        ours = any(aux in _ASKED and one in ("we", "i") for aux, one in asked) and bool(_TAKING & {*before})
        whole = b.end == len(text.words) or text.words[b.end].is_mark or text.listed("after_option", b.end)
        if ours and whole and a.value != b.value and alternatives(text, a, b):
            return True
    return False


def options(text: Parsed, sentence: Sentence) -> list[Cue]:
    """The options of the rule that a sentence mentions, in order."""
    wish = text.rule.reading(Reads.WISH)
    return [m for m in text.mentions if wish and m.fact == wish.name and sentence.start <= m.start < sentence.end]


def alternatives(text: Parsed, a: Cue, b: Cue) -> bool:
    """Whether "or" stands between two options."""
    between = range(a.end, b.start)
    return any(text.listed("either_or", i) for i in between) and len(between) <= _FILL + 2


def knows(text: Parsed, sentence: Sentence) -> bool:
    """Whether a sentence only wants to know something."""
    return any(not _relates(text, c) for c in outside(text, sentence, "knowing", "deciding"))


def _relates(text: Parsed, cue: Cue) -> bool:
    """Whether "who" or the like only goes on about the noun before it ("procurement, who want a report"), or "mean" puts
    right what somebody said ("I mean the report")."""
    if text.listed("ourselves", cue.start - 1):
        return True
    after_comma = cue.start > 0 and text.words[cue.start - 1].surface == ","
    verbs = [c for c in text.cues if c.kind in ("wish", "obligation") and c.start == cue.start + 1]
    return after_comma and text.listed("relatives", cue.start) and bool(verbs)


def outside(text: Parsed, sentence: Sentence, kind: str, other: str) -> list[Cue]:
    """The cues of `kind` that do not lie inside a longer one of `other`."""
    hiding = text.within(sentence, other)
    return [
        c
        for c in text.within(sentence, kind)
        if not any(o.start <= c.start and c.end <= o.end and o.end - o.start > c.end - c.start for o in hiding)
    ]
