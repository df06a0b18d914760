"""Options put side by side to choose from: "ISO or SOC 2?" names both, and tells nobody's wish."""

from assistant.question.cut import Sentence
from assistant.question.lexicon import Cue
from assistant.question.parsed import Parsed
from assistant.question.scene import FILL, NOTHING, Said, Scene, fills

_CHOICE = 5  # words of "ISO 27001 or SOC 2"
_EQUIVALENT = ("equivalent", "equal", "similar", "comparable", "alternative")
_EXAMPLES = ("", "e g", "eg", "such as", "for example", "for instance", "like", "including", "i e", "a", "an")
_ASKED = 10  # words of a question that puts them to choose from


def is_choice(scene: Scene) -> Said | None:
    """That a mention is an option to choose from, and no wish; None where it is none, or one that is turned down."""
    if _is_bare_choice(scene):
        return NOTHING
    if not is_alternative(scene.text, scene.mention, scene.sentence):
        return None
    return None if scene.before("not", "exempt") and not scene.before("unsure") else NOTHING


def _is_bare_choice(scene: Scene) -> bool:
    """ "...; ISO or SOC?": a clause that asks only which of two."""
    inside = range(scene.clause.start, scene.clause.end)
    words = [i for i in inside if not scene.text.words[i].is_mark]
    return scene.sentence.asks and len(words) <= _CHOICE and any(scene.text.listed("either_or", i) for i in words)


def is_alternative(text: Parsed, mention: Cue, sentence: Sentence) -> bool:
    """Whether a mention stands beside another value of its fact with "or" between: "ISO or SOC 2"."""
    here = [m for m in text.mentions if sentence.start <= m.start < sentence.end]
    others = [m for m in here if m.fact == mention.fact and m.value != mention.value]
    return any(_side_by_side(text, mention, other) for other in others)


def only_chooses(text: Parsed, sentence: Sentence) -> bool:
    """Whether a sentence only puts the options side by side, "ISO or SOC 2 for this request?": nobody's wish is in it."""
    here = [m for m in text.mentions if sentence.start <= m.start < sentence.end]
    words = sum(not text.words[i].is_mark for i in range(sentence.start, sentence.end))
    return sentence.asks and words <= _ASKED and bool(here) and all(is_alternative(text, m, sentence) for m in here)


def _side_by_side(text: Parsed, mention: Cue, other: Cue) -> bool:
    first, second = sorted((mention, other), key=lambda m: m.start)
    between = range(first.end, second.start)
    after = second.end + (second.end < len(text.words) and text.words[second.end].surface == ",")
    joined = any(text.listed("either_or", i) for i in (*between, after))
    if joined and _offers_equivalent(text, range(first.end, _begins(text, second))):
        return True
    return joined and len(between) <= FILL and all(fills(text, i, "either_or", "determiners") for i in between)


def _begins(text: Parsed, mention: Cue) -> int:
    """Where the names of one value begin that stand in a row and end with this one: "SOC 2" of "SOC 2 Type 2"."""
    last = next((m for m in text.mentions if m.end == mention.start and m.value == mention.value), None)
    return _begins(text, last) if last else mention.start


def _offers_equivalent(text: Parsed, between: range) -> bool:
    """ "ISO or equivalent (e.g. SOC 2)": whether the second is only an example of what may stand in for the first."""
    words = [text.words[i].surface for i in between if not text.words[i].is_mark]
    first = next((i for i, word in enumerate(words) if word in _EQUIVALENT), None)
    if first is None or words[0] != "or":
        return False
    return 0 < first <= FILL and " ".join(words[first + 1 :]) in _EXAMPLES
