"""The report of a run: one file, nothing from elsewhere, all text escaped, every failed case and exact quote in it."""

import io
import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from evals.abstention_set import ABSTENTION, Separated, crossed, curve, keep, kept, operating, separated
from evals.report.page import page
from evals.runs import Run, read_run
from evals.scorers import BY_NAME
from evals.scorers.labelled import FIGURES
from evals.scorers.notes import NOTES
from tests.browser import PROGRAM, browser
from tests.conftest import Command
from tests.evals.made import PAGE, QUOTE, abstained, answer, case, citation, run_in, unanswerable

HOSTILE = "<script>document.title='owned'</script><img src=http://evil.example/x onerror=alert(1)>\"'&"
TRACE = {"retrieved": [], "dropped": [], "index": "i", "model": "none", "prompts": []}
WIDTHS = (360, 700, 1000, 1600)
# What a browser makes of the page: the cases that the list at their head leads to, and how much can be seen of each plot.
LINKED = """[...document.querySelectorAll('.index a')].map(
    a => document.getElementById(decodeURIComponent(a.hash.slice(1))).id)"""
DRAWN = """['#tags .whisker', '#latency .whisker', '#curve .dot', '#calibration .whisker', '#own-calibration .whisker'].map(
    marks => [...document.querySelectorAll(marks)].filter(mark => mark.getBoundingClientRect().height > 3).length)"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run of one right case, one that abstained, one error, one hostile, and one whose quote stands elsewhere."""
    asked = {"text": HOSTILE, "tags": [HOSTILE], "must_cite": [[HOSTILE]], "conversation": [{"text": HOSTILE}]}
    thought = answer(f"{QUOTE} {HOSTILE}", [citation(title=HOSTILE, section=HOSTILE)], headline=HOSTILE)
    moved = answer(citations=[citation(start=3)], trace=TRACE | {"chance": 0.8})
    pairs = [
        (case("right"), answer()),
        (case("silent"), abstained()),
        (case("broke"), None),
        (case(HOSTILE, **asked), thought),
        (case("moved", must_cite=[["elsewhere"]]), moved),
    ]
    run_in(tmp_path / "r", pairs)
    return tmp_path / "r"


@pytest.fixture
def html(folder: Path) -> str:
    return page(read_run(folder))


def with_a_curve(run: Run) -> Separated:
    """What was found of abstaining, kept beside the run."""
    signs = [(i / 40, (i * 7 % 11) / 11) for i in range(40)]
    found = separated(signs, [i >= 20 for i in range(40)])
    keep(found, run.folder / ABSTENTION)
    return found


def test_nothing_comes_from_elsewhere(html: str) -> None:
    tree = LexborHTMLParser(html)
    named = [value for node in tree.css("*") for name, value in node.attributes.items() if name in ("src", "href")]
    assert all(one and one.startswith("#") for one in named) and tree.css("script, link, img, iframe, object") == []
    assert "url(" not in html and "@import" not in html and len(tree.css("style")) == 1


def test_hostile_text_is_shown_and_is_no_markup(html: str) -> None:
    assert "<script" not in html and "<img" not in html
    tree = LexborHTMLParser(html)
    assert not [n for node in tree.css("*") for n in node.attributes if n.startswith("on")]
    hostile = next(node for node in tree.css("article") if node.attributes["id"] == f"case-{HOSTILE}")
    assert hostile.text().count(HOSTILE) >= 6


def test_every_failed_case_is_in_it_and_no_other(html: str) -> None:
    tree = LexborHTMLParser(html)
    assert [node.attributes["id"] for node in tree.css("article")] == [
        f"case-{one}" for one in ("silent", "broke", HOSTILE, "moved")
    ]
    broke = next(node for node in tree.css("article") if node.attributes["id"] == "case-broke")
    assert "error: ValueError: broken" in broke.text() and "asks broke?" in broke.text()
    assert "5 cases, 4 not right" in tree.text()


def test_the_mark_is_the_exact_quote_in_its_paragraph(html: str) -> None:
    (mark,) = LexborHTMLParser(html).css("mark")
    assert mark.text() == QUOTE
    around = mark.parent.text() if mark.parent else ""
    assert around == f"{QUOTE} The platform team keeps the record.\n" and around in PAGE
    assert "The source does not have this there:" in html


def test_figures_and_plots_carry_their_intervals(html: str) -> None:
    tree = LexborHTMLParser(html)
    rows = [[cell.text(strip=True) for cell in row.css("th, td")] for row in tree.css("#figures tr")]
    assert ["right in all that is labelled", "0.250", "[0.000, 0.750]", "", "1/4", "5 cases, 1 error"] in rows
    assert [one.text(strip=True) for one in tree.css(".tile")][
        0
    ] == "right in all that is labelled0.250[0.000, 0.750]1/4"
    cells = [cell.text() for cell in tree.css("#confusion th, #confusion td")]
    assert cells == [
        "expected \\ reply",
        "abstained",
        "answered",
        "error",
        "as expected, 95% interval",
        "answered",
        "1",
        "3",
        "1",
        "0.600 [0.200, 1.000]",
    ]
    bars = {plot: (len(tree.css(f"#{plot} rect")), len(tree.css(f"#{plot} .whisker"))) for plot in ("tags", "latency")}
    assert bars["tags"] == (2, 2) and bars["latency"][0] == 16 > bars["latency"][1] > 0
    assert "M0.0 9.0v8" in html, "the low end of the interval of the share 1 of 3 is at 0, with a cap"
    drawn = [float(r.attributes[side] or 0) for r in tree.css("rect") for side in ("width", "height")]
    assert min(drawn) >= 0 and max(drawn) <= 360


def test_a_figure_that_is_counted_in_its_own_way_says_how(command: Command, folder: Path, html: str) -> None:
    told = [one.text() for one in LexborHTMLParser(html).css("#notes dt")]
    assert {"key-point coverage", "error rate", "citation recall (labelled places)"} <= set(told)
    assert "hallucination rate" not in told, "the run has no such figure"
    out = command("eval", "show", str(folder))[1]
    assert all(f"\n{name}: {NOTES[name]}" in out for name in told)
    assert {one.split(" (")[0] for one in NOTES} <= {*(name.split(" (")[0] for name in BY_NAME), *FIGURES}


def test_a_run_without_failures_or_replies_still_makes_a_report(tmp_path: Path) -> None:
    whole = page(run_in(tmp_path / "whole", [(case("a"), answer(elapsed_ms=0.0))]))
    assert "None." in whole and "<article" not in whole
    assert "error: ValueError: broken" in page(run_in(tmp_path / "none", [(case("a"), None)]))


def test_the_command_writes_it_or_says_in_a_line_why_not(
    command: Command, folder: Path, html: str, tmp_path: Path
) -> None:
    assert command("eval", "report", str(folder)) == (0, f"report: {folder / 'report.html'}\n", "")
    assert (folder / "report.html").read_text("utf-8") == html
    status, out, err = command("eval", "report", str(folder), "--out", str(tmp_path))
    assert (status, out, err.count("\n")) == (2, "", 1) and str(tmp_path) in err


def test_the_whole_curve_of_abstaining_is_drawn_with_the_chosen_point(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", [(case("a"), answer()), (unanswerable("u"), answer())])
    found = with_a_curve(run)
    assert kept(tmp_path / "r" / ABSTENTION) == found
    tree = LexborHTMLParser(page(run))
    assert len(tree.css("#curve circle.dot")) == len(found.curve) == len(tree.css("#points tr"))
    point = operating(found.curve)
    side = float((tree.css_first("#curve .frame").attributes["width"]) or 0)
    ring = tree.css_first("#curve .chosen").attributes
    assert float(ring["cx"] or 0) == pytest.approx(point.error * side, abs=0.06)
    assert float(ring["cy"] or 0) == pytest.approx((1 - point.hallucination) * side, abs=0.06)
    assert f"hallucination {point.hallucination:.3f}, error {point.error:.3f}" in tree.css_first("#curve").parent.text()
    assert "hallucination 1.000 [0.025, 1.000] 1/1, error 0.000" in tree.css_first("#curve .replies").text()
    told = [dot.text() for dot in tree.css("#calibration circle")]
    assert sum(int((re.search(r"(\d+) questions", one) or [0, 0])[1]) for one in told) == 40
    assert len(tree.css("#calibration .whisker")) == len(told) > 1


def test_the_chances_that_replies_kept_are_held_against_what_can_be_answered(tmp_path: Path) -> None:
    sure, unsure, none = (answer(trace=TRACE | {"chance": chance}) for chance in (0.93, 0.31, None))
    pairs = [
        (case("a"), sure),
        (case("b"), sure),
        (unanswerable("c"), sure),
        (unanswerable("d"), unsure),
        (case("e"), none),
        (case("f"), answer()),
        (case("g"), None),
    ]
    tree = LexborHTMLParser(page(run_in(tmp_path / "r", pairs)))
    assert [dot.text() for dot in tree.css("#own-calibration circle")] == [
        "chance 0.31: 0.000 [0.000, 0.975] can be answered, 1 questions",
        "chance 0.93: 0.667 [0.000, 1.000] can be answered, 3 questions",
    ]
    assert len(tree.css("#own-calibration .whisker")) == 2 and not tree.css("#own-calibration .cut")
    assert not LexborHTMLParser(page(run_in(tmp_path / "none", pairs[4:]))).css("#own-calibration")


def test_the_point_costs_what_it_costs_on_questions_that_it_was_not_chosen_on() -> None:
    """Chances that tell nothing: the point chosen on all of them looks better than choosing one turns out to be."""
    random = np.random.default_rng(1)
    chances, labels = random.random(40), np.arange(40) % 2
    found = Separated(0.5, 0, 1, curve(chances, labels), tuple(chances.tolist()), tuple(bool(one) for one in labels))
    own, cost = operating(found.curve), crossed(found)
    assert (own.hallucination, own.error, cost.hallucination, cost.error) == (0.75, 0.15, 1.0, 0.15)
    apart = Separated(
        1, 1, 1, curve(labels * 0.8 + 0.1, labels), tuple((labels * 0.8 + 0.1).tolist()), found.answerable
    )
    assert (crossed(apart).hallucination, crossed(apart).error) == (0, 0)


def test_a_curve_that_is_none_is_named(command: Command, folder: Path) -> None:
    (folder / ABSTENTION).write_text("{}", "utf-8")
    status, out, err = command("eval", "report", str(folder))
    assert (status, out, err.count("\n"), ABSTENTION in err) == (2, "", 1, True)


@pytest.fixture
def needs_browser() -> None:
    """CI sets TICKMARK_TEST_BROWSER, so that it never passes for want of a browser."""
    if shutil.which(PROGRAM) is None:
        said = f"{PROGRAM} is not on this machine: apt-get install --no-install-recommends {PROGRAM}"
        (pytest.fail if os.environ.get("TICKMARK_TEST_BROWSER") else pytest.skip)(said)


def test_a_browser_without_a_network_shows_all_of_it_and_asks_for_nothing(
    needs_browser: None, folder: Path, tmp_path: Path
) -> None:
    with_a_curve(read_run(folder))
    report, bad = tmp_path / "report.html", tmp_path / "bad.html"
    report.write_text(page(read_run(folder)), "utf-8")
    bad.write_text("<img src=http://evil.example/x><script>throw Error('no')</script>", "utf-8")
    with browser(tmp_path / "profile") as tab:
        shown = tab.open(bad.as_uri())
        assert "http://evil.example/x" in shown.requests and shown.complaints, "it sees a page that does ask and fail"
        shown = tab.open(report.as_uri())
        assert (shown.requests, shown.complaints) == ([report.as_uri()], [])
        assert shown.says("document.title") == "made: 4 of 5 cases are not right"
        assert shown.says("document.querySelectorAll('script, img, link, iframe').length") == 0
        assert shown.says(LINKED) == [f"case-{one}" for one in ("silent", "broke", HOSTILE, "moved")]
        assert min(shown.says(DRAWN)) > 0, "each plot stands there with intervals that can be seen"
        for width in WIDTHS:
            shown.sized(width, 900)
            assert shown.says("document.documentElement.scrollWidth") == width, "nothing hangs over the edge"
        light, dark = (Image.open(io.BytesIO(shown.picture(1000, 1400, dark))).convert("L") for dark in (False, True))
    assert light.size == dark.size == (1000, 1400)
    assert light.getpixel((2, 2)) > 200 > 60 > dark.getpixel((2, 2))
    assert all(len(one.getcolors() or ()) > 50 for one in (light, dark)), "there is something to see"
