"""The cases of a run that are not right: what was expected, what came, and each quote where it stands in its source."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.contract import Reply
from evals.cases import Case
from evals.quoted import Quoted, quoted
from evals.runs import Result, Texts
from evals.scorers.right import asked_for, faults

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """A case that is not right: why, what was expected and what came, as (name, value), and its quotes in their sources."""

    case: Case
    reply: Reply | None
    why: tuple[str, ...]
    expected: Fields
    came: Fields
    quotes: tuple[Quoted, ...]


def failed(results: tuple[Result, ...], texts: Texts) -> Iterator[Failed]:
    """Every case that has faults, or an error in place of a reply."""
    for one in results:
        why = (f"error: {one.error or 'unknown'}",) if one.reply is None else faults(one.case, one.reply)
        if why:
            quotes = tuple(quoted(one.case, c, texts) for c in one.reply.citations) if one.reply else ()
            yield Failed(one.case, one.reply, why, _expected(one.case), _came(one.reply), quotes)


def _expected(case: Case) -> Fields:
    wanted = case.expected
    groups = (("cites", case.must_cite), ("says", case.key_points))
    return _held(
        ("status", " or ".join((wanted.status, *wanted.accept))),
        ("outcome", wanted.outcome or ""),
        ("abstains for", wanted.abstention or ""),
        ("asks for", wanted.missing or ""),
        ("facts", ", ".join(f"{fact.name} = {fact.value}" for fact in wanted.facts)),
        *((name, " or ".join(group)) for name, found in groups for group in found),
        ("must not cite", ", ".join(case.must_not_cite)),
        ("must not say", ", ".join(case.must_not_say)),
    )


def _came(reply: Reply | None) -> Fields:
    if reply is None:
        return ()
    decision, abstention = reply.decision, reply.abstention
    return _held(
        ("status", reply.status),
        ("outcome", decision.outcome if decision else ""),
        ("abstains for", abstention.kind if abstention else ""),
        ("asks for", ", ".join(asked_for(reply))),
        ("facts", ", ".join(f"{fact.name} = {fact.value}" for fact in decision.facts) if decision else ""),
        ("headline", reply.headline),
        *(("reason", _numbered(clause.reason, clause.citations)) for clause in (decision.clauses if decision else ())),
        *(("says", _numbered(one.text, one.citations)) for one in reply.statements),
        ("says", f"{abstention.detail} {abstention.next_step}" if abstention else ""),
    )


def _numbered(text: str, citations: tuple[int, ...]) -> str:
    return f"{text} {''.join(f'[{n}]' for n in citations)}".rstrip()


def _held(*fields: tuple[str, str]) -> Fields:
    return tuple((name, str(value)) for name, value in fields if value)
