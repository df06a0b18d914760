"""What the encoder that is tuned to a rule's requests makes of a text. It stands beside what else is learned, in the home."""

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from knowledge.index.encoder import Encoder, is_whole, load
from knowledge.rules.rule import Rule
from tickmark import library
from tickmark.tuned import ASKED, CALLED, WISH, Tuned, kept


@dataclass(frozen=True)
class Ear:
    """What was learned, and the folder of the encoder that it changed."""

    tuned: Tuned
    folder: Path

    @cached_property
    def encoder(self) -> Encoder:
        """Loaded on first use: many questions have nothing to do with the rule."""
        return load(self.folder)

    def wishes(self, text: str) -> dict[str, float]:
        """How likely a request wants what each class of its rule's requests wants, together 1."""
        return dict(zip(self.tuned.classes, self._read(WISH, text), strict=True))

    def asked(self, text: str) -> float:
        """How likely `text` is a request to decide, 0 to 1."""
        return self._read(ASKED, text)[1]

    def called(self, text: str) -> float:
        """How likely `text`, the last words of a conversation, calls for the decision of what was said in it, 0 to 1."""
        return self._read(CALLED, text)[1]

    def _read(self, head: str, text: str) -> list[float]:
        return self.tuned.heads[head].chances(self.encoder.encode([text])[0])


def file_of(rule: Rule) -> Path:
    """Where what was learned for `rule` is kept."""
    return library.RULES / f"{rule.id}.tuned.npz"


def ear_of(rule: Rule, folder: Path) -> Ear | None:
    """The ear for `rule`, exported into `folder` on first use (some seconds); None where nothing was learned for it."""
    path = file_of(rule)
    if not path.is_file():
        return None
    held = kept(path)
    if not is_whole(folder):
        from knowledge.index.export import KEY, export  # imports torch
        from tickmark.tuning import change

        export(folder, key=f"{KEY}+{rule.id}", change=partial(change, held))
    return Ear(held, folder)
