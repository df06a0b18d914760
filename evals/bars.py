"""The bars that are held against labelled sets: the gate's pairs, AttributionBench, NoMIRACL, hand-labelled statements."""

from collections.abc import Iterator, Sequence

from assistant.gate.verdict import Evidence
from assistant.gate.verify import graded
from evals.abstention_set import Separated, crossed, operating
from evals.attribution import F1, measured, overlap
from evals.gate import Verdict, bounded, shown
from evals.gate_set import STRICT, Judged, false_passes, false_strips, kinds
from evals.labels import Label, Origin
from evals.measure import Measured
from evals.runs import Result
from evals.scorers.labelled import FIGURES, faithfulness, precision
from evals.thresholds import Bound

FEWEST_LABELLED = 200


def gate_bars(results: Judged) -> Iterator[Verdict]:
    """What the gate lets through and what it strips."""
    held = [kind for kind in STRICT if kind in kinds(results)]
    strict = false_passes(results, held or STRICT, f"false pass on {', '.join(held or STRICT)}{_without(held)}")
    yield bounded(strict, Bound(max=0.01))
    yield bounded(false_passes(results, name="false pass, all kinds"), Bound(max=0.03))
    yield bounded(false_strips(results), Bound(max=0.15))


def _without(held: Sequence[str]) -> str:
    """The strict kinds that a set has no pair of: the line claims nothing of them."""
    left = [kind for kind in STRICT if kind not in held]
    return f" (no pair of {', '.join(left)} in this set)" if left and held else ""


def gate_kinds(results: Judged) -> Iterator[str]:
    """The false passes of each kind of wrong, for information."""
    return (f"  {kind}: {shown(false_passes(results, [kind]))}" for kind in kinds(results))


def attribution_bars(lines: Sequence[dict[str, object]]) -> Iterator[Verdict]:
    """The graded score above the floor of the same run; the aim is five points above."""
    floor = measured(lines, overlap)
    ours = measured(lines, lambda claim, texts: graded(claim, [Evidence(text) for text in texts]))
    gain = ours.value - floor.value
    said = f"{_f1(ours)}, word overlap {_f1(floor)}, {gain:+.3f}"
    yield Verdict(gain > 0, f"AttributionBench macro-F1: {said}, wanted above word overlap")
    yield Verdict(gain >= 0.05, f"AttributionBench aim: {gain:+.3f}, wanted at least +0.05")


def abstention_bars(found: Separated) -> Iterator[Verdict]:
    """How well signs without a model tell answerable from not, and what the chosen point costs."""
    area = f"{found.area:.3f} [{found.low:.3f}, {found.high:.3f}] on {len(found.answerable)}"
    yield Verdict(found.area >= 0.80, f"NoMIRACL area under the ROC curve: {area}, wanted at least 0.8 (aim)")


def abstention_lines(found: Separated, replies: Sequence[Measured]) -> Iterator[str]:
    """The operating points: the signs', and that of the replies themselves."""
    point, cost = operating(found.curve), crossed(found)
    yield (
        f"  signs at {point.threshold:.2f} (least hallucination with error at most 0.15, chosen on all of these dev questions); "
        f"each tenth at the point that the others choose: hallucination {cost.hallucination:.3f}, error {cost.error:.3f}"
    )
    yield from (f"  replies: {one.name} {shown(one)}" for one in replies)


def label_bars(results: Sequence[Result], labels: Sequence[Label]) -> Iterator[Verdict | str]:
    """Faithfulness and citation precision on labelled statements of these very replies: people's labels are held against
    the bar, an assistant's are told beside them."""
    enough = Bound(min=0.95, labels=FEWEST_LABELLED)
    yield bounded(faithfulness(results, labels), enough)
    yield bounded(precision(results, labels), enough)
    for one in (figure(results, labels, Origin.ASSISTANT) for figure in FIGURES.values()):
        yield f"  {one.name}: {shown(one)}"


def _f1(one: F1) -> str:
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}] on {one.count}"
