"""Whether a question asks for a decision between the options of a rule, or only to know something."""

from assistant.contract import Question
from assistant.question.choosing import alternatives, knows, options, outside
from assistant.question.cut import Sentence
from assistant.question.facts import asked_by, read_facts
from assistant.question.general import is_general, measures
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed, parse
from assistant.question.scene import Stance
from assistant.question.signs import Sign, read_signs
from knowledge.rules.rule import Reads, Rule

_BRIEF = 16
_REST = 1  # words after the options
_CHOICES = ("framework", "frameworks", "standard", "standards", "option", "options", "route", "one")
_OWNED = ("our", "your", "their", "my", "his", "her", "its")


def asks_decision(rule: Rule, question: Question) -> bool:
    """Whether `question` asks which option to take: openly, by telling a request, or by going on with one that did."""
    own = parse(rule, question.text)
    if _asks(own):
        return True
    turns = [parse(rule, turn.text) for turn in question.conversation]
    if question.conversation and asked_by(rule, question.conversation[-1].text):
        return not any(knows(own, s) or _asks_else(own, s) for s in own.sentences)
    return any(map(_asks, turns)) and _goes_on(own) or (_has_subject_in(turns) and _decides_here(own))


def asks_loosely(rule: Rule, question: Question) -> bool:
    """Whether only a phrase such as "what must they do" asks for a decision: no choice is named, nor two of the options."""
    own = parse(rule, question.text)
    compared = len({option.value for option in options(own, Sentence(0, len(own.words), False))}) > 1
    openly = any(_chooses(own, s) or _asks_for_option(own, s) or _names_choice(own, s) for s in own.sentences)
    return not (question.conversation or openly or compared)


def _names_choice(text: Parsed, sentence: Sentence) -> bool:
    cues = outside(text, sentence, "deciding", "knowing")
    return any(text.words[i].surface in _CHOICES for c in cues for i in range(c.start, c.end))


def _asks(text: Parsed) -> bool:
    if any(_chooses(text, s) or _asks_for_option(text, s) for s in text.sentences):
        return True
    if _told([text]) or _states(text):
        return _decides_something(text) or not any(knows(text, s) or _asks_else(text, s) for s in text.sentences)
    return _decides_here(text) and text.has_subject


def _states(text: Parsed) -> bool:
    """Whether a text that asks nothing tells what is wanted, or which law governs: a request to be decided."""
    if any(s.asks for s in text.sentences) or not (text.mentions or text.loose):
        return False
    known = read_facts(text.rule, Question(text=text.text)).known()
    return any(spec.name in known for spec in text.rule.facts if spec.reads in (Reads.WISH, Reads.GOVERNS))


def _told(texts: list[Parsed], is_open: bool = False) -> bool:
    """Whether somebody's wish or refusal is stated, in plain words unless `is_open`."""
    return any(_tells(t, s) for t in texts for s in read_signs(t, None, None).signs if is_open or not s.open)


def _tells(text: Parsed, sign: Sign) -> bool:
    stated = sign.stance in (Stance.WANTED, Stance.REFUSED)
    return stated and not is_general(text, text.sentences[sign.sentence])


def _asks_else(text: Parsed, sentence: Sentence) -> bool:
    """Whether a sentence asks something else about what is wanted: "May we share the report that they want?"."""
    asking = [c for c in text.within(sentence, "asking") if sentence.asks and _leads(text, sentence, c)]
    if not asking or _decides(text, sentence):
        return False
    signs = [s for s in read_signs(text, None, None).signs if sentence.start <= s.start < sentence.end]
    return not any(asking[0].start <= s.start < asking[0].end for s in signs)


def _leads(text: Parsed, sentence: Sentence, cue: Cue) -> bool:
    """Whether a question begins with this cue: at the head of the sentence, or right after a mark."""
    return _opens(text, sentence, cue.start)


def _has_subject_in(turns: list[Parsed]) -> bool:
    """Whether a conversation speaks of what a decision could be about."""
    return _told(turns, is_open=True) or any(turn.has_subject for turn in turns)


def _decides_something(text: Parsed) -> bool:
    return any(_decides(text, s) for s in text.sentences)


def _decides_here(text: Parsed) -> bool:
    """Whether a text that tells no request asks for a decision about one, and not about the options in general."""
    return any(_decides(text, s) and not is_general(text, s) for s in text.sentences)


def _goes_on(text: Parsed) -> bool:
    if any(knows(text, s) for s in text.sentences) or len(text.words) > _BRIEF:
        return False
    said = text.within(Sentence(0, len(text.words), False), "all", "none", "correct")
    return _told([text]) or _decides_something(text) or bool(said)


def _chooses(text: Parsed, sentence: Sentence) -> bool:
    """Two options with "or" between: "ISO or SOC 2?"."""
    named = options(text, sentence)
    beside = zip(named, named[1:], strict=False)
    pairs = [(a, b) for a, b in beside if a.value != b.value and alternatives(text, a, b)]
    if knows(text, sentence) or measures(text, sentence) or not pairs:
        return False
    asks = sentence.asks or text.within(sentence, "deciding", "asking", "know", "unsure")
    return bool(asks) or any(_is_all(text, a, b) for a, b in pairs)


def _is_all(text: Parsed, a: Cue, b: Cue) -> bool:
    """Whether two options are nearly all that their clause holds: "iso or soc2 pls"."""
    starts = a.start == 0 or text.words[a.start - 1].is_mark
    rest = text.words[b.end : b.end + _REST + 1]
    return starts and (len(rest) <= _REST or any(word.is_mark for word in rest))


def _asks_for_option(text: Parsed, sentence: Sentence) -> bool:
    """ "Do we need SOC 2 for this?": our own question, with an option as its whole object."""
    asking = [c for c in text.within(sentence, "asking") if c.end - c.start > 1 and not _of_anybody(text, c)]
    verbs = [c for c in text.within(sentence, "wish", "obligation", "deciding") if asking and c.end > asking[0].end]
    plain = knows(text, sentence) or _of_another(text, sentence) or is_general(text, sentence)
    for option in [] if plain else options(text, sentence):
        near = any(0 <= option.start - verb.end <= 2 for verb in verbs)
        after = text.words[option.end] if option.end < len(text.words) else None
        if near and (after is None or after.is_mark or text.listed("after_option", option.end)):
            return True
    return False


def _of_anybody(text: Parsed, cue: Cue) -> bool:
    """Whether "can a customer" asks what anybody may do, and not what to do here."""
    return text.listed("anybody", cue.end - 1)


def _decides(text: Parsed, sentence: Sentence) -> bool:
    if _of_another(text, sentence) or knows(text, sentence):
        return False
    return bool(outside(text, sentence, "deciding", "knowing"))


def _of_another(text: Parsed, sentence: Sentence) -> bool:
    """Whether "which" asks for something other than the option to take: "Which audit firm would you recommend?"."""
    if measures(text, sentence):
        return True
    here = range(sentence.start, min(sentence.end, len(text.words)) - 1)
    heads = [i for i in here if text.words[i].surface == "which" and _opens(text, sentence, i)]
    return sentence.asks and bool(heads) and not _choosable(text, heads[0] + 1)


def _choosable(text: Parsed, at: int) -> bool:
    ours = text.words[at].surface == "of" and text.words[min(at + 1, len(text.words) - 1)].surface in _OWNED
    return text.words[at].is_mark or (text.listed("choosable", at) and not ours)


def _opens(text: Parsed, sentence: Sentence, at: int) -> bool:
    return at == sentence.start or text.words[at - 1].is_mark or text.listed("openers", at - 1)
