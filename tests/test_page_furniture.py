"""What people read on a page goes in whatever its parts are called; what is there for finding the way does not."""

from pathlib import Path

import pytest

from ingest.readers import read
from tests.hostile.made import SEEN

WORDS = "Partners must tell the board of every deal."
LINKS = "<a href=/1>The first page of it</a> <a href=/2>And the second one</a>"
SAID = {
    "section called related": f"<section id=related-party-transactions><h2>Related parties</h2><p>{WORDS}</p></section>",
    "section called share": f"<section id=data-sharing><h2>Data</h2><p>{WORDS}</p></section>",
    "section called consent": f"<section id=consent><h2>Consent</h2><p>{WORDS}</p></section>",
    "block called cookie": f"<div class=cookie-policy><p>{WORDS}</p></div>",
    "paragraph called skip": f"<p class=skip>{WORDS}</p>",
    "list called menu": f"<ul class=menu><li>{WORDS}</ul>",
    "span called banner": f"<p><span class=banner>{WORDS}</span>",
    "open dialog": f"<dialog open><p>{WORDS}</dialog>",
    "dialog that a style opens": f"<style>dialog{{display:block}}</style><dialog><p>{WORDS}</dialog>",
    "role of a dialog": f"<div role=dialog><p>{WORDS}</div>",
    "role of an alert": f"<div role=alert><p>{WORDS}</div>",
    "aside": f"<aside><p>{WORDS}</aside>",
    "footer of an article": f"<article><h2>A</h2><p>x</p><footer><p>{WORDS}</footer></article>",
    "footer that says something": f"<footer><p>{WORDS}</footer>",
    "header that says something": f"<header><p>{WORDS}</header>",
    "text area": f"<textarea>{WORDS}</textarea>",
    "button among words": "<p>Partners must tell <button>the board</button> of every deal.</p>",
    "button that asks": f"<div><button>{WORDS}</button><div>So it is.</div></div>",
    "section with a button": f"<section class=consent><h2>Consent</h2><p>{WORDS} {'It is kept. ' * 8}</p>"
    "<button>Print</button></section>",
    "list called related": f"<div class=related><ul><li>{WORDS[:-1]}<li>changes that two people approve"
    "<li>tests in May of each year</ul></div>",
    "formula": "<p>Partners must <math><mi>tell the board of every</mi></math> deal.</p>",
    "beside a small article": f"<article>{'It is short. ' * 20}</article><section><p>{WORDS} {'More. ' * 60}</section>",
    "Chinese aside": "<aside><p>审计师每季度审查访问权限。</aside>",
}
WAYS = {
    "nav": f"<nav><p>{WORDS}</nav>",
    "role of navigation": f"<div role=navigation><p>{WORDS}</div>",
    "list of links called related": f"<div class=related>{LINKS}</div>",
    "aside of links": f"<aside><h2>See also</h2><ul><li>{LINKS}</ul></aside>",
    "footer of links": f"<footer>{LINKS} Partners</footer>",
    "crumbs": "<div class=breadcrumb>Home / Partners / Deals</div>",
    "cookie banner": f"<div class=cookie-banner>We keep cookies. {WORDS} <button>Accept</button><button>Reject</button></div>",
    "closed dialog": f"<dialog><p>{WORDS}</dialog>",
    "button alone": "<div><button>Partners must tell the board</button></div>",
    "menu header": f"<header>{LINKS}</header>",
}


def text_of(tmp_path: Path, body: str) -> str:
    path = tmp_path / "a.html"
    path.write_text(
        f"<!doctype html><meta charset=utf-8><h1>Ferry</h1><p>{SEEN} {'Nobody may pass. ' * 20}</p>{body}", "utf-8"
    )
    document = read(path).documents[0]
    return " ".join(document.text[block.start : block.end] for block in document.blocks)


@pytest.mark.parametrize("name", SAID)
def test_what_is_said_goes_in(tmp_path: Path, name: str) -> None:
    said = text_of(tmp_path, SAID[name])
    assert "审查" in said if name.startswith("Chinese") else " ".join(said.split()).count(WORDS.rstrip(".")) == 1
    assert SEEN in said


@pytest.mark.parametrize("name", WAYS)
def test_what_is_for_finding_the_way_does_not(tmp_path: Path, name: str) -> None:
    said = text_of(tmp_path, WAYS[name])
    assert "Partners" not in said and "first page" not in said and SEEN in said
