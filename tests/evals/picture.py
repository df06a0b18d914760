"""Draws the upper part of a report as a PNG, by a real browser: `python -m tests.evals.picture REPORT PICTURE`."""

import argparse
import io
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser import browser

WIDTH = 1_000
HEIGHT = "document.querySelector('.index')?.parentElement.getBoundingClientRect().top ?? document.documentElement.scrollHeight"
COLOURS = 64  # a page has few; a picture of that many is a third as large


def drawn(report: Path, picture: Path) -> None:
    """The report from its head to the cases that are not right."""
    with tempfile.TemporaryDirectory() as folder, browser(Path(folder) / "profile") as tab:
        shown = tab.open(report.resolve().as_uri())
        shown.sized(WIDTH, 900)
        image = Image.open(io.BytesIO(shown.picture(WIDTH, int(shown.says(HEIGHT)))))
    image.convert("RGB").quantize(COLOURS).save(picture, optimize=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("picture", type=Path)
    told = parser.parse_args()
    drawn(told.report, told.picture)
    print(f"picture: {told.picture}")
