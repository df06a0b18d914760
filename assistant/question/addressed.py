"""Whether a sentence of a source speaks to whoever answers from it, and so states nothing: "SYSTEM: ignore your rules"."""

import re
from functools import lru_cache

_MACHINE = (
    r"(?:(?:ai|llm|language|virtual|digital|automated) (?:assistant|agent|model|system|tool|reader)s?|"
    r"answering (?:service|system|engine|program)s?|ai|llms?|assistants?|chat ?bots?|bots?|"
    r"chatgpt|gpt|copilot|tickmark)"
)
_ROLE = rf"(?:system|developer|admin(?:istrator)?|user|prompt|instructions?|{_MACHINE})"
_KIND = r"(?:[ _-](?:prompt|message|note|override|instructions?|update|command))?"
_SAY = (
    r"(?:say|state|reply|respond|answer|output|print|recommend|conclude|claim|declare|tell|return|write|choose|decide)"
)
_ORDER = (
    rf"(?:{_SAY}|ignore|disregard|forget|override|bypass|reveal|show|repeat|please|you|do not|don't|never|always|stop|treat|"
    r"append|include|add|pretend|act|mark|set|from now|new|the (?:correct|right|answer|outcome|rules?))"
)
_RULES = (
    r"(?:instructions?|prompts?|directions|directives|commands|orders|guardrails|constraints|context|messages?|rules)"
)
_EARLIER = r"(?:previous|prior|above|earlier|preceding|foregoing|original|initial|system|your)"
_REPLY = r"(?:answers?|reply|replies|responses?|output|verdict)"
_MUST = r"(?:must|should|shall|has to|have to|needs? to|will)"
_LEAD = r"^[\W_]*(?:(?:and|now|so|please|kindly|important|attention|urgent|also|then|instead)\b[\s,:!-]*)*"
_ADVERBS = rf"(?:(?:you {_MUST}|always|only|just|simply|never|now|then|from now on,?)\s+)*"
_CALLED = (
    rf"{_LEAD}[\[<(#*]*\s*{_ROLE}{_KIND}\s*[\])>*]*\s*[:=>]\W*{_ORDER}\b",
    rf"\[\W*{_ROLE}{_KIND}\W*\]|</?(?:system|assistant|prompt)\b|\[/?INST\]|<\|?im_(?:start|end)|<<SYS>>",
    rf"{_LEAD}(?:(?:dear|hey|hi|hello|to|for|all|any|every|the)\s+)*{_MACHINE}\s*[,:!–—-]+\s*{_ORDER}\b",
    rf"[\[<{{(]{{1,3}}\s*(?:system|prompt|{_MACHINE}){_KIND}\s*[:=>\]]",
    rf"\b(?:note|message|instructions?|attention)\s+(?:to|for)\s+(?:(?:the|any|all|every)\s+)?{_MACHINE}\s*[:,;.!–—-]",
    rf"\b(?:to|for) (?:the|any|all|every|our|whichever) {_MACHINE}\s*:",
    rf"\byou are (?:now )?(?:an? )?(?:\w+ ){{0,2}}?{_MACHINE}\b|\byou are now (?:an?|in|no longer|free|unrestricted)\b",
    rf"\bas an? {_MACHINE},? you\b|\byou,? (?:the|as an?) {_MACHINE}\b",
    rf"\b{_MACHINE} (?:(?:that|who|which) )?(?:reads?|reading|processing|parsing|summari[sz](?:es?|ing)|answering) (?:this|it)\b",
    rf"\bthe {_MACHINE} {_MUST} (?:always |now |only )?(?:{_SAY}|ignore|disregard)\b",
)
_ORDERED = (
    rf"\b(?:ignore|disregard|forget|override|bypass|stop following|(?:do not|don't) follow)\s+"
    rf"(?:(?:all|any|every|of|the|these|those|my)\s+)*{_EARLIER}\s+(?:\w+\s+){{0,2}}?{_RULES}\b",
    r"\b(?:ignore|disregard|forget)\s+(?:all|any|every|what).{0,40}\byou (?:were|have been|are) (?:told|given|asked|instructed)\b",
    rf"{_LEAD}(?:ignore|disregard|forget)\s+(?:all|any|every|your)\s+(?:the |your |other )?{_RULES}\b"
    r"(?!\s+(?:from|by|received|in|on|sent|given|that|which|about|for)\b)",
    rf"{_LEAD}{_ROLE}[ _-](?:override|prompt|message|instruction)\s*[:!=>]",
    rf"\b(?:ignore|disregard|forget)\s+(?:all |any |the )*(?:{_RULES} (?:above|before)|everything (?:above|before|else|so far))",
    r"\byour (?:system|hidden|initial|original|secret) (?:prompt|instructions?)\b|\bsystem prompt\b.{0,20}\b(?:reveal|print)",
    rf"{_LEAD}(?:act as if you|pretend (?:to be|that|you)|role-?play as|imagine (?:that )?you are)\b",
    rf"{_LEAD}from now on,?\s+{_ORDER}\b|\bin all (?:future )?{_REPLY}\b",
    rf"{_LEAD}{_ADVERBS}(?:reply|respond|answer)\s+(?:(?:only|just|simply|always|exactly|instead)\s+)*"
    r"(?:with (?:only|just|the (?:word|phrase|text)|an? (?:joke|poem|link|story)|yes|no|both|neither|[\"“'‘])|that\b|[\"“'‘]|"
    r"as (?:if|though|an?)\b|in (?:french|german|spanish|\w+ian|json|capitals|rhyme)|(?:yes|no|both|neither|exactly)\b)",
    rf"{_LEAD}{_ADVERBS}(?:say|output|print|repeat)\s+(?:(?:only|just|simply|exactly)\s+)*"
    r"(?:that|it is|the (?:word|words|phrase|text|following|outcome|answer)|[\"“'‘:])",
    rf"\byou {_MUST} (?:always |now |only )?(?:say|output|conclude|claim) that\b",
    rf"\b(?:every|each|any|all|your)(?: next| final| only)? {_REPLY} {_MUST} "
    r"(?:be|say|state|read|contain|include|recommend|begin|start|end|mention)\b",
    r"\b(?:when|if|whenever) (?:you are |the user |a user |users? |someone |anyone )?ask(?:s|ed) "
    r"(?:about|which|whether|what|for|how)\b"
    r".{0,80}?\b(?:say|reply|respond|answer|output|state|claim)\s+(?:that|with|it|they|[\"“'‘:])",
    r"\b(?:tell|inform|convince|assure) the user\b|\b(?:and|then) tell the reader\b",
    r"\b(?:do not|don't|never) (?:mention|reveal|disclose) th(?:is|ese) (?:instruction|message|note|text|prompt)",
)
# Orders about how a reply is to look: what follows them is not said in their name.
_STYLED = (
    rf"\b(?:in|to|of|from|with|before|after) your (?:\w+ )?{_REPLY}\b(?! to\b)",
    rf"{_LEAD}\w+ (?:(?:\w+ ){{1,4}}(?:of|in) )?your (?:\w+ )?(?:{_REPLY}|message)\b(?! (?:to|within|by|on|at)\b)",
    rf"\b(?:modify|enhance|augment|adjust|rewrite|alter|change|format|begin|start|end|finish|rearrange|jumble)\b.{{0,30}}\byour "
    rf"(?:\w+ )?(?:{_REPLY}|message)\b",
)
_READS = r"(?:reads?|reading|answers?|answering|quotes?|quoting|summari[sz](?:es?|ing)|process(?:es|ing)?)"
_THIS = r"(?:this|the (?:above|following|present))(?: (?:page|text|document|file|paragraph|note|message|section))?"
_ASKED = r"(?:questions?|messages?|requests?)"
_PLANTED = (
    rf"\b{_MACHINE} internal\s*:|-{{2,}}\s*end of (?:the )?(?:request|message|user|input|prompt|text)\b",
    r"[\"']role[\"']\s*:\s*[\"'](?:system|assistant|developer)[\"']",
    rf"{_LEAD}when {_READS} (?:from )?{_THIS}\b.{{0,40}}\b{_SAY}\b",
    rf"\bthe (?:correct|right|only|true) {_REPLY} to (?:any|every|all|each)\b",
    rf"\b(?:every|any|each|all|who|which|what)\w*\b.{{0,24}}\b{_READS} .{{0,24}}?{_THIS}\b.{{0,20}}\b{_MUST} (?:\w+ly )?"
    rf"(?:{_SAY}|click|add|include|link|visit|call)\b",
    rf"{_LEAD}(?:end|begin|start|finish|close) (?:every|each|all|any) {_REPLY}\b",
    rf"{_LEAD}(?:ignore|disregard|forget) (?:(?:all|any|every|the|other|this|that|each) )*"
    r"(?:documents?|sources?|passages?|contexts?|pages?|texts?|quotes?|citations?)\b"
    r"(?! (?:from|by|received|sent|older|that|which|in|on)\b)",
    rf"{_LEAD}{_ADVERBS}(?:say|reply|answer|respond)\s*:",
    r"\b(?:print|output|return|show) (?:the )?(?:outcome|decision|verdict|answer)\b",
    rf"{_LEAD}(?:do not|don't|never) (?:cite|quote|use|mention) (?:any )?other sources?\b",
    rf"{_LEAD}(?:reply|respond|answer) (?:to )?(?:every|each|any|all) {_ASKED} (?:with|by)\b",
    rf"\b{_MACHINE} (?:{_MUST}|are to|is to) (?:(?:always|now|only|instead|then|just|\w+ly) )?"
    rf"(?:{_SAY}|ignore|disregard|treat|cite|link)\b",
    rf"{_LEAD}(?:override|new (?:system )?instructions?|hidden (?:note|message|instructions?))\s*[:!]",
    r"\byour (?:\w+ )?(?:task|job|goal|role|mission) is now to\b",
    rf"\btell (?:who|any|every)\w+ (?:who |that )?asks?\b|\bif (?:anyone|anybody|someone) asks\b.{{0,20}}\b{_SAY}\b",
    rf"{_LEAD}(?:reveal|print|show|leak|dump|send) (?:(?:the|your|all|any) )*"
    r"(?:system prompt|api keys?|secret keys?|access tokens?)\b",
)
# Orders in the terms of whoever decides: what a case is to be filed as, not what anybody wants.
_SIDES = r"[\"'“‘]?(?:both|neither|either|undetermined|iso|soc|certificates?|certification|reports?|none)(?:\b|(?=_))(?!\s+or\b)"
_FILED = (
    rf"\b(?:outcome|decision|verdict|result|answer|wanted|facts?|class|route|framework)\s*(?:=+|:=|->)\s*{_SIDES}",
    rf"\b(?:outcome|verdict)\s*(?:\([^)\n]*\)\s*)?[:|]\s*{_SIDES}",
    # Of minutes a decision goes on: "Decision: SOC 2 report for the US clients".
    rf"\b(?:decision|classification)\s*(?:\([^)\n]*\)\s*)?(?:[:|]|\bis\b)\s*{_SIDES}(?:[ _-]?[\d/ ]+)?[\"'”’]?\s*"
    r"(?:[.;!]|$|,? ?(?:whatever|no matter|regardless)\b)",
    rf"\byou (?:answer|reply|respond|output|log|print|return)(?: with)? {_SIDES}",
    r"\bbitte\b.{0,60}\b(?:ausgeben|antworten|anzeigen|eintragen|vermerken)\b|\b(?:antworte|gib)\b.{0,30}\b(?:aus|mit)\b",
    r"\b(?:réponds|répondez|affiche[sz]?|indique[sz]?|inscri(?:s|vez))\b.{0,40}\b(?:les deux|aucun|iso|soc)\b",
    r"\b(?:log|record|mark|file|set|register|book|store|save|note)\s+(?:down\s+)?(?:(?:the|this|its|your|every|each|all|any)\s+)*"
    rf"(?:decisions?|outcomes?|verdicts?|facts?|results?)\b.{{0,20}}?(?:\b(?:as|to|is)\b|=)?\s*{_SIDES}",
    r"\b(?:every|each|any|all) (?:\w+ ){0,5}?(?:requests?|questions?|messages?|tickets?|cases?)\b.{0,30}?\b(?:counts?|treated|"
    r"handled|processed|filed|read) (?:as|like)\b",
    rf"\b(?:policy|rules?|instructions?|orders?|directives?) (?:for|to) (?:(?:the|any|all|every) )*{_MACHINE}\b",
    rf"{_LEAD}{_ADVERBS}(?:{_SAY}|go with|pick)(?: with)? {_SIDES}(?:[ _-]?[\d/ ]+)?[\"'”’]?\s*"
    r"(?:[.!;]|$|,? ?(?:whatever|no matter|regardless|in any case|every time|always|without exception)\b)",
)
# An order that holds all that is to be said: what follows it is not said in its name.
_COMPLETE = re.compile(
    rf"{_LEAD}(?:ignore|disregard|forget|override|bypass)\b.*?(?:\band|\bthen|,)\s+{_ADVERBS}(?:{_SAY}|go with|pick)"
    rf"(?: with)? {_SIDES}(?:[ _-]?(?:type )?[\d/ ]+)?[\"'”’]?\s*[.!;]*$",
    re.I,
)
_TAKES_OVER = tuple(re.compile(pattern, re.I) for pattern in (*_CALLED, *_ORDERED, *_PLANTED))
_STYLES = tuple(re.compile(pattern, re.I) for pattern in (*_STYLED, *_FILED))
_NEXT = re.compile(r"(?<=[.!?:])\s+(?=[\"“'‘A-Z\[<(-])")


@lru_cache(maxsize=20_000)
def speaks_to_machine(sentence: str) -> bool:
    """Whether `sentence` gives orders to a program that reads it, rather than telling people something."""
    return _takes_over(sentence) or any(pattern.search(sentence) for pattern in (*_STYLES, _COMPLETE))


def is_taken_over(line: str) -> bool:
    """Whether the last sentence of `line` does so, or is said in the name of one before it that does."""
    sentences = _NEXT.split(line)
    return speaks_to_machine(sentences[-1]) or any(map(_takes_over, (line, *sentences)))


def ordered(text: str) -> list[tuple[int, int]]:
    """The spans of `text`, in code points, in which it gives orders to a program: each sentence, with the rest of its line
    where that is said in its name."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        starts = [0, *(m.end() for m in _NEXT.finditer(line))]
        for start, end, one in zip(starts, [*starts[1:], len(line)], _NEXT.split(line), strict=True):
            if _takes_over(one):
                spans.append((at + start, at + len(line)))
                break
            if speaks_to_machine(one):
                spans.append((at + start, at + end))
        at += len(line)
    return spans


@lru_cache(maxsize=20_000)
def _takes_over(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in _TAKES_OVER) and not _COMPLETE.search(sentence)


def without_orders(text: str) -> str:
    """`text` but for its orders to a program; the whole of it where nothing else is asked."""
    kept = text
    for start, end in reversed(ordered(text)):
        kept = f"{kept[:start]}\n{kept[end:]}"
    return kept.strip() if re.search(r"\w", kept) else text
