"""What a question asks to be counted or listed: which kinds of records, in which state, of whom, of which days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.question.intent import asks_norm
from assistant.question.record_ask import framework_key, subject, words_of
from assistant.question.record_fields import KINDS, Aspect, aspect
from assistant.question.windows import SOON, Window, window_in
from knowledge.records.vocabulary import RecordKind, RequestState, Status, WorkState

K = RecordKind


@dataclass(frozen=True, slots=True)
class State:
    """How a question says a state, of which kinds it can be, which statuses it is, and how it is told of one and of several."""

    asked: re.Pattern[str]
    statuses: dict[RecordKind, frozenset[str]]
    said: tuple[str, str]
    accepted: bool = False
    unowned: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Records of `kinds` in `state` that want attention for one of `what` (empty: no matter) on days of `window`, owned by
    one of `owners` (empty: by whomever), for one of `frameworks` (empty: for any) and about all of `about`. `most`: those of
    whoever has the most of them."""

    kinds: tuple[RecordKind, ...]
    state: State | None
    whats: tuple[str, ...]
    verb: tuple[str, str]
    window: Window | None
    owners: tuple[str, ...]
    frameworks: frozenset[str]
    about: tuple[str, ...]
    most: bool

    @property
    def narrowed(self) -> bool:
        """Whether it asks for some of a kind only, by state, days or owner."""
        return bool(self.state or self.whats or self.owners or self.most)


_WORKED = (K.TASK, K.EXCEPTION, K.FINDING)
_OPEN_INTAKES = frozenset(one.value for one in Status if one is not Status.CLOSED)
_NO_OWNER = (
    r"\b(?:(?:has|have|having|with|is|are|there is)\s+)?(?:no|without|lack\w*|missing)\s+(?:an?\s+|any\s+)?owners?\b|\bwithout\s+"
    r"(?:an?\s+)?owners?\b|\b(?:unowned|unassigned|ownerless)\b|\bnot\s+(?:yet\s+)?(?:been\s+)?(?:owned|assigned)\b"
    r"|\b(?:nobody|no ?one)\s+owns?\b"
)


def _worked(state: WorkState) -> dict[RecordKind, frozenset[str]]:
    return dict.fromkeys(_WORKED, frozenset({state.value}))


def _state(asked: str, statuses: dict[RecordKind, frozenset[str]], one: str, several: str, **rest: bool) -> State:
    return State(re.compile(asked, re.I), statuses, (one, several), **rest)


def _being(said: str, asked: str, statuses: dict[RecordKind, frozenset[str]]) -> State:
    return _state(asked, statuses, f"is {said}", f"are {said}")


def _of_intakes(asked: str, said: str, status: Status) -> State:
    return _being(said, asked, {K.INTAKE: frozenset({status.value})})


STATES = (
    _state(_NO_OWNER, {K.INTAKE: _OPEN_INTAKES}, "has no owner", "have no owner", unowned=True),
    _being(
        "open",
        r"\b(?:still |yet )?(?:open|outstanding|unresolved|pending|unfinished|not (?:yet )?(?:closed|done|finished))\b",
        {K.INTAKE: _OPEN_INTAKES, K.REQUEST: frozenset({RequestState.OPEN.value}), **_worked(WorkState.OPEN)},
    ),
    _being(
        "closed",
        r"\b(?:closed|done|finished|resolved|completed?)\b",
        {K.INTAKE: frozenset({Status.CLOSED.value}), **_worked(WorkState.DONE)},
    ),
    _state(
        r"\baccept(?:ed)?\b(?=.*\brisks?\b)|\brisks?\b.*\baccept(?:ed)?\b|\baccepted\b",
        {K.EXCEPTION: frozenset({WorkState.OPEN.value})},
        "is an accepted risk",
        "are accepted risks",
        accepted=True,
    ),
    _of_intakes(r"\bescalated\b", "escalated", Status.ESCALATED),
    _of_intakes(r"\bin review\b", "in review", Status.IN_REVIEW),
    _of_intakes(r"\bwait\w* (?:for|on) evidence\b", "waiting for evidence", Status.EVIDENCE_REQUESTED),
    _of_intakes(r"\b(?:classified)\b", "classified and not owned", Status.CLASSIFIED),
)
_INTAKES = aspect(
    r"\bintakes?\b|(?<!evidence )\brequests?\b(?! for evidence)", r"intakes?|requests?|records?", "Status", "INT"
)
_EXPIRED = re.compile(r"\b(?:(?:has|have|had)\s+)?(?:expired|lapsed|run out)\b", re.I)
_OVERDUE = re.compile(
    r"\boverdue\b|\bpast (?:(?:its|their|the) )?due(?: dates?)?\b|\b(?:is|are|running) late\b"
    r"|\bmissed (?:its|their|the) (?:deadlines?|due dates?)\b",
    re.I,
)
_EXPIRES = re.compile(r"\bexpir(?:es?|ing|y|ies)\b|\bruns? out\b|\brunning out\b|\blaps(?:es?|ing)\b", re.I)
_DUE = re.compile(
    r"\b(?:(?:fall|falls|come|comes|coming|falling)\s+)?due\b|\bupcoming\b|\b(?:come|comes|coming) up\b", re.I
)
_REVIEW = re.compile(r"\b(?:for )?(?:an? )?reviews?\b|\bto be reviewed\b", re.I)
_COUNTS = re.compile(r"\bhow many\b|\b(?:number|count|total) of\b|^\W*count\b", re.I)
_MOST = re.compile(r"^\W*(?:who|whose)\b.{0,30}\bthe most\b", re.I)
_LISTS = re.compile(
    r"^\W*(?:(?:please|can you|could you|show me|tell me|give me|so|and|ok)\W+)*(?:which|what|what's|list|show|name|are there|"
    r"is there|do we have|have we|who has|open|overdue)\b",
    re.I,
)
_BIDS = re.compile(r"^\W*(?:please\s+)?(?:list|show)\b", re.I)
_OURS = re.compile(r"\bdo we have\b|\bwe have\b|\bhave we\b|\bare there\b|\bon record\b|^\W*(?:list|show)\b", re.I)
_ASIDE = re.compile(
    r"\b(?:own(?:s|ed)?|ma[dk]e|made|took|taken|belong(?:s|ing)? to|assigned to|all|list(?:ing)?|name|give|count(?:ed)?|"
    r"number|total|register|work|items?|pieces?|in|the|most|filed|registered|recorded|assigned)\b",
    re.I,
)
_MINE = re.compile(r"\b(?:my|mine)\b|\b(?:do|am|have) I\b", re.I)
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[a-z]{2,}", re.I)
_ENDS = ("expiry", "acceptance")
_ANY = ("",)
_HAS_EXPIRED, _IS_OVERDUE = ("has expired", "have expired"), ("is overdue", "are overdue")
_EXPIRE, _FALL_DUE = ("expires", "expire"), ("is due", "are due")
AHEAD = (_EXPIRE, _FALL_DUE)
"""Of what is said with the days that are asked about."""


def tally(text: str, frameworks: re.Pattern[str], today: date, user: str | None) -> Tally | None:
    """What `text` asks to be counted or listed, or None: every word of it must be of that, or a name."""
    mine, most = _MINE.search(text) is not None, _MOST.search(text) is not None
    counts = most or _COUNTS.search(text) is not None
    if not (counts or _LISTS.search(text)) or asks_norm(text) or (mine and not user):
        return None
    whats, verb, window, rest = _days(_COUNTS.sub(" ", _MINE.sub(" ", text)), today)
    state = next((one for one in STATES if one.asked.search(rest)), None)
    rest = state.asked.sub(" ", rest) if state else rest
    aspects = [one for one in (*KINDS, _INTAKES) if one.asked.search(text)]
    strange, names, words = _left(rest, frameworks, aspects)
    people = [name.lower() for name in names if _EMAIL.fullmatch(name)]
    owners = (*people, *([user.lower()] if mine and user else []))
    about = tuple(name for name in names if not _EMAIL.fullmatch(name))
    told = frozenset(framework_key(m.group()) for m in frameworks.finditer(text))
    made = Tally(_kinds(aspects), state, whats, verb, window, owners, told, about, most)
    return made if not (strange or words) and _makes_sense(made, text, counts) else None


def _makes_sense(one: Tally, text: str, counts: bool) -> bool:
    if not (one.kinds or one.whats) or (one.state and not one.kinds):
        return False
    if one.state and not all(kind in one.state.statuses for kind in one.kinds):
        return False
    if one.about and not (counts or _BIDS.search(text)):
        return False
    return one.narrowed or (not one.frameworks and (counts or bool(one.about or _OURS.search(text))))


def _days(text: str, today: date) -> tuple[tuple[str, ...], tuple[str, str], Window | None, str]:
    """For what records want attention, how that is said of one and of several, on which days, and `text` without it."""
    window, rest = window_in(text, today)
    before, ahead = Window(None, today - timedelta(days=1)), Window(None, today + timedelta(days=SOON))
    for pattern, whats, verb, days in (
        (_EXPIRED, _ENDS, _HAS_EXPIRED, before),
        (_OVERDUE, _ANY, _IS_OVERDUE, before),
        (_EXPIRES, _ENDS, _EXPIRE, window or Window(today, None)),
        (_DUE, _ANY, _FALL_DUE, window or ahead),
    ):
        of = rest if verb in AHEAD else text
        if pattern.search(of):
            bare = pattern.sub(" ", of)
            review = whats is _ANY and _REVIEW.search(bare)
            return ("review",) if review else whats, verb, days, _REVIEW.sub(" ", bare) if review else bare
    return (), ("", ""), None, text


def _kinds(aspects: list[Aspect]) -> tuple[RecordKind, ...]:
    prefixes = {prefix for one in aspects for prefix in one.prefixes}
    if "REQ" in prefixes:  # "evidence requests" are neither evidence nor intakes
        prefixes -= {"EV", "INT"}
    return tuple(kind for kind in RecordKind if kind.prefix in prefixes)


def _left(
    rest: str, frameworks: re.Pattern[str], aspects: list[Aspect]
) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    """Whether a record is named, the names, and the words that are of nothing known here."""
    bare, names, period = subject(rest, frameworks)
    named = re.search(r"\b(?:INT|DEC|EV|REQ|TASK|EXC|FND|REV)-\d+\b", rest, re.I) is not None
    return named or period is not None, names, words_of(_ASIDE.sub(" ", bare), aspects)
