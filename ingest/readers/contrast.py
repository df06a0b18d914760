"""Whether letters stand out from what is behind them: the same measure for pages of the web and for Office files."""

from ingest.readers.css.colours import Colour

FAINT = 0.08  # of 1: colours that differ less, or letters of less alpha, are not seen
TINY = 3.75  # points, which are five px: letters of less are not read


def differ(front: Colour, back: Colour) -> float:
    """How far a colour is from the one behind it, from 0 to 1; what shines through counts for less."""
    return max(abs(a - b) for a, b in zip(front[:3], back[:3], strict=True)) * front[3]


def stands_out(front: Colour, grounds: tuple[Colour, ...] | None) -> bool:
    """Whether letters of a colour are seen on any of the colours behind them; None: nobody knows what is behind."""
    if grounds is None:
        return front[3] > FAINT
    return any(differ(front, back) > FAINT for back in grounds)
