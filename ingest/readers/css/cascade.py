"""Which declarations win for an element: by importance, layer, specificity and order, after what markup itself says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ingest.readers.css.properties import INHERITED, Longhand, expanded
from ingest.readers.css.selectors import Specificity
from ingest.readers.css.sheet import Layer, Said
from ingest.readers.css.values import substituted

_ANEW = ("inherit", "unset", "revert", "revert-layer")
Weight = tuple[Layer, Specificity, int]


@dataclass(slots=True)
class Claims:
    """What rules say of one element, and what its markup and its style attribute do."""

    rules: list[tuple[Weight, Said]] = field(default_factory=list)
    hints: tuple[Longhand, ...] = ()
    own: Said = Said((), ())

    def winning(self, frames: Mapping[str, Said]) -> dict[str, str]:
        """By longhand the text that wins."""
        kept = dict(self.hints)
        usual = sorted(self.rules, key=lambda rule: rule[0]) if len(self.rules) > 1 else self.rules
        for _, said in usual:
            _lay(kept, said.usual, self.hints)
        _lay(kept, self.own.usual, self.hints)
        _lay(kept, tuple(_filling(kept, frames)), self.hints)
        for _, said in sorted((rule for rule in self.rules if rule[1].important), key=_reversed):
            _lay(kept, said.important, self.hints)
        _lay(kept, self.own.important, self.hints)
        return kept


def _reversed(rule: tuple[Weight, Said]) -> Weight:
    layer, weight, order = rule[0]
    return tuple(-one for one in layer), weight, order


def _lay(kept: dict[str, str], said: Iterable[Longhand], hints: tuple[Longhand, ...]) -> None:
    for name, text in said:
        if name == "all":
            custom = {one: value for one, value in kept.items() if one.startswith("--")}
            kept.clear()
            kept |= custom | (dict.fromkeys(INHERITED, text) if text == "initial" else {})
            kept |= dict(hints) if text.startswith("revert") else {}
        elif text.startswith("revert") and not name.startswith("--"):
            kept.pop(name, None)
            kept |= {one: value for one, value in hints if one == name}
        else:
            kept[name] = text


def _filling(kept: Mapping[str, str], frames: Mapping[str, Said]) -> Iterator[Longhand]:
    """What an animation leaves behind once it is over, or comes back to again and again."""
    short = kept.get("animation", "")
    words = {word for part in short.split(",") for word in part.split()}
    names = kept.get("animation-name", "").replace(",", " ").split() or words
    lasting = {"forwards", "both", "infinite"} & (words | set(kept.get("animation-fill-mode", "").split()))
    for name in names:
        if name in frames and lasting:
            yield from frames[name].usual


def worked_out(
    said: Mapping[str, str], above: Mapping[str, str], custom: Mapping[str, str]
) -> tuple[dict[str, str], Mapping[str, str]]:
    """The longhands with their values, and the custom properties that hold in the element. `above` is of its parent."""
    held = _custom(said, custom)
    found = dict[str, str]()
    for name, text in said.items():
        if name.startswith("--"):
            continue
        value = _valued(name, text, held)
        if value == "inherit" and name not in INHERITED:
            value = above.get(name)
        if value == "initial":
            value = INHERITED.get(name)
        if value is not None and value not in _ANEW:
            found[name] = value
    return found, held


def _valued(name: str, text: str, custom: Mapping[str, str]) -> str | None:
    via, bar, whole = text.partition("|")
    if not bar:
        return text
    value = substituted(whole, custom)
    return dict(expanded(via, " ".join(value.split()))).get(name) if value else None


def _custom(said: Mapping[str, str], above: Mapping[str, str]) -> Mapping[str, str]:
    own = {name: text for name, text in said.items() if name.startswith("--")}
    if not own:
        return above
    held = {**above, **{name: text for name, text in own.items() if text not in ("inherit", "unset")}}
    for name, text in own.items():
        value = substituted(text, held) if "(" in text else text
        if value is None or value == "initial":
            held.pop(name, None)
        elif text not in ("inherit", "unset"):
            held[name] = value
    return held
