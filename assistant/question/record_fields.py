"""The fields and kinds of records that questions ask for, and the sections of a record's text that tell of them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aspect:
    """`asked` recognises that a question asks for this, `words` are those of the question that only say so."""

    asked: re.Pattern[str]
    words: re.Pattern[str]
    headings: tuple[str, ...]
    prefixes: tuple[str, ...] = ()


def aspect(asked: str, words: str, headings: str, prefixes: str = "") -> Aspect:
    return Aspect(
        re.compile(asked, re.I),
        re.compile(rf"\b(?:{words})\b", re.I),
        tuple(headings.split(", ")),
        tuple(prefixes.split()),
    )


FIELDS = (
    aspect(
        r"\bwho(?:'s|se)?\b.{0,80}\b(?:own(?:s|ed|ers?)?|responsible|accountable|in charge|looks? after|takes? care|assigned)\b"
        r"|\bowners?\b|^\W*whose\b",
        r"own(?:s|ed|ers?)?|responsible|accountable|in charge|looks? after|takes? care|assigned|whose|job|duty",
        "Owner, Next owner",
    ),
    aspect(r"\bwho\b.{0,80}\breview(?:s|ed|er|ing)?\b|\breviewers?\b", r"review(?:s|ed|ers?|ing)?", "Reviewer"),
    aspect(
        r"\bwho\b.{0,60}\b(?:approv\w+|sign(?:s|ed)?(?:\s+\w+)? off)\b|\bapprovers?\b|\bwas\b.*\bapproved\b|\bapproval\b",
        r"approv\w+|sign(?:s|ed)?|off",
        "Approval, Approver",
    ),
    aspect(
        r"\bwho\b.{0,20}\b(?:asked|requested|raised|filed|opened)\b|\brequesters?\b",
        r"asked|requested|raised|filed|opened|requesters?",
        "Requester",
    ),
    aspect(
        r"\bnext review\b|\breview date\b|\breviewed? (?:next|again|due)\b|\b(?:when|by when)\b.{0,80}\breview\w*\b",
        r"next|reviews?|reviewed|date|again|due|planned|scheduled|coming|happens?",
        "Next review",
    ),
    aspect(
        r"\b(?:result|outcome) of\b.{0,30}\breview\b|\bwhat did (?:the|our) (?:\w+ )?review\b|\breviews? (?:come|came) to\b",
        r"result|outcome|reviews?|last|come|came|say|find|conclude",
        "Result",
        "REV",
    ),
    aspect(
        r"\bexpir\w+\b|\buntil when\b|\bvalid (?:until|till|to)\b|\b(?:run|runs) out\b|\bhow long\b.{0,60}\bvalid\b",
        r"expir\w+|until|valid|till|run|runs|out|long|good",
        "Expiry, Exception, Claim",
        "EV EXC",
    ),
    aspect(
        r"\bdue\b|\bdeadlines?\b|\bby when\b|"
        r"\bwhen (?:must|should|does|do)\b.{0,80}\b(?:closed|finished|done|ready|delivered|answered)\b",
        r"due|deadlines?|finished|done|date|closed|ready|delivered|answered",
        "Due",
    ),
    aspect(
        r"\bstatus\b|\bwhere (?:does|do|is|are)\b.{0,80}\bstand\b|\bstill open\b|\b(?:is|are|was|were)\b.{0,80}\b(?:open|closed)\b",
        r"status|stands?|still|open|closed",
        "Status, State, Task, Finding, Exception",
    ),
    aspect(r"\bescalat\w+", r"escalat\w+", "Escalation"),
    aspect(
        r"\bwhat would (?:change|flip)\b|\bflips?\b",
        r"change|flip|flips|mind|outcome|decision",
        "What would change it",
        "DEC",
    ),
    aspect(
        r"\bwhy (?:did|do|have) we\b|\bwhy was\b|\bon what (?:basis|grounds)\b|\bwhat\b.{0,40}\bbased on\b",
        r"basis|grounds|based|decid\w+|decision|choose|chose|chosen",
        "Facts, Obligation, Rule",
        "DEC",
    ),
    aspect(r"\b(?:what|which)\b.{0,30}\bscope\b|\bin scope\b", r"scope", "Scope", "DEC"),
    aspect(r"\bassum\w+", r"assum\w+|make|made", "Assumptions", "DEC"),
    aspect(r"\bnext (?:actions?|steps?)\b|\bhappens next\b", r"next|actions?|steps?|happens", "Next action", "DEC"),
    aspect(r"\brating\b|\brated\b|\bhow (?:big|high)\b.{0,20}\brisk\b", r"rating|rated|big|high|risk", "Rating", "EXC"),
    aspect(r"\breus\w+", r"reus\w+|other|another|requirements?", "Reuse", "EV"),
    aspect(
        r"\bwhat (?:did|has|have)\b.{0,60}\b(?:ask|asked|request|requested|want|wanted)\b(?! of)",
        r"ask|asked|request|requested|want|wanted",
        "Request",
        "INT",
    ),
    aspect(r"\baffect(?:s|ed)?\b", r"affect(?:s|ed)?|systems?|services?", "Affected"),
    aspect(r"\bwhat route\b|\bwhich route\b|\broute of\b", r"route", "Route", "INT"),
)
_DECIDED = r"decid\w+|decisions?|conclu\w+|agreed?|cho(?:se|ose|sen)|settled?|pick(?:ed)?|promised?|outcome|verdict|went|go|with"
KINDS = (
    aspect(
        r"\bdecid\w+|\bdecisions?\b|\bconcluded?\b|\b(?:outcome|verdict)\b"
        r"|\bwe (?:agreed?|cho(?:o)?se|pick(?:ed)?|promised?|settled?|go with|went with)\b",
        _DECIDED,
        "Decision",
        "DEC",
    ),
    aspect(
        r"\bevidence\b(?! requests?)|\bproof\b|\bwhat (?:shows|proves)\b",
        r"evidence|proof|shows?|proves?|collected|hold|kept|keep|cover\w*|available",
        "Claim",
        "EV",
    ),
    aspect(
        r"\bexceptions?\b|\b(?:risk )?acceptances?\b|\baccept(?:ed|ing)?\b.{0,40}\brisks?\b|\brisks?\b.{0,40}\baccept(?:ed)?\b",
        r"exceptions?|risks?|acceptances?|accept\w*|deviations?",
        "Exception",
        "EXC",
    ),
    aspect(r"\bfindings?\b|\bnon-?conformit\w+\b", r"findings?|non-?conformit\w+|open|found", "Finding", "FND"),
    aspect(r"\btasks?\b|\bto-?dos?\b", r"tasks?|to-?dos?|open", "Task, Due", "TASK"),
    aspect(r"\bevidence requests?\b", r"evidence|requests?|open|outstanding", "Evidence request, State", "REQ"),
)
PRACTISED = aspect(r"(?!)", r"(?!)", "Claim, Decision, Scope, Exception, Finding, Task, Due", "EV DEC EXC FND TASK")
"""What shows whether something is done: never what somebody asked for."""
WHOLE = aspect(
    r"(?!)",
    r"(?!)",
    "Record, Request, Decision, Claim, Evidence request, Task, Exception, Finding, Result, Status, Owner, Due, Next review",
)
_GENERIC = """
record records intake intakes request requests customer customers client clients case matter question topic item
currently current now yet already still time times year month day date last latest recent recently first new people
person company everything anything doing run running perform performing performed conduct conducting carry
carrying carried keep keeping hold holding operate operating operated use using make making take taking place happen
apply applying follow following going get getting place regarding concerning related have had done does been next
until when tell remind ever anything show list know see find look name named called kind sort way part team ours
"""
GENERIC = frozenset(_GENERIC.split())
