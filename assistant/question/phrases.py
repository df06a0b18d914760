"""Patterns of English by which a sentence tells who, when, how long, how often, where, why or how much."""

import re

from assistant.question.kinds import NUMBER, UNIT


def any_of(*patterns: str) -> str:
    """A pattern that matches what any of `patterns` does."""
    return "|".join(patterns)


def words(listed: str) -> str:
    """A pattern for the words of a list; "_" stands for a space."""
    return rf"\b(?:{'|'.join(listed.split()).replace('_', ' ')})\b"


MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
PERIOD = r"(?:seconds|minutes?|hours?|days?|weeks?|weekends?|months?|quarters?|years?|decades?)"
_WHOLE = r"(?:(?:business|working|calendar|full|same|next|whole)\s+)*"
SPAN = rf"\b(?:{NUMBER}|an?|the (?:same|next)|few|several)[\s-]+{_WHOLE}{PERIOD}\b"
RATE = any_of(
    rf"\b(?:times|once|twice|{NUMBER}) (?:in |per )?an? {PERIOD}\b",
    rf"\bper {PERIOD}\b",
    rf"\b(?:every|each) (?:\w+ )?{PERIOD}\b",
)
TIME = r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?(?:am|pm|o'clock)\b|\b(?:noon|midnight|dawn|dusk|sunrise|sunset|nightfall)\b"
DATE = rf"\b{MONTH}\b|\b{DAY}\b|\b(?:19|20)\d\d\b|\bQ[1-4]\b"
_TURN = rf"(?:{PERIOD}|{DAY}|{MONTH}|time|build|release|night|morning|evening|shift|spring|summer|autumn|winter|merge|commit)s?"
OFTEN = any_of(
    words(
        "annual annually yearly monthly weekly daily hourly nightly quarterly once twice thrice interval always never"
    ),
    words(
        "continuous continuously regularly constantly permanently all_the_time round_the_clock at_any at_each at_every"
    ),
    rf"\b(?:every|each) (?:[\w-]+ ){{0,2}}?{_TURN}\b",
    rf"\b{NUMBER} times\b|\b(?:on|in) {DAY}\b|\bper {PERIOD}\b|\b{NUMBER} (?:{PERIOD} )?an? {PERIOD}\b",
)
LONG = any_of(
    SPAN,
    words("immediately at_once instantly overnight forever indefinitely permanently never straight_away without_delay"),
    words("same_day until till before by as_long_as as_soon_as"),
    r"\bfrom\b.*\bto\b",
    rf"(?<![a-z]){UNIT}\b[^:;|\n\d]{{0,20}}:\s*\d",
)
WHEN = any_of(
    TIME,
    DATE,
    SPAN,
    words(
        "before after within once when whenever if while during every each until upon as_soon_as as_long_as immediately"
    ),
    words("daily weekly monthly quarterly annually yearly overnight nightly never christmas easter summer winter"),
)
WHY = any_of(
    words(
        "because since due_to so_that after as_a_result owing_to in_order_to reason reasons therefore thanks_to otherwise"
    ),
    words("cause caused causes led_to following for_lack_of for_want_of"),
    r"\bto (?:avoid|prevent|keep|protect|make|save|reduce|be able)\b",
    r"\bas (?:it|they|he|she|we|the|this|that|there|no|our)\b",
)
WHERE = any_of(
    words("in at on to from with into under behind via through inside outside near next by between over above below"),
    words("across beside home abroad upstairs downstairs online nowhere everywhere anywhere"),
)
_UNIT_OF_MONEY = r"(?:dollars?|euros?|pounds?|francs?|cents?|usd|eur|gbp|chf)"
MONEY = any_of(
    r"(?:[$€£¥]|\b(?:EUR|USD|GBP|CHF) ?)\d",
    rf"\b{NUMBER}(?: (?:million|thousand|billion))?\s*(?:[$€£¥]|(?:{_UNIT_OF_MONEY}|percent)\b)",
    r"\bfree of charge\b|\bfor free\b|\bwithout charge\b|\bno (?:fee|charge|cost)s?\b",
    r"\b(?:costs?|pays?|charges?) (?:us )?(?:no|nothing)\b",
)
LENGTH = any_of(
    rf"\b{NUMBER}[\s-]+(?:\w+ )?(?:characters?|digits?|letters?|bits?|bytes?|symbols?|words?|pages?|met(?:er|re)s?|lines?)\b",
    SPAN,
)
_ROLES = """
team desk manager management officer lead leader board committee council director head chief staff department owner auditor
engineer firm company agency provider supplier vendor contractor guard reviewer approver administrator admin developer tester
architect analyst accountant lawyer counsel secretary assistant reception receptionist trainer deputy founder partner
consultant everyone everybody nobody anyone whoever hotline line
"""
_OF_ROLE = r"(?:mander|dinator|visor|sor|keeper|holder|writer|master|ician|ologist|ist)"
_MANY = "(?:colleague|employee|person|people|staff|customer|client|user|visitor|newcomer|leaver|holder)s?"
WHO = any_of(
    rf"\b(?:{'|'.join(_ROLES.split())}|\w{{3,}}{_OF_ROLE})s?\b",
    rf"\b(?:all|every|each|only|no|any|{NUMBER})\W(?:[\w-]+ )?{_MANY}\b",
    r"\b(?:HR|IT|CISO|CTO|CEO|CFO|COO|DPO|SOC)\b",
)
ENUMERATED = r"(?:, [\w -]+)+,? and "
VERSION = r"\b\d+(?:\.\d+)+\b|\b(?-i:[A-Z])\w+ \d+\b|\bversion \d"
ANY_NUMBER = rf"\b{NUMBER}\b|\b(?:no|none|all|every|each|nobody|everyone|everybody|fully)\b"
_NUMBERED = "findings? type tier severity level stage phase version clause article room extension floor class port"
NO_COUNT = any_of(
    rf"\b{NUMBER} {MONTH}\b|\b{MONTH} \d+\b|\b(?:19|20)\d\d\b(?![ -]\w+s\b)|{TIME}",
    rf"\b(?:{'|'.join(_NUMBERED.split())}) {NUMBER}\b",
    r"\b\d+\.\d+\.\d+|\b[A-Z]+-?\d+\b",
)
"""Numbers that count nothing: dates, times, and names of things."""
MEASURE = rf"(?:{PERIOD}|{_UNIT_OF_MONEY}|degrees|kilomet\w+|met(?:er|re)s?)"
_SCALED = r"(?:kilo|mega|giga|tera|peta|milli|centi|deci)?(?:bits?|bytes?|gram(?:me)?s?|met(?:er|re)s?|lit(?:er|re)s?|watts?|hertz)"
_UNIT = (
    rf"(?:{PERIOD}|{_UNIT_OF_MONEY}|{_SCALED}|seconds?|centur(?:y|ies)|fortnights?|inch(?:es)?|feet|foot|yards?|miles?|ounces?|"
    r"pounds?|tonnes?|tons?|gallons?|pints?|dozens?|degrees?|cents?|pennies|pence)"
)
CONVERSION = re.compile(
    rf"\W*how many {_UNIT} (?:(?:are|is) (?:there )?in|(?:does|do) it take to (?:make|fill)|fit into|make(?: up)?|go into) "
    rf"(?:an?|one|1) {_UNIT}\W*$",
    re.I,
)
"""How many units of measure make another: arithmetic, which no source of ours need tell."""
