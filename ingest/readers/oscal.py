"""OSCAL catalogs as readable text: groups, controls, their statements with labels, and guidance."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.readers.page import Page, run

_SPOKEN_WORDS = "statement guidance item overview instruction objective example requirement control"
SPOKEN = frozenset(_SPOKEN_WORDS.split())
_INSERT = re.compile(r"\{\{\s*(?:insert:\s*param\s*,\s*)?([\w.:-]+)\s*\}\}")
_DEEPEST = 8


def is_catalog(value: Any) -> bool:
    """Whether a loaded JSON value is an OSCAL catalog."""
    catalog = value.get("catalog") if isinstance(value, dict) else None
    return isinstance(catalog, dict) and any(isinstance(catalog.get(part), list) for part in ("groups", "controls"))


def write_catalog(page: Page, catalog: Mapping[str, Any]) -> str:
    """Write a catalog down; returns its title ("" if it has none)."""
    params = dict(_params(catalog))
    _contents(page, catalog, 1, params)
    return run(str((catalog.get("metadata") or {}).get("title") or "")).text


def _contents(page: Page, holder: Mapping[str, Any], level: int, params: Mapping[str, Any]) -> None:
    for part in _each(holder, "parts"):
        _part(page, part, level, 0, params)
    for group in _each(holder, "groups"):
        page.heading(level, run(str(group.get("title") or group.get("id") or "")))
        _contents(page, group, level + 1, params)
    for control in _each(holder, "controls"):
        page.heading(level, run(f"{_label(control) or control.get('id') or ''} {control.get('title') or ''}"))
        _contents(page, control, level + 1, params)


def _part(page: Page, part: Mapping[str, Any], level: int, depth: int, params: Mapping[str, Any]) -> None:
    name = str(part.get("name") or "")
    if name not in SPOKEN:
        return
    words = run(_filled(str(part.get("prose") or ""), params))
    if name == "guidance":
        page.heading(level, run(str(part.get("title") or "Guidance")))
    if name == "item":
        page.item(depth, words, _label(part) or "-")
    else:
        page.prose(words)
    for inner in _each(part, "parts"):
        _part(page, inner, level, depth + (name == "item"), params)


def _label(holder: Mapping[str, Any]) -> str:
    """The label a reader knows a control or item by, such as AC-1 or (a)."""
    labels = [prop for prop in _each(holder, "props") if prop.get("name") == "label"]
    plain = [prop for prop in labels if not prop.get("class")] or labels
    return str(plain[0].get("value") or "") if plain else ""


def _params(holder: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """All parameters by id, and by the other names they go by."""
    for param in _each(holder, "params"):
        yield str(param.get("id")), param
        for prop in _each(param, "props"):
            if prop.get("name") == "alt-identifier":
                yield str(prop.get("value")), param
    for inner in (*_each(holder, "groups"), *_each(holder, "controls")):
        yield from _params(inner)


def _filled(prose: str, params: Mapping[str, Any], depth: int = 0) -> str:
    """Prose with each parameter as its value, or as its label or choices in brackets."""
    if depth > _DEEPEST:
        return prose
    filled = _INSERT.sub(lambda found: _shown(found[1], params, depth), prose)
    return re.sub(r"[ \t]+([,;.:)])", r"\1", filled)


def _shown(name: str, params: Mapping[str, Any], depth: int) -> str:
    param = params.get(name) or {}
    values = [str(value) for value in param.get("values") or []]
    if values:
        return ", ".join(values)
    select = param.get("select") or {}
    choices = [_filled(str(choice), params, depth + 1) for choice in select.get("choice") or []]
    if choices:
        many = " (one or more)" if select.get("how-many") == "one-or-more" else ""
        return f"[Selection{many}: {'; '.join(choices)}]"
    return f"[{param.get('label') or name}]"


def _each(holder: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    found = holder.get(name)
    return (each for each in (found if isinstance(found, list) else []) if isinstance(each, dict))
