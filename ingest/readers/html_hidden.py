"""Take out of an HTML tree what people do not see: by its style sheets, its style attributes, its markup."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from ingest.readers.css.cascade import Claims, worked_out
from ingest.readers.css.conditions import media_holds
from ingest.readers.css.properties import Longhand, expanded
from ingest.readers.css.sheet import Said, Sheets, canonical_text, styled
from ingest.readers.css.sight import Sight, looked_at
from ingest.readers.css.tokens import addressed

_UNDRAWN_WORDS = (
    "script style noscript template noframes noembed iframe object embed audio video canvas datalist progress meter rp"
)
_UNDRAWN = frozenset(_UNDRAWN_WORDS.split())
_PASSED_OVER = frozenset(["head", "-comment", "!doctype", "-document"])
_NEEDED = re.compile(r"([.#])((?:[\w-]|[^\x00-\x7f])+)")
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]")
_SIMPLE = re.compile(r"[.#]?[\w-]+")
_DOCTYPE = re.compile(r"\s*<!doctype\s+html", re.I)
_PAPER = Sight()


def drop_hidden(tree: Any) -> bool:
    """Take those elements and texts out, and what is never drawn; whether words went. What only other media hide stays."""
    gone = list(_unseen(_Page.of(tree)))
    worded = any(node.tag not in _UNDRAWN and any(map(str.isalnum, node.text(deep=True))) for node in gone)
    for node in gone:
        for part in list(node.iter(include_text=True)) if node.tag == "html" else (node,):  # the root itself can't go
            part.decompose()
    return worded


def _unseen(page: "_Page") -> Iterator[Any]:
    """The elements in which nothing is seen, and single texts that are not; none stands in another."""
    scheme = page.tree.css_first("meta[name=color-scheme i]")
    paper = looked_at(_PAPER, {"color-scheme": (scheme.attributes.get("content") or "").lower()}) if scheme else None
    todo = [(page.tree.root, replace(paper or _PAPER, custom=page.sheets.initial))]
    while todo:
        node, above = todo.pop()
        if node.tag in _PASSED_OVER:
            continue
        sight = None if node.tag in _UNDRAWN else page.seen(node, above)
        if sight is None:
            yield node
            continue
        children = list(node.iter(include_text=True))
        worded = any(child.tag == "-text" for child in children)
        shows, shadowed = not worded or sight.shows(), any(map(_is_shadow, children))
        for child in children:
            if shadowed or (child.tag == "-text" and not shows):
                yield child
            elif child.tag != "-text":
                todo.append((child, sight))


def _is_shadow(node: Any) -> bool:
    """Whether a template is drawn in place of all that its parent holds, for it has no slot for that."""
    if node.tag != "template" or "shadowrootmode" not in node.attributes:
        return False
    return "<slot" not in (node.html or "").lower()


@dataclass
class _Page:
    """A tree with its style sheets, and by the place of an element in memory what their rules say of it."""

    tree: Any
    sheets: Sheets
    rules: dict[int, list[Any]] = field(default_factory=dict)
    quirky: bool = False
    known: dict[Any, tuple[Sight, Sight | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Any) -> "_Page":
        page = cls(tree, Sheets(), quirky=not _DOCTYPE.match(tree.html or ""))
        for sheet in tree.css("style,link"):
            page._take(sheet)
        if page.sheets.rules:
            page._choose()
        return page

    def _take(self, sheet: Any) -> None:
        said = sheet.attributes
        if not media_holds(canonical_text(said.get("media") or "")) or _is_within_noscript(sheet):
            return
        kinds = (said.get("rel") or "").lower().split()
        if sheet.tag == "style" and (said.get("type") or "text/css").strip().lower() == "text/css":
            self.sheets.take(sheet.text(deep=True) or "")
        elif sheet.tag == "link" and "stylesheet" in kinds and "alternate" not in kinds and "disabled" not in said:
            self.sheets.take(addressed(said.get("href") or ""))

    def _choose(self) -> None:
        """Find the elements of each rule; of a selector that names what the page has not, there are none."""
        named = _named(self.tree, self.quirky)
        chosen: dict[str, list[Any]] = {}
        for order, rule in enumerate(self.sheets.rules):
            text = rule.selector.text
            if text not in chosen:
                chosen[text] = self._chosen(text, named)
            for node in chosen[text]:
                self.rules.setdefault(node, []).append(((rule.layer, rule.selector.weight, order), rule.said))

    def _chosen(self, text: str, named: Mapping[str, list[int]]) -> list[int]:
        cased = text.lower() if self.quirky or text[:1] not in ".#" else text
        if _SIMPLE.fullmatch(cased):
            return list(named.get(cased, ()))
        bare = "" if "\\" in text else _BRACKETS.sub("", text)
        needed = _NEEDED.findall(bare.lower() if self.quirky else bare)
        if not all(f"{mark}{name}" in named for mark, name in needed):
            return []
        try:
            return [node.mem_id for node in self.tree.css(text)]
        except Exception:  # the parser raises its own kinds for what browsers pass over
            return []

    def seen(self, node: Any, above: Sight) -> Sight | None:
        """How text in the element is drawn; None where nothing in it is seen."""
        marks = node.attributes
        rules, hints = (
            self.rules.get(node.mem_id, []),
            tuple(_hints(node.tag, marks)) if marks or node.tag in ("mark", "dialog") else (),
        )
        own = styled_once(marks["style"]) if marks.get("style") else None
        claims = Claims(rules, hints, own or Said((), ()))
        winning = claims.winning(self.sheets.frames) if rules or hints or own else {}
        key = id(above), tuple(winning.items())
        if key not in self.known:
            self.known[key] = above, _look(above, winning)
        return self.known[key][1]


def _look(above: Sight, winning: Mapping[str, str]) -> Sight | None:
    if not winning:
        return replace(above, said={}) if above.said else above
    said, custom = worked_out(winning, above.said, above.custom)
    sight = looked_at(above, said)
    return replace(sight, said=said, custom=custom) if sight else None


styled_once = lru_cache(maxsize=5_000)(styled)


def _named(tree: Any, quirky: bool) -> dict[str, list[int]]:
    """The elements of a page by their tags, classes (`.a`) and ids (`#a`); on old pages case makes no difference."""
    named: dict[str, list[int]] = {}
    for node in tree.css("*"):
        marks, at = node.attributes, node.mem_id
        names = {f".{name}" for name in (marks.get("class") or "").split()}
        names |= {f"#{marks['id']}"} if marks.get("id") else set()
        names = {name.lower() for name in names} if quirky else names
        for name in (node.tag, *names):
            named.setdefault(name, []).append(at)
    return named


def _is_within_noscript(node: Any) -> bool:
    while node is not None:
        if node.tag in ("noscript", "template"):
            return True
        node = node.parent
    return False


def _hints(tag: str, marks: Mapping[str, str | None]) -> Iterator[Longhand]:
    """What markup says of looks; style sheets win over it."""
    if "popover" in marks or (tag == "dialog" and "open" not in marks):
        yield "display", "none"
    if "hidden" in marks:
        late = (marks["hidden"] or "").lower() == "until-found"
        yield ("content-visibility", "hidden") if late else ("display", "none")
    if tag == "a" and "href" in marks:
        yield "color", "linktext"
    if tag == "mark":
        yield from (("background-color", "mark"), ("color", "canvastext"))
    named = marks.get("color") if tag == "font" else marks.get("text") if tag == "body" else None
    for name, value in (("color", named), ("background-color", marks.get("bgcolor"))):
        if value:
            yield from expanded(name, value.strip().lower())
    if marks.get("background"):
        yield "background-image", "url()"
