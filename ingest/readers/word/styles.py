"""The styles of a Word document worked out: what each says with all that it rests on."""

from collections.abc import Iterator, Sequence
from typing import Any

from ingest.readers.office_colours import Theme
from ingest.readers.word.marks import W, child, value
from ingest.readers.word.said import Said, said_below, said_of

_DEEPEST = 40  # styles that rest on one another


class Styles:
    """The styles of a document by id; those without one count as the default of their kind."""

    def __init__(self, root: Any, theme: Theme) -> None:
        self._styles = {value(one, "styleId"): one for one in root.iter(f"{W}style")}
        self._usual = {value(one, "type"): value(one, "styleId") for one in root.iter(f"{W}style") if _is_usual(one)}
        self._known: dict[tuple[str, ...], Said] = {}
        self.theme = theme
        defaults = child(root, "docDefaults")
        self.defaults: Said = {
            **said_of(child(defaults, "pPrDefault", "pPr"), theme),
            **said_of(child(defaults, "rPrDefault", "rPr"), theme),
        }

    def said(self, style_id: str, kind: str) -> Said:
        """What a style of a kind (`paragraph`, `character`) says."""
        key = (kind, style_id)
        if key not in self._known:
            found: dict[str, Any] = {}
            for style in self._chain(style_id, kind):
                found.update(said_below(style, self.theme))
            self._known[key] = found
        return self._known[key]

    def table(self, style_id: str, places: Sequence[str]) -> Said:
        """What a table's style says of a cell at `places`, of which the later outweigh the earlier."""
        key = ("table", style_id, *places)
        if key not in self._known:
            chain = list(self._chain(style_id, "table"))
            found: dict[str, Any] = {}
            for style in chain:
                found.update(said_below(style, self.theme))
            for place in places:
                for part in (one for style in chain for one in style.iterfind(f"{W}tblStylePr")):
                    found.update(said_below(part, self.theme) if value(part, "type") == place else {})
            self._known[key] = found
        return self._known[key]

    def band(self, style_id: str, name: str) -> int:
        """How many rows (`tblStyleRowBandSize`) or columns (`tblStyleColBandSize`) a band of a table has."""
        sizes = [value(child(one, "tblPr", name)) for one in self._chain(style_id, "table")]
        return max(1, int(next((one for one in reversed(sizes) if one.isdecimal() and len(one) < 4), "1")))

    def name(self, style_id: str) -> str:
        """What people call a paragraph's style."""
        found = self._styles.get(style_id, self._styles.get(self._usual.get("paragraph", "")))
        return value(child(found, "name"))

    def _chain(self, style_id: str, kind: str) -> Iterator[Any]:
        """A style and those that it rests on, the lowest first."""
        chain, style = list[Any](), self._styles.get(style_id, self._styles.get(self._usual.get(kind, "")))
        while style is not None and style not in chain and len(chain) < _DEEPEST:
            chain.append(style)
            style = self._styles.get(value(child(style, "basedOn")))
        return iter(chain[::-1])


def _is_usual(style: Any) -> bool:
    return value(style, "default") in ("1", "true", "on")
