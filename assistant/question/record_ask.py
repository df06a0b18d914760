"""What a question asks of our records: which fields of which kinds of record, about what, and of when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.question.intent import Intent, asks_norm, intent_of
from assistant.question.language import content_words
from assistant.question.periods import Period, period_in
from assistant.question.record_fields import FIELDS, GENERIC, KINDS, PRACTISED, WHOLE, Aspect

_ID = re.compile(r"\b(INT|DEC|EV|REQ|TASK|EXC|FND|REV)-[1-9]\d{0,11}\b", re.I)
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[a-z]{2,}", re.I)
_CODE = re.compile(
    r"(?<![\w.-])(?=[\w.-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z]{1,6}[.-]?\d+(?:[.-]\d+)*(?:\(\w\))?(?![\w-]|\.\d)"
)
_NAME = re.compile(r"(?<![\w@])[A-Z][\w&'’-]*[a-z][\w&-]*(?:\s+[A-Z][\w&-]*[a-z][\w&-]*)*")
_PLAIN = re.compile(
    r"^(?:I|We|Our|The|What|Who|Whose|When|Which|Where|Why|How|Is|Are|Was|Were|Do|Does|Did|Has|Have|Had|And|So|For|In|"
    r"Until|Please|Tell|Show|List|Can|Could|Any|Type|Stage|Annex|Clause|Hi|Hello|Hey|Could|Give|Also|Not|It|Its|On)\b\s*"
)
_COMMON = re.compile(r"[A-Z](?:[a-z]*|\w*(?:-[a-z]+)+)(?:['’]s)?")
_BARE = frozenset(("iso", "soc"))
FEW = 3  # words that a question whether something is so must share with a record, where it does not say "we"
_WHETHER = re.compile(r"\W*(?:is|are|was|were|does|do|did|has|have)\b", re.I)
_HELD = re.compile(r"\bdo we (?:have|hold|keep|own)\b|\b(?:did|have|had) we\b", re.I)


@dataclass(frozen=True, slots=True)
class RecordAsk:
    """`headings` of sections that answer, in records whose ids begin with `prefixes` (empty: any).

    `ids` are of records that are named; `names` (names, codes, emails) must all stand in a record that answers, `words` too
    as far as `match` allows. `sure`: it asks about us, so nothing but a record or a practice document answers.
    `practised`: it asks whether something is done.
    """

    headings: tuple[str, ...]
    prefixes: tuple[str, ...]
    ids: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    frameworks: frozenset[str]
    period: Period | None
    sure: bool
    practised: bool = False


def record_ask(text: str, frameworks: re.Pattern[str]) -> RecordAsk | None:
    """What `text` asks of our records, or None. `frameworks` matches the names of the compared frameworks."""
    ids = tuple(dict.fromkeys(m.group().upper() for m in _ID.finditer(text)))
    fields = [one for one in FIELDS if one.asked.search(text)]
    kinds = [one for one in KINDS if one.asked.search(text)]
    practice = intent_of(text) is Intent.PRACTICE
    if not (ids or fields or kinds or practice or _WHETHER.match(text)) or (
        asks_norm(text) and not (ids and (fields or kinds))
    ):
        return None
    rest, names, period = subject(text, frameworks)
    chosen = _chosen(fields, kinds) or ([WHOLE] if ids else [PRACTISED])
    words = words_of(rest, [*fields, *kinds])
    told = frozenset(framework_key(m.group()) for m in frameworks.finditer(text))
    bare = _BARE & set(words) if told else set[str]()  # "ISO or SOC 2?"
    words = tuple(word for word in words if word not in bare)
    if not (ids or names or words or (period and kinds)) or (
        not (ids or fields or kinds or practice) and len(words) < FEW
    ):
        return None
    return RecordAsk(
        headings=_once(heading for one in chosen for heading in one.headings),
        prefixes=() if ids else _prefixes(kinds or chosen),
        ids=ids,
        names=names,
        words=words,
        frameworks=told | bare,
        period=period,
        sure=bool(ids) or practice or bool(kinds and _HELD.search(text)),
        practised=chosen == [PRACTISED],
    )


def framework_key(name: str) -> str:
    """What tells the name of one framework from another's, whatever way it is written."""
    return re.split(r"[^a-z]", name.lower().strip(), maxsplit=1)[0]


def subject(text: str, frameworks: re.Pattern[str]) -> tuple[str, tuple[str, ...], Period | None]:
    """What is left of `text` without names, the names, and the period that it speaks of."""
    rest = frameworks.sub(" ", _ID.sub(" ", text))
    period, rest = period_in(rest)
    names: list[str] = []
    for pattern in (_EMAIL, _CODE, _NAME):
        found = [_name(m) for m in pattern.finditer(rest)]
        names += [re.sub(r"['’]s$", "", one) for one in found if one and one[0].isalnum()]
        rest = pattern.sub(lambda m: " " if _name(m) else m.group(), rest)
    return rest, tuple(dict.fromkeys(one for one in names if one)), period


def _name(found: re.Match[str]) -> str:
    """The name that was found; "" where a capital only begins a sentence ("Follow-up"), so that the word counts as any other."""
    begins = re.search(r"(?:^|[.?!:])\W*$", found.string[: found.start()])
    return "" if begins and _COMMON.fullmatch(found.group()) else _PLAIN.sub("", found.group())


def words_of(rest: str, aspects: Iterable[Aspect]) -> tuple[str, ...]:
    for one in aspects:
        rest = one.words.sub(" ", rest)
    return tuple(word for word in content_words(rest) if word not in GENERIC)


def _chosen(fields: list[Aspect], kinds: list[Aspect]) -> list[Aspect]:
    """Where records of a kind are asked for by their state, what they are about is told too."""
    listing = bool(fields) and all("Status" in one.headings for one in fields)
    return [*kinds, *fields] if listing else fields or kinds


def _prefixes(aspects: Iterable[Aspect]) -> tuple[str, ...]:
    """A decision's reviews say what holds of it now."""
    own = [prefix for one in aspects for prefix in one.prefixes]
    return _once([*own, "REV"] if "DEC" in own else own)


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
