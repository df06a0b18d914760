"""Costs against size as SVG: a panel for each, both axes logarithmic, in the colours of the light or the dark page."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.report.plots import Tick

WIDE, TALL = 300, 150  # of a panel's plot, in units of the drawing
LEFT, TOP, RIGHT, BELOW = 58, 44, 34, 34  # around it
ACROSS = 2  # panels side by side
DECADE = 10
STEPS = (1, 3)  # of a decade that get a line
STYLE = """
  svg { --page: #ffffff; color: #1f2328; background: var(--page); font: 12px system-ui, sans-serif }
  text { fill: currentColor } .small { font-size: 11px; opacity: .75 } .name { font-weight: 600 }
  .grid { stroke: currentColor; opacity: .15 } .one { color: #0b63c5 } .two { color: #b3530b }
  .line { fill: none; stroke: currentColor; stroke-width: 2 } .dot { fill: currentColor; stroke: none }
  .one text, .two text { font-size: 11px; paint-order: stroke; stroke: var(--page); stroke-width: 3px }
  .two .line { stroke-dasharray: 5 3 }
  @media (prefers-color-scheme: dark) {
    svg { --page: #0d1117; color: #e6edf3 } .one { color: #6cb6ff } .two { color: #f0a45d }
  }
"""


@dataclass(frozen=True)
class Panel:
    """What it shows, in which unit, and the names of its one or two lines in a row of costs."""

    title: str
    unit: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis of `length` units from `low` to `high`."""

    low: float
    high: float
    length: float

    def at(self, value: float) -> float:
        """How far from its beginning `value` stands."""
        return math.log(value / self.low) / math.log(self.high / self.low) * self.length

    def ticks(self, steps: Sequence[int] = STEPS) -> Iterator[Tick]:
        """Round values between the ends."""
        for power in range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1):
            for value in (step * 10.0**power for step in steps):
                if self.low * 0.999 <= value <= self.high * 1.001:
                    yield Tick(self.at(value), f"{value:,.0f}" if value >= 1 else f"{value:g}")


def picture(panels: Sequence[Panel], costs: Sequence[Mapping[str, float]]) -> str:
    """`costs` has a row for each size, rising, with its `size` and what the panels' lines are named after."""
    wide, tall = LEFT + WIDE + RIGHT, TOP + TALL + BELOW
    drawn = [
        f'<g transform="translate({n % ACROSS * wide + LEFT} {n // ACROSS * tall + TOP})">{_panel(one, costs)}</g>'
        for n, one in enumerate(panels)
    ]
    size = f"{ACROSS * wide} {math.ceil(len(panels) / ACROSS) * tall}"
    name = "What a home costs against the number of its documents"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" aria-label="{name}">'
    return "\n".join([head, f"<title>{name}</title><style>{STYLE}</style>", *drawn, "</svg>", ""])


def _panel(panel: Panel, costs: Sequence[Mapping[str, float]]) -> str:
    sizes = [one["size"] for one in costs]
    lying = Axis(min(sizes) / 1.5, max(sizes) * 1.5, WIDE)
    values = [one[name] for one in costs for name in panel.lines]
    upright = Axis(_ends(min(values), up=False), _ends(max(values), up=True), TALL)
    return "\n".join(
        [
            f'<text class="name" x="0" y="-24">{panel.title}</text>',
            f'<text class="small" x="0" y="-8">{panel.unit}</text>',
            *(_level(tick) for tick in upright.ticks()),
            *(_below(tick) for tick in lying.ticks((1,))),
            f'<text class="small" x="{WIDE}" y="{TALL + 30}" text-anchor="end">documents beside the library</text>',
            *(_line(name, n, panel, costs, (lying, upright)) for n, name in enumerate(panel.lines)),
        ]
    )


def _ends(value: float, up: bool) -> float:
    """The next of STEPS above or below `value`, with room for what is written there."""
    room = value * 1.3 if up else value / 1.3
    steps = [step * 10.0**power for power in range(-6, 9) for step in STEPS]
    return min(one for one in steps if one >= room) if up else max(one for one in steps if one <= room)


def _level(tick: Tick) -> str:
    y = TALL - tick.at
    return (
        f'<path class="grid" d="M0 {y:.1f}H{WIDE}"/><text class="small" x="-6" y="{y + 4:.1f}" text-anchor="end">'
        f"{tick.said}</text>"
    )


def _below(tick: Tick) -> str:
    return f'<text class="small" x="{tick.at:.1f}" y="{TALL + 16}" text-anchor="middle">{tick.said}</text>'


def _line(name: str, number: int, panel: Panel, costs: Sequence[Mapping[str, float]], axes: tuple[Axis, Axis]) -> str:
    lying, upright = axes
    points = [(lying.at(one["size"]), TALL - upright.at(one[name]), one[name]) for one in costs]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in points)
    below = number == 0 and len(panel.lines) > 1
    said = "".join(
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
        f'<text x="{x:.1f}" y="{y + (16 if below else -8):.1f}" text-anchor="middle">{_short(value)}</text>'
        for x, y, value in points
    )
    return f'<g class="{("one", "two")[number]}"><path class="line" d="M{path}"/>{said}</g>'


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"  # noqa: PLR2004
