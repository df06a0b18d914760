"""Words that two spellings have, and words after which a number is a designation."""

import re

# Closed lists: "auditour" and "otherwize" are no spellings, and "apprise" is another word than "apprize".
_ISED = (
    "anonym author capital categor central character computer critic custom decentral digit emphas familiar final formal general "
    "harmon initial item jeopard legal local material maxim minim mobil modern monet neutral normal optim organ penal personal "
    "priorit pseudonym public random rational real recogn reorgan sanit scrutin special stabil standard summar synchron token util "
    "virtual visual"
)
_OURS = "arm behavi cand clam col endeav fav flav harb hon hum lab neighb od rig rum sav splend vap vig"
SPELT = (
    (re.compile(rf"^((?:un|re)?(?:{_ISED.replace(' ', '|')}))is(ation|ations|e|es|ed|ing)$"), r"\1iz\2"),
    (re.compile(rf"^((?:dis)?(?:{_OURS.replace(' ', '|')}))our(s|ed|ing|al)?$"), r"\1or\2"),
)
# What stands after these is a designation, no count: "type 2 reports".
NUMBERING = frozenset(
    [
        "annex",
        "annexes",
        "appendix",
        "article",
        "articles",
        "category",
        "chapter",
        "class",
        "clause",
        "clauses",
        "control",
        "controls",
        "criteria",
        "criterion",
        "day",
        "figure",
        "footnote",
        "footnotes",
        "grade",
        "item",
        "items",
        "level",
        "levels",
        "line",
        "no",
        "number",
        "option",
        "page",
        "paragraph",
        "paragraphs",
        "part",
        "parts",
        "phase",
        "phases",
        "point",
        "points",
        "quarter",
        "release",
        "rule",
        "schedule",
        "section",
        "sections",
        "series",
        "stage",
        "stages",
        "step",
        "steps",
        "table",
        "tier",
        "tiers",
        "type",
        "types",
        "version",
        "versions",
        "week",
        "year",
    ]
)
