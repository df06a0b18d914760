"""Read a decision rule from YAML and refuse it, with file, place and remedy, where it is not whole."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from knowledge.rules.requests import read_requests
from knowledge.rules.rule import (
    Basis,
    Clause,
    Condition,
    FactSpec,
    Outcome,
    OutcomeSpec,
    Reads,
    Rule,
    Speech,
    Value,
)
from knowledge.rules.words import Pattern, pattern_of
from knowledge.sources.types import Span

FindQuote = Callable[[str, str], Span | None]
_CONDITION = {"all": "all_of", "any": "any_of", "none": "none_of"}


class RuleError(Exception):
    """A rule file that can't be used: file, place in it, what to do."""

    def __init__(self, path: Path, place: str, remedy: str) -> None:
        super().__init__(f"{path}: {place}: {remedy}")


def load_rule(path: Path, find_quote: FindQuote) -> Rule:
    """The rule of a file, its language file read from beside it.

    `find_quote(source_id, quote)` gives the place of a quote in a library page, or None. Raises RuleError.
    """
    raw = _yaml(path)
    try:
        rule = _rule(path, raw)
        if "requests" in raw:
            rule = replace(rule, requests=read_requests(path.parent / raw["requests"], rule))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise RuleError(path, "layout", f"{_words(error)}; compare with the other rule files in its folder") from error
    for place, remedy in _faults(rule, find_quote):
        raise RuleError(path, place, remedy)
    return rule


def _words(error: Exception) -> str:
    return f"the key {error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)


def _yaml(path: Path) -> dict[str, Any]:
    # The plain loader: every scalar is text, so that the words "no" and "on" of a phrase do not become truth values.
    try:
        raw = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RuleError(path, "file", f"can't be read as YAML: {' '.join(str(error).split())}") from error
    if not isinstance(raw, dict):
        raise RuleError(path, "file", "must be a mapping with id, version, facts and clauses")
    return raw


def _rule(path: Path, raw: dict[str, Any]) -> Rule:
    facts: dict[str, FactSpec] = {}
    for entry in raw["facts"]:
        facts[entry["name"]] = _fact(entry, facts)
    return Rule(
        id=raw["id"],
        version=raw["version"],
        title=raw["title"],
        outcomes=tuple(OutcomeSpec(k, v["title"], v["headline"]) for k, v in raw["outcomes"].items()),
        facts=tuple(facts.values()),
        clauses=tuple(_clause(entry) for entry in raw["clauses"]),
        flip=raw["flip"],
        speech=_speech(path.parent / raw["speech"]),
    )


def _speech(path: Path) -> Speech:
    raw = _yaml(path)
    try:
        phrases = {k: _patterns(v) for k, v in raw["phrases"].items()}
        return Speech(phrases, {k: frozenset(v) for k, v in raw["words"].items()})
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise RuleError(path, "layout", f"{_words(error)}; it needs `phrases` and `words`, lists by class") from error


def _patterns(written: list[str] | None) -> tuple[Pattern, ...]:
    for phrase in written or ():
        if not isinstance(phrase, str):
            raise ValueError(f"the phrase {phrase!r} is no text; put it in quotation marks")
    return tuple(pattern_of(phrase) for phrase in written or ())


def _fact(raw: dict[str, Any], earlier: Mapping[str, FactSpec]) -> FactSpec:
    shared = earlier[raw["of"]].values if "of" in raw else ()
    return FactSpec(
        name=raw["name"],
        label=raw["label"],
        reads=Reads(raw["reads"]),
        values=shared or tuple(_value(k, v) for k, v in raw["values"].items()),
        many=_flag(raw, "many"),
        beside_wish=_flag(raw, "beside_wish"),
        ranked=_flag(raw, "ranked"),
        of=raw.get("of", ""),
        opposes=raw.get("opposes", ""),
        question=raw.get("question", ""),
        conflict_question=raw.get("conflict_question", ""),
    )


def _flag(raw: dict[str, Any], key: str) -> bool:
    written = raw.get(key, "false")
    if written not in ("true", "false"):
        raise ValueError(f"{key} is {written!r}; write true or false")
    return bool(written == "true")


def _value(key: str, raw: dict[str, Any]) -> Value:
    names, things, bare, short = (_patterns(raw.get(kind)) for kind in ("names", "things", "bare", "short"))
    return Value(key, raw["title"], names, things, bare, short, source=raw.get("source", ""))


def _clause(raw: dict[str, Any]) -> Clause:
    return Clause(
        name=raw["name"],
        outcome=raw["outcome"],
        reason=raw["reason"],
        when=tuple(_condition(fact, test) for fact, test in (raw.get("when") or {}).items()),
        basis=tuple(Basis(b["source"], b["quote"]) for b in raw["basis"]),
        primary=raw.get("primary", ""),
        headline=raw.get("headline", ""),
        next=tuple(Basis(b["source"], b["quote"]) for b in raw.get("next") or ()),
    )


def _condition(fact: str, test: dict[str, Any]) -> Condition:
    unknown = set(test) - {*_CONDITION, "known"}
    if unknown:
        raise ValueError(f"the condition on {fact!r} knows all, any, none and known, not {sorted(unknown)}")
    sets = {_CONDITION[k]: frozenset(v) for k, v in test.items() if k in _CONDITION}
    return Condition(fact, known=_flag(test, "known") if "known" in test else None, **sets)


def _faults(rule: Rule, find_quote: FindQuote) -> Iterator[tuple[str, str]]:
    yield from _outcome_faults(rule)
    for clause in rule.clauses:
        yield from ((f"clause {clause.name}", fault) for fault in _clause_faults(rule, clause, find_quote))
    names = {spec.name for spec in rule.facts}
    for spec in rule.facts:
        if spec.opposes and spec.opposes not in names:
            yield f"fact {spec.name}", f"opposes {spec.opposes!r}, which is no fact of the rule; name one that is"
    if not any(spec.question for spec in rule.facts):
        yield "facts", "no fact has a question; give one to each fact whose answer decides"


def _outcome_faults(rule: Rule) -> Iterator[tuple[str, str]]:
    known = {spec.id for spec in rule.outcomes}
    for needed in Outcome:
        if needed not in known:
            yield "outcomes", f"{needed.value!r} is missing; every rule needs both, neither and undetermined"
    if len({c.name for c in rule.clauses}) < len(rule.clauses):
        yield "clauses", "two clauses have one name; give each its own"


def _clause_faults(rule: Rule, clause: Clause, find_quote: FindQuote) -> Iterator[str]:
    known = {spec.id for spec in rule.outcomes}
    if clause.outcome not in known or (clause.primary and clause.primary not in known):
        yield f"outcome or primary is not one of {sorted(known)}; name one of these"
    if not clause.basis:
        yield "rests on no sentence; add a source and a quote under `basis`"
    specs = {spec.name: spec for spec in rule.facts}
    for condition in clause.when:
        yield from _condition_faults(specs, condition)
    for basis in (*clause.basis, *clause.next):
        if find_quote(basis.source_id, basis.quote) is None:
            yield f"the quote {basis.quote!r} does not stand in page {basis.source_id!r}; copy a sentence of that page"


def _condition_faults(specs: Mapping[str, FactSpec], condition: Condition) -> Iterator[str]:
    if condition.fact not in specs:
        yield f"tests {condition.fact!r}, which is no fact of the rule; name one of {sorted(specs)}"
        return
    allowed = {value.id for value in specs[condition.fact].values}
    for value in sorted((condition.all_of | condition.any_of | condition.none_of) - allowed):
        yield f"tests {condition.fact} for {value!r}, which it can't be; use one of {sorted(allowed)}"
