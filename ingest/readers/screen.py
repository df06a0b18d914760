"""Which elements of an HTML page are not part of what it says: those that hold no words, or are there for finding the way.

A name or a tag only makes an element suspect; what it holds decides: links, controls, or words that are no sentence.
"""

import re
from collections.abc import Iterator
from typing import Any

_DROPPED_WORDS = (
    "nav script style noscript template head svg annotation annotation-xml iframe object embed canvas "
    "audio video select option input map area link meta title"
)
DROPPED = frozenset(_DROPPED_WORDS.split())
_WAYS = frozenset(["navigation", "search", "menu", "menubar", "toolbar"])
_SUSPECTS = frozenset(["footer", "aside"])
_SUSPECT_ROLES = frozenset(["contentinfo", "complementary", "banner", "dialog", "alertdialog"])
_NAMED = frozenset(["div", "ul", "ol", "section", "p", "span", "header"])
_SITE_WORDS_WORDS = (
    "nav navbar navigation menu breadcrumb breadcrumbs sidebar footer cookie cookies consent share "
    "sharing social related pagination pager toc skip newsletter subscribe advert advertisement ads "
    "banner promo topbar masthead copyright"
)
_SITE_WORDS = frozenset(_SITE_WORDS_WORDS.split())
_PART = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")
_SENTENCE_END = re.compile(r"[.!?:;](?:\s|$)|[\u3002\uff01\uff1f\uff1b]")
_SENTENCES = frozenset(["p", "li", "td", "dd", "dt", "label"])  # where a button stands among words
_MAJORITY = 0.4
_MOST = 0.85
_FEW = 6
_ASKED = 3
_SHORT = 12
_CONTROLLED = 20  # words that one control may come with


def main_of(tree: Any) -> Any:
    """The element that holds what the page says: its main part if little is said outside it, or else the body."""
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and _prose(found[0]) >= _MOST * _prose(tree.body):
            return found[0]
    return tree.body


def is_screened(node: Any) -> bool:
    """Whether an element (with all that is in it) is left out."""
    tag = node.tag
    return tag in DROPPED or tag.startswith("-") or tag == "!doctype" or _is_site(node)


def _is_site(node: Any) -> bool:
    if node.tag == "button":
        return not (_is_among_words(node) or _is_sentence(node))
    attributes = node.attributes
    role = (attributes.get("role") or "").lower()
    if role in _WAYS:
        return True
    if node.tag in _SUSPECTS or role in _SUSPECT_ROLES or (node.tag == "header" and _is_menu(node)):
        return _finds_the_way(node)
    if node.tag not in _NAMED:
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    named = _SITE_WORDS & {word.lower() for word in _PART.split(names)}
    return bool(named) and _finds_the_way(node) and _is_minor(node)


def _is_menu(header: Any) -> bool:
    """Whether a page's header is its menu rather than the head of an article."""
    return (
        header.css_first("h1,h2,h3") is None or header.css_first("nav") is not None and header.css_first("h1") is None
    )


def _is_among_words(button: Any) -> bool:
    parent = button.parent
    if parent is None or parent.tag not in _SENTENCES:
        return False
    return any(one.tag == "-text" and any(map(str.isalnum, one.text())) for one in parent.iter(include_text=True))


def _is_sentence(button: Any) -> bool:
    """Whether a button is no label but says or asks something, as those do that open an answer."""
    return _words(button) >= _ASKED and bool(_SENTENCE_END.search(button.text(deep=True).strip()))


def _finds_the_way(node: Any) -> bool:
    """Whether an element is there for its links or controls, or holds a few words that say nothing."""
    words = _words(node)
    linked = sum(_words(link) for link in node.css("a"))
    controls = len(node.css("button,input,select"))
    if words < _FEW or 2 * linked >= words or words <= _CONTROLLED * controls:
        return True
    return words <= _SHORT and not _SENTENCE_END.search(node.text(deep=True).strip())


def _words(node: Any) -> float:
    """About how many words an element holds; signs of which each is a syllable or more count for half a word."""
    letters = [one for one in node.text(deep=True) if one.isalnum()]
    return sum(2.5 if one >= "\u2e80" else 1.0 for one in letters) / 5


def _is_minor(node: Any) -> bool:
    """Whether an element holds only a part of what its parent holds, so that it is no wrapper of everything."""
    top = node
    while top.parent is not None and top.parent.tag not in ("html", "-document", None):
        top = top.parent
    return len(node.text(deep=True)) < _MAJORITY * max(1, len(top.text(deep=True)))


def _prose(node: Any) -> int:
    """How many characters are said in an element outside links and what is left out."""
    return sum(map(len, _said(node))) if node is not None else 0


def _said(node: Any) -> Iterator[str]:
    todo = [node]
    while todo:
        for child in todo.pop().iter(include_text=True):
            if child.tag == "-text":
                yield child.text(deep=False).strip()
            elif child.tag != "a" and not is_screened(child):
                todo.append(child)
