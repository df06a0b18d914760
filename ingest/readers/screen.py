"""Which elements of an HTML page are not part of what it says: those that hold no words, or belong to the site."""

import re
from typing import Any

_DROPPED_WORDS = (
    "nav footer aside script style noscript template head button svg math iframe object embed canvas "
    "audio video select option input textarea dialog map area link meta title"
)
DROPPED = frozenset(_DROPPED_WORDS.split())
_ROLES_WORDS = "navigation contentinfo complementary banner search menu menubar dialog alert toolbar"
_ROLES = frozenset(_ROLES_WORDS.split())
_SITE_WORDS_WORDS = (
    "nav navbar navigation menu breadcrumb breadcrumbs sidebar footer cookie cookies consent share "
    "sharing social related pagination pager toc skip newsletter subscribe advert advertisement ads "
    "banner promo topbar masthead copyright"
)
_SITE_WORDS = frozenset(_SITE_WORDS_WORDS.split())
_PART = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")
_MAJORITY = 0.4
_ENOUGH = 200


def main_of(tree: Any) -> Any:
    """The element that holds what the page says: its main part if that has enough words, or else the body."""
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and _size(found[0]) >= min(_ENOUGH, _size(tree.body) // 2):
            return found[0]
    return tree.body


def is_screened(node: Any) -> bool:
    """Whether an element (with all that is in it) is left out."""
    tag = node.tag
    return tag in DROPPED or tag.startswith("-") or tag == "!doctype" or _is_site(node)


def _is_site(node: Any) -> bool:
    attributes = node.attributes
    if (attributes.get("role") or "").lower() in _ROLES or (node.tag == "header" and _is_menu(node)):
        return True
    if node.tag not in ("div", "ul", "ol", "section", "p", "span", "header"):
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(_SITE_WORDS & {word.lower() for word in _PART.split(names)}) and _is_minor(node)


def _is_menu(header: Any) -> bool:
    """Whether a page's header is its menu rather than the head of an article."""
    return (
        header.css_first("h1,h2,h3") is None or header.css_first("nav") is not None and header.css_first("h1") is None
    )


def _is_minor(node: Any) -> bool:
    """Whether an element holds only a part of what its parent holds, so that it is no wrapper of everything."""
    top = node
    while top.parent is not None and top.parent.tag not in ("html", "-document", None):
        top = top.parent
    return _size(node) < _MAJORITY * max(1, _size(top))


def _size(node: Any) -> int:
    return len(node.text(deep=True)) if node is not None else 0
