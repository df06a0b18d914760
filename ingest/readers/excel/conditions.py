"""Conditions that change how a cell of a workbook looks: which of them hold for a value, as far as that can be told."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.readers.excel.looks import Change, Look, Looks, change_of
from ingest.readers.excel.places import MAIN, Area, areas

_Test = Callable[[object], bool | None]
_NEWER = "{http://schemas.microsoft.com/office/excel/2006/main}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:E[+-]?\d+)?", re.I)
_COMPARED = re.compile(r"(.+?)(<=|>=|<>|=|<|>)(.+)")
_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq, "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
    "lessThan": operator.lt, "greaterThan": operator.gt, "equal": operator.eq, "lessThanOrEqual": operator.le,
    "greaterThanOrEqual": operator.ge, "notEqual": operator.ne,
}  # fmt: skip
_TEXTS: Mapping[str, Callable[[str, str], bool]] = {
    "containsText": lambda value, text: text in value,
    "notContainsText": lambda value, text: text not in value,
    "beginsWith": str.startswith,
    "endsWith": str.endswith,
}
_FILLED = ("LEN({})>0", "LEN(TRIM({}))>0", '{}<>""', "NOT(ISBLANK({}))", 'NOT({}="")', "ISBLANK({})=FALSE")


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition: what it makes of a look where it holds. `test` gives None where that can't be told."""

    change: Change
    test: _Test
    priority: int
    ends: bool

    def alters(self) -> bool:
        """Whether it changes anything that letters are seen by."""
        return self.change != Change()


def rules_of(element: Any, looks: Looks) -> tuple[tuple[Area, ...], tuple[Rule, ...]]:
    """The areas that conditions stand for, and the conditions, the weightiest first."""
    names = element.get("sqref") or element.findtext("{*}sqref") or ""
    found, own = areas(names), _name(names.strip().split(" ")[0])
    rules = [_rule(one, own, looks) for one in element.iterfind("{*}cfRule")]
    return found, tuple(sorted(filter(Rule.alters, rules), key=lambda one: one.priority))


def looks_under(look: Look, value: object, rules: Sequence[Rule]) -> tuple[Look, Look]:
    """The look of a cell if no condition holds of which that can't be told, and if all of them do."""
    without, within, ended = list[Change](), list[Change](), False
    for rule in rules:
        holds = rule.test(value)
        if holds is not False:
            within.append(rule.change)
        if holds and not ended:
            without.append(rule.change)
            ended = rule.ends
            if ended:
                break
    return _changed(look, without), _changed(look, within)


def _changed(look: Look, changes: Sequence[Change]) -> Look:
    for change in reversed(changes):
        look = change.on(look)
    return look


def _name(area: str) -> str:
    return area.partition(":")[0].replace("$", "").upper()


def _rule(element: Any, own: str, looks: Looks) -> Rule:
    number = element.get("priority") or ""
    formulas = [one.text or "" for one in element if one.tag in (f"{MAIN}formula", f"{_NEWER}f")]
    own_look = element.find("{*}dxf")
    change = change_of(own_look, looks.palette) if own_look is not None else looks.change(element.get("dxfId"))
    priority = int(number) if number.isdecimal() and len(number) < 9 else 0
    return Rule(change, _test(element, formulas, own), priority, element.get("stopIfTrue") in ("1", "true"))


def _test(element: Any, formulas: Sequence[str], own: str) -> _Test:
    kind, text = element.get("type") or "", (element.get("text") or "").lower()
    if kind == "cellIs":
        return _compared(element.get("operator") or "", formulas)
    if kind == "expression":
        return _worked_out("".join(formulas[:1]), own)
    if kind in _TEXTS:
        return lambda value: _TEXTS[kind](str(value).lower(), text)
    if kind in ("containsBlanks", "notContainsBlanks"):
        return lambda value: (str(value).strip() == "") == (kind == "containsBlanks")
    if kind in ("containsErrors", "notContainsErrors"):
        return lambda value: (isinstance(value, str) and value.startswith("#")) == (kind == "containsErrors")
    return lambda value: None


def _compared(sign: str, formulas: Sequence[str]) -> _Test:
    bounds = [_constant(one) for one in formulas]
    if not bounds or None in bounds:
        return lambda value: None
    if sign in ("between", "notBetween") and len(bounds) == 2:
        low, high = sorted(map(_ranked, bounds))
        return lambda value: (low <= _ranked(value) <= high) == (sign == "between")
    test = _OPERATORS.get(sign)
    return lambda value: test(_ranked(value), _ranked(bounds[0])) if test else None


def _worked_out(formula: str, own: str) -> _Test:
    """A formula that is a constant, or that asks something plain of the cell itself."""
    plain = re.sub(r'\s+(?=(?:[^"]*"[^"]*")*[^"]*$)', "", formula).lstrip("=+").replace("$", "")
    upper = plain.upper()
    told = _constant(plain)
    if told is not None:
        return lambda value: bool(told)
    if upper in [shape.format(own) for shape in _FILLED]:
        return lambda value: value != ""
    if upper in (f"ISTEXT({own})", f"ISNUMBER({own})"):
        return lambda value: isinstance(value, str) == (upper.startswith("IST")) and not isinstance(value, bool)
    found = _COMPARED.fullmatch(plain)
    if not found:
        return lambda value: None
    left, right, test = _constant(found[1]), _constant(found[3]), _OPERATORS[found[2]]
    if right is None or (left is None and found[1].upper() != own):
        return lambda value: None
    return lambda value: test(_ranked(value if left is None else left), _ranked(right))


def _constant(formula: str) -> object:
    """The number, text or truth that a formula is; None for what must be worked out."""
    words = formula.strip().lstrip("=")
    if _NUMBER.fullmatch(words):
        return float(words)
    if len(words) > 1 and words[0] == words[-1] == '"' and '"' not in words[1:-1]:
        return words[1:-1]
    return {"TRUE": True, "TRUE()": True, "FALSE": False, "FALSE()": False}.get(words.upper())


def _ranked(value: object) -> tuple[int, Any]:
    """A value as a workbook compares it: numbers are less than texts, and these less than truths."""
    if isinstance(value, bool):
        return 2, value
    return (0, float(value)) if isinstance(value, int | float) else (1, str(value).lower())
