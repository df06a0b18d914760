"""Whether a question asks for a decision between the options of a rule, or only to know something."""

from assistant.contract import Question
from assistant.question.cut import Sentence
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed, parse
from assistant.question.scene import Stance
from assistant.question.signs import read_signs
from knowledge.rules.rule import Reads, Rule

_BRIEF = 16
_FILL = 4


def asks_decision(rule: Rule, question: Question) -> bool:
    """Whether `question` asks which option to take: openly, by telling a request, or by going on with one that did."""
    own = parse(rule, question.text)
    if _asks(own):
        return True
    turns = [parse(rule, turn.text) for turn in question.conversation]
    return any(map(_asks, turns)) and _goes_on(own) or (_told(turns) and _decides_something(own))


def _asks(text: Parsed) -> bool:
    if any(_chooses(text, s) or _asks_for_option(text, s) for s in text.sentences):
        return True
    deciding = any(_decides(text, s) for s in text.sentences)
    if _told([text]):
        return deciding or not any(_knows(text, s) for s in text.sentences)
    return deciding and bool(text.mentions or text.loose)


def _told(texts: list[Parsed]) -> bool:
    """Whether somebody's wish or refusal is stated."""
    signs = [s for t in texts for s in read_signs(t, None, None).signs]
    return any(s.stance in (Stance.WANTED, Stance.REFUSED) for s in signs)


def _decides_something(text: Parsed) -> bool:
    return any(_decides(text, s) for s in text.sentences)


def _goes_on(text: Parsed) -> bool:
    if any(_knows(text, s) for s in text.sentences) or len(text.words) > _BRIEF:
        return False
    everything = Sentence(0, len(text.words), False)
    return _told([text]) or _decides_something(text) or bool(text.within(everything, "all", "none", "correct"))


def _options(text: Parsed, sentence: Sentence) -> list[Cue]:
    wish = text.rule.reading(Reads.WISH)
    return [m for m in text.mentions if wish and m.fact == wish.name and sentence.start <= m.start < sentence.end]


def _chooses(text: Parsed, sentence: Sentence) -> bool:
    """Two options with "or" between: "ISO or SOC 2?"."""
    if _knows(text, sentence) or not (sentence.asks or text.within(sentence, "deciding", "asking", "know", "unsure")):
        return False
    options = _options(text, sentence)
    return any(a.value != b.value and _alternatives(text, a, b) for a, b in zip(options, options[1:], strict=False))


def _alternatives(text: Parsed, a: Cue, b: Cue) -> bool:
    between = [w.surface for w in text.words[a.end : b.start]]
    return ("or" in between or "/" in between) and len(between) <= _FILL + 2


def _asks_for_option(text: Parsed, sentence: Sentence) -> bool:
    """ "Do we need SOC 2 for this?": our own question, with an option as its whole object."""
    asking = [c for c in text.within(sentence, "asking") if c.end - c.start > 1]
    verbs = [c for c in text.within(sentence, "wish", "obligation", "deciding") if asking and c.end > asking[0].end]
    for option in _options(text, sentence) if not _knows(text, sentence) else []:
        near = any(0 <= option.start - verb.end <= 2 for verb in verbs)
        after = text.words[option.end] if option.end < len(text.words) else None
        if near and (after is None or after.is_mark or text.listed("after_option", option.end)):
            return True
    return False


def _decides(text: Parsed, sentence: Sentence) -> bool:
    return bool(_outside(text, sentence, "deciding", "knowing")) and not _knows(text, sentence)


def _knows(text: Parsed, sentence: Sentence) -> bool:
    return bool(_outside(text, sentence, "knowing", "deciding"))


def _outside(text: Parsed, sentence: Sentence, kind: str, other: str) -> list[Cue]:
    """The cues of `kind` that do not lie inside a longer one of `other`."""
    hiding = text.within(sentence, other)
    return [
        c
        for c in text.within(sentence, kind)
        if not any(o.start <= c.start and c.end <= o.end and o.end - o.start > c.end - c.start for o in hiding)
    ]
