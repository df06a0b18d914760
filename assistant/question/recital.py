"""What of our records is recited: sentences, what their days come to, and what was left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.draft import Aging
from assistant.gate.aged import is_aged
from assistant.question.dossier import Dossier
from assistant.question.found import Unit

NAMED = 8  # records whose ids are written out
DAYS = {Aging.EXPIRED: "Expiry", Aging.NOT_YET: "Dates"}
"""The section of a record that tells the day."""
Ages = Mapping[str, tuple[Aging, Unit]]


@dataclass(frozen=True, slots=True)
class Recital:
    """`units` in order; `ages` by record; `rest`: the records, in order, of which something that answers is not shown, and
    `more` how many sentences, or where `counted` says how many records there are, records, that is."""

    units: Sequence[Unit] = ()
    ages: Ages = field(default_factory=dict)
    rest: Sequence[str] = ()
    more: int = 0
    counted: str = ""

    @property
    def left_out(self) -> str:
        """How much more there is, and the command that shows it; "" where all is shown."""
        if not self.more:
            return ""
        what = "record" if self.counted else "sentence"
        several = "" if self.more == 1 else "s"
        shown = " ".join(self.rest[:NAMED])
        beyond = f" and {len(self.rest) - NAMED} others" if len(self.rest) > NAMED else ""
        return f"{self.more} more {what}{several} not shown, see: tickmark records show {shown}{beyond}"


def ages(told: Iterable[Dossier], day: date) -> dict[str, tuple[Aging, Unit]]:
    """The records that have expired by `day`, or are of a later one, each with the sentence that says so."""
    return {one.record_id: aged for one in told if (aged := age(one, day))}


def age(one: Dossier, day: date) -> tuple[Aging, Unit] | None:
    """Whether a record has expired by `day` or is of a later one, with the sentence that says so."""
    days = ((aging, unit) for aging, heading in DAYS.items() for unit in one.lines((heading,)))
    return next(((aging, unit) for aging, unit in days if is_aged(unit.text, aging, day)), None)
