"""What kind of question this is, before anything is searched: small talk, about our own practice, or about guidance."""

import re
from enum import StrEnum

from assistant.question.asking import bids
from assistant.question.holding import asks_what_is_held
from assistant.question.judged import judged
from assistant.question.language import content_words
from assistant.question.phrases import CONVERSION


class Intent(StrEnum):
    """SMALL_TALK asks nothing of a source (nor does how many minutes are in an hour); PRACTICE asks what is so here;
    GUIDANCE asks what is required or meant."""

    SMALL_TALK = "small_talk"
    PRACTICE = "practice"
    GUIDANCE = "guidance"


_OURS = r"(?:we|our|ours|us|i|my|mine)"
_THING = r"(?:our|my|the company's|the organi[sz]ation's)\s+(?:\w+[\s-]){0,4}?\w+"
_BE = r"(?:are|is|were|was|am|do|does|did|have|has|had)"
_RULES = r"(?:the\s+)?(?:\w+\s+){0,2}?(?:iso|iec|soc|aicpa|annex|standards?|editions?|criteria|criterion|frameworks?)\b"
_STATE = (
    r"\b(?:approved|signed(?:\s+off)?|done|ready|complete[d]?|finished|overdue|late|up to date|implemented|closed|open|"
    r"in place|on track|scheduled|booked|passed|assigned|documented)"
)
_EACH = r"(?:(?:each|all|every|any|one)\s+of\s+)?"
_DATED = r"(?:next|last|latest|upcoming|coming|previous|most recent)"
_PAST_EVENT = (
    r"\bthe\s+(?:last|latest|previous|most recent)\s+(?:\w+\s+){0,2}?"
    r"(?:audits?|reviews?|tests?|pen ?tests?|assessments?|exercises?|meetings?|visits?|examinations?|drills?)\b"
)
_NOBODY_ELSE = "".join(rf"(?<!{word} )" for word in ("one", "those", "people", "person", "body", "firm"))
_LEAD = r"^\W*(?:\w+,\s+|(?:and|so|but|also|hey|hi|hello|quick question|question)\W+)*"
_NORM = re.compile(
    r"\b(?:should|must|shall|can|could|(?-i:may)|might|would|ought|supposed|expected|entitled|allowed|permitted|enough|required|mandatory|"
    r"obliged|counts? as|qualif(?:y|ies) as|what will|"
    r"(?:do|does|did|will)\s+(?:we|i|our\s+\w+|they|it)\s+(?:\w+\s+)?(?:need|have to|require|count|want)|"
    r"(?:need|needs|have|has)\s+to|(?:does|did)\s+(?:this|that|these|those|it)\s+(?:need|require|count|make|mean)|"
    r"(?:is|are|was|were)\s+an?\s+(?:[\w-]+\s+){1,4}?(?:needed|necessary|due)\b|"
    r"(?:duties|responsibilities|obligations|on the hook)\b.*\bunder\b|"
    r"off the hook|(?:let|get|gets|getting) off|in the clear|exempt(?:ed)?|excused|relieved|liable|rid of|"
    r"(?:is|are|does|do)\s+(?:an?|another|some(?:body|one)(?: else)?['’]s)\s+(?:[\w'’-]+\s+){1,6}?"
    r"(?:evidence|proof|a substitute|a replacement|worth anything|useful|usable|valid|admissible|equivalent)\b|"
    r"best way|too \w+ (?:to|for)\b|how (?:do|would|to)\b|(?:my|our) (?:options|choices|alternatives)\b)"
    r"|\bwhat(?:'s|\s+is|\s+are|\s+does)\s+an?\b(?!\s+\w+\s+(?:that|which)\s+we\b)",
    re.I,
)
_SUPPOSED = re.compile(r"^\W*(?:if|why|suppose|assuming|when (?:a|the|our|we)\b.*,)|,\s*if\b", re.I)
_IF = re.compile(r"^\W*(?:if|suppose|assuming)\b", re.I)
_WHEN = re.compile(r"\bwhen (?:must|should)\b", re.I)
_PRACTICE = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_LEAD}{_BE}\s+(?:\w+ly\s+)?(?:{_OURS}\b|(?:all|any|both|each|every one)\s+(?:of\s+)?our\b)",
        rf"\b(?:did|have|had|has)\s+{_OURS}\b(?!\s+to\b)",
        rf"\b(?:are|is|was|were)\s+(?:{_OURS})\b",
        rf"\b(?:is|are|was|were|has|have|had|does|did)\s+(?:all\s+|any\s+(?:of\s+)?)?{_THING}",
        rf"\b(?:who|when|where|which|what|whose)(?:'s|\s+(?:is|are|was|were|did|does|has|have))\s+(?:all\s+)?{_THING}",
        r"\b(?:who|which|what)\b.{0,40}?\b(?:in|at|of|on|for|from|owns?|approved|signed|runs?|audits?)\s+(?:our|my)\b",
        r"\b(?:did|has|have|is|are)\s+(?:any(?:one|body)|some(?:one|body)|the team|the board)\b"
        r".{0,60}\b(?:our|us|we|yet|already)\b",
        rf"{_NOBODY_ELSE}\bwho\s+(?:\w+ed(?:\s+off)?|wrote|made|gave|took|ran|did|owns?|runs?)\b.{{0,60}}\b(?:our|us)\b",
        r"\b(?:what|which|when|who)\b.{0,40}\bdid (?:we|i|they|he|she)\b",
        rf"{_LEAD}(?:when|what day|what date)(?:'s|\s+(?:is|are|was|were))\s+(?:the\s+)?{_DATED}\b(?!\s+(?:step|stage|phase)s?\b)",
        rf"{_LEAD}(?:who|what|when|where|which|how)\b.*?\b(?:did|was|were|happened|found|came|raised)\b.*?{_PAST_EVENT}",
        rf"{_LEAD}(?:who|what|when|where|which|how)\b.*?\b(?:did|was|were)\s+{_PAST_EVENT}",
        rf"{_LEAD}(?:{_BE}|who|when|where|how often)\s+(?!{_RULES}).*\b(?:here|in-?house|in this company)\W*$",
        rf"{_LEAD}(?:do|does|did|has|is|was)\s+(?:the|this)\s+(?:company|firm|business|organi[sz]ation)\s+(?!need)",
        rf"{_LEAD}(?:is|are)\s+(?!{_RULES}).*\b(?:happening|taking place|being (?!an?\b|the\b)\w+)\W*$",
        rf"{_LEAD}(?:did|was|were)\s+(?!{_RULES})",
        rf"{_LEAD}(?:has|have|had)\s+(?!to\b)(?!{_RULES})(?!(?:a|an)\s)",
        rf"{_LEAD}(?:is|are)\s+(?:the|all|any|every|each)\s+(?!{_RULES}).*{_STATE}\W*$",
        rf"{_LEAD}(?:is|are|was|were)\s+there\s+.{{1,40}}\b(?:for|of|in|at|on|to|with)\s+{_EACH}(?:our|my)\b",
        rf"{_LEAD}(?:is|are|was|were)\s+(?!{_RULES})(?:[\w-]+\s+){{1,4}}?(?:\w+ed|kept|held|set|done)\s+"
        rf"(?:for|of|in|at|on|to|with|by)\s+{_EACH}(?:our|my)\b",
    )
)
_PRONOUN = re.compile(r"\b(?:it|this|that|they|them|these|those)\b", re.I)
_AFTER_NOUN = re.compile(r"\b(?:a|an|the|every|each)\s+\w+\b.*$", re.I | re.S)
_SMALL_TALK = re.compile(
    r"^\W*(?:(?:hi|hey|hello)\W+)?(?:hi|hey|hello|yo|"
    r"good (?:morning|afternoon|evening|day)|thanks?(?: you)?|thank you|cheers|ok(?:ay)?|great|"
    r"cool|nice|bye|goodbye|see you|lol|how are you|what'?s up|who are you|"
    r"what are you|what can you do|"
    r"are you (?:a )?(?:bot|human|there|real)|tell me a joke|test|ping)\b(?P<rest>.*)$",
    re.I | re.S,
)


def intent_of(text: str) -> Intent:
    """The intent of `text`; where nothing speaks for another one, GUIDANCE."""
    if _is_small_talk(text):
        return Intent.SMALL_TALK
    if asks_what_is_held(text) or any(_asks_practice(sentence) for sentence in _questions(text)):
        return Intent.PRACTICE
    return Intent.GUIDANCE


def asks_norm(text: str) -> bool:
    """Whether `text` asks what should or must be, or supposes something, rather than what is so here."""
    return any(
        not _is_judged(one) and (_NORM.search(_WHEN.sub("", one)) or _IF.search(one)) for one in _questions(text)
    )


def judged_thing(text: str) -> str | None:
    """The thing of ours, as typed, whose state `text` wants judged ("our SoA"), or None."""
    return next((judged(one) for one in _questions(text) if _is_judged(one)), None)


def pronoun_alone(text: str) -> str | None:
    """The pronoun of a question that says of nothing else what it is about ("Does it apply to us?"), or None."""
    found = _PRONOUN.search(_AFTER_NOUN.sub("", text))
    named = any(character.isupper() or character.isdigit() for word in text.split()[1:] for character in word[:1])
    return found[0].lower() if found and not named and len(content_words(text)) <= 1 else None


def _is_small_talk(text: str) -> bool:
    if CONVERSION.match(text):
        return True
    match = _SMALL_TALK.match(text)
    return len(match["rest"].split()) <= 4 if match else not re.search(r"\w", text)


def _questions(text: str) -> list[str]:
    """The sentences that end as a question, else those that want to be told something, else the last."""
    sentences = re.split(r"(?<=[.?!])\s+", text)
    return [s for s in sentences if s.rstrip().endswith("?")] or [s for s in sentences if bids(s)] or sentences[-1:]


def _is_judged(sentence: str) -> bool:
    return judged(sentence) is not None and not _SUPPOSED.search(sentence)


def _asks_practice(sentence: str) -> bool:
    if _is_judged(sentence):
        return True
    if _NORM.search(sentence) or _SUPPOSED.search(sentence):
        return False
    return any(pattern.search(sentence) for pattern in _PRACTICE)
