"""What nobody sees of Markdown once it is rendered does not go in; what people see does, and no file takes minutes."""

import time
from pathlib import Path

import pytest

from ingest.document import Unreadable
from ingest.readers import read
from ingest.readers.pieces import links_in
from knowledge.sources.text import plain
from knowledge.sources.types import Span
from tests.hostile.made import SECRET, SEEN

LAST = "The last line is read by all."
UNSEEN = {
    "comment": "<!-- @ -->",
    "comment in a line": "Some words <!-- @ --> stay.",
    "comment that never closes": "<!-- @",
    "hidden": "<p hidden>@</p>",
    "hidden, shouted": "<P HIDDEN>@</P>",
    "style": '<p style="display:none">@</p>',
    "style on a line of its own": '<p\nstyle="display:none"\n>@</p>',
    "style after other attributes": '<p data-style="x" style="display:none">@</p>',
    "an angle in an attribute": '<p title="a>b" style="display:none">@</p>',
    "an angle in a line": 'Words <span title="a>b" style="display:none">@</span> stay.',
    "entities": '<p style="display&#58;none">@</p>',
    "closed at once": '<div style="display:none"/>\n@\n</div>',
    "font": '<font color="white">@</font>',
    "white": '<div style="color:#fff"><span style="font-size:12px">@</span></div>',
    "white in a line": 'Words <span style="color:#fff">@</span> stay.',
    "around paragraphs": '<div style="display:none">\n\nFirst.\n\n@\n\n</div>',
    "around a list": "<div hidden>\n\n- @\n- more\n\n</div>",
    "around code": "<div hidden>\n\n```\n@\n```\n\n</div>",
    "around a table": "<div hidden>\n\n| a | b |\n| - | - |\n| @ | c |\n\n</div>",
    "a style sheet": '<style>.x{display:none}</style>\n\n<p class="x">@</p>',
    "a style sheet for a line": '<style>.x{display:none}</style>\n\nWords <span class="x">@</span> stay.',
    "popover": "<div popover>@</div>",
    "dialog": "<dialog>@</dialog>",
    "datalist": "<datalist><option>@</option></datalist>",
    "canvas": "<canvas>@</canvas>",
    "video": "<video>@</video>",
    "noembed": "<noembed>@</noembed>",
    "script": "<script>\n\n@\n\n</script>",
    "svg": "<svg><text>@</text></svg>",
    "instruction": "<?php\n@\n?>",
    "section of data": "<![CDATA[\n@\n]]>",
    "declaration": "<!DOCTYPE @>",
    "in a quote": '> <p style="display:none">\n> @\n> </p>',
    "definition": '[x]: http://a.b/c "@"',
    "definition over lines": "[x]:\n  http://a.b/c\n  '@'",
    "title of a link": 'See [the page](http://a.b/c "@") for the rule.',
    "title of a link in a line": "See [the page](http://a.b/c '@') words that stay.",
    "an attribute": 'Words <span title="@">that stay</span> here.',
    "a column's name": "| a <i hidden>@</i> | b |\n| - | - |\n| Words that stay. | more |",
    "a table's caption": "Table 1 <i hidden>@</i>\n\n| a | b |\n| - | - |\n| Words that stay. | more |",
    "in a cell": "| a | b |\n| - | - |\n| Words that stay. | <i hidden>@</i> |",
}
SHOWN = {
    "words after brackets": "[Ferry]: @",
    "words after brackets within": "A paragraph goes on\n[Ferry]: @",
    "a comment in code": "Begin with `<!--` here.\n\n@",
    "a tag in code": "Look for `<script>` in it. @",
    "an escaped tag": "Look for \\<script> in it. @",
    "a placeholder": "Replace <title> by the name.\n\n@",
    "a placeholder that swallows": "Write <template> or <select> there. @",
    "less than": "If a < b and c > d, then: @",
    "an address": "Ask <https://a.b/c> or <a@b.c>. @",
    "bold": "<b>@</b>",
    "a block": "<div>\n\n@\n\n</div>",
    "a dark block": '<div style="background:#000;color:#fff">@</div>',
    "details": "<details><summary>More</summary>\n\n@\n\n</details>",
    "an open dialog": "<dialog open>@</dialog>",
    "after what is hidden": "Words <span hidden>gone</span> stay. @",
    "beside a hidden cell": "| a | b |\n| - | - |\n| @ | <i hidden>gone</i> |",
    "a style sheet for others": "<style>.x{display:none}</style>\n\n<p class=y>@</p>",
    "code with a tag": "```\n<p hidden>@</p>\n```",
    "an unclosed tag in a line": "Words <span hidden>gone\n\n@",
    "a footnote": "See it.[^1]\n\n[^1]: @",
    "a link": '@ See [the page](http://a.b/c "The page").',
    "deep in lists": "".join("  " * depth + "- item\n" for depth in range(20)) + "  " * 20 + "- @",
}


def told(tmp_path: Path, body: str) -> str:
    path = tmp_path / "a.md"
    path.write_text(f"# Ferry\n\nNobody passes the pier.\n\n{body}\n\n{LAST}\n", "utf-8")
    document = read(path).documents[0]
    told = ((document.text[block.start : block.end], block.context, *block.section) for block in document.blocks)
    return "\n".join(line for lines in told for line in lines)


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_does_not_go_in(tmp_path: Path, name: str) -> None:
    said = told(tmp_path, UNSEEN[name].replace("@", SECRET))
    assert "Zanzibar" not in said and "Nobody passes" in said
    assert LAST in said or "never closes" in name
    assert "stay" in said or "stay" not in UNSEEN[name]


@pytest.mark.parametrize("name", SHOWN)
def test_what_people_see_goes_in(tmp_path: Path, name: str) -> None:
    said = told(tmp_path, SHOWN[name].replace("@", SEEN))
    assert SEEN in said and LAST in said and "gone" not in said


_SHORT_SIGNS = "[ ![ * _ ` `a`` < <!-- <? <p <script <b> > - .... \u2026 [a]( [a]({{x}} [a]: | ( {{ \\"
_SIGNS = (*_SHORT_SIGNS.split(), *(" *a", "<p ", "<b x=", "<div>\n", "> ", "- ", '[a](b "', "<? ", "~~~\n", "a\n"))


@pytest.mark.parametrize("sign", _SIGNS)
def test_signs_that_never_close_take_no_time(tmp_path: Path, sign: str) -> None:
    path, began = tmp_path / "a.md", time.process_time()
    path.write_text(f"# Ferry\n\n{SEEN}\n\n{sign * (60_000 // len(sign))} word\n", "utf-8")
    try:
        assert SEEN in read(path).documents[0].text
    except Unreadable as refused:
        assert refused.reason == "it is nested too deeply"
    assert time.process_time() - began < 20  # some 4 s at most where nothing else runs


def test_text_too_deep_for_the_parser_is_refused_rather_than_lost(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="nested too deeply"):
        told(tmp_path, "> " * 200 + SEEN)


def test_a_link_of_many_braces_is_told_at_once() -> None:
    text, began = "[a](" + "{{x}}" * 2_000, time.process_time()
    assert links_in(text, Span(0, len(text))) == ()
    assert plain("[the *page*](http://a.b 'x') is <b>here</b>") == "[the page](http://a.b 'x') is here"
    assert time.process_time() - began < 5
