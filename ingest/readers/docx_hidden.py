"""Which runs of a Word document nobody sees: marked as hidden, white on white, or of two points."""

from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TINY = 6  # half points
_OFF = ("0", "false", "none")
_PAPER = ("auto", "FFFFFF", "")
_DEEPEST = 20  # styles that rest on one another


@dataclass
class Looks:
    """The styles of a document, by id; what one says holds for those that rest on it."""

    styles: dict[str, Any]
    known: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> "Looks":
        """The looks of a document, made once."""
        part = document.part
        if not hasattr(part, "_looks"):
            part._looks = cls({one.get(f"{_W}styleId"): one for one in part.styles.element.iter(f"{_W}style")})
        return part._looks  # type: ignore[no-any-return]

    def hides(self, run: Any) -> bool:
        """Whether a run is not seen, by what it says itself, its style, and the style of its paragraph."""
        said = {**self._paragraph(run), **self._styled(run.find(f"{_W}rPr/{_W}rStyle")), **_said(run.find(f"{_W}rPr"))}
        if said.get("vanish") or (said["size"].isdigit() and int(said["size"]) <= _TINY if "size" in said else False):
            return True
        return said.get("color", "").upper() == "FFFFFF" and not _is_shaded(run)

    def _paragraph(self, run: Any) -> dict[str, str]:
        above = next(run.iterancestors(f"{_W}p"), None)
        return self._styled(above.find(f"{_W}pPr/{_W}pStyle")) if above is not None else {}

    def _styled(self, named: Any) -> dict[str, str]:
        return self._of(named.get(f"{_W}val") or "", 0) if named is not None else {}

    def _of(self, style_id: str, depth: int) -> dict[str, str]:
        style = self.styles.get(style_id)
        if style is None or depth > _DEEPEST:
            return {}
        if style_id not in self.known:
            below = style.find(f"{_W}basedOn")
            inherited = self._of(below.get(f"{_W}val") or "", depth + 1) if below is not None else {}
            self.known[style_id] = {**inherited, **_said(style.find(f"{_W}rPr"))}
        return self.known[style_id]


def _said(look: Any) -> dict[str, str]:
    """What an rPr says: `vanish` ("" for not), `size` in half points, `color`."""
    said: dict[str, str] = {}
    for child in look if look is not None else ():
        name, value = str(child.tag).removeprefix(_W), child.get(f"{_W}val") or ""
        if name in ("vanish", "webHidden", "specVanish"):
            said["vanish"] = "" if value in _OFF else "yes"
        elif name in ("sz", "color"):
            said["size" if name == "sz" else name] = value
    return said


def _is_shaded(run: Any) -> bool:
    """Whether something dark is behind a run: its own shade or mark, or that of its paragraph, cell or table."""
    for element in (run, *run.iterancestors()):
        for look in element.iterchildren(f"{_W}rPr", f"{_W}pPr", f"{_W}tcPr", f"{_W}tblPr"):
            shade, mark = look.find(f"{_W}shd"), look.find(f"{_W}highlight")
            if (shade is not None and (shade.get(f"{_W}fill") or "").upper() not in _PAPER) or mark is not None:
                return True
        if str(element.tag) == f"{_W}tbl" and element.find(f"{_W}tblPr/{_W}tblStyle") is not None:
            return True  # a table's style may shade its rows: what it says is not worked out here
    return False
