"""Which pieces of a text are furniture of its site or its pages: there for finding the way, not for what is said."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ingest.readers.pieces import Form, Piece, is_link_entry, is_linky, is_mostly_links, is_told, said, says_something
from knowledge.sources.sentences import sentences

MANY, FEW = 6, 3
_YEAR = r"(?:19|20)\d\d"
_COPYRIGHT = re.compile(
    rf"^\W*(?:\(c\)\s*(?:copyright\s*)?{_YEAR}|\u00a9.*(?:\d{{4}}|reserved)|copyright\s*(?:\(c\)|\u00a9|{_YEAR})"
    rf"|copyright\b.{{1,60}}{_YEAR}\W*$)|\ball rights reserved\b(?:\W+\w+){{0,5}}\W*$",
    re.I,
)
_LABEL = re.compile(r"(?<![*\w])(?:\*[^*\n]+\*|_[^_\n]+_)(?:\s+(?:\*[^*\n]+\*|_[^_\n]+_))*")
_LEADER = re.compile(r"(?<!\.)(?<!\. )(?:\.[ \t]?){4,}+\s*\d{0,4}\s*$|(?<!\u2026)\u2026{2,}+\s*\d{1,4}\s*$")
_CONTENTS = re.compile(
    r"\W*(?:table of contents|contents|toc|on this page|in this (?:article|section)|site ?map|navigation|menu|"
    r"related (?:topics?|articles?|posts?|guides?|pages?|links?|resources|reading|topic guides)|see also)\W*",
    re.I,
)
_RELATED = re.compile(r"\W*(?:related|see also)\b", re.I)
_WAYS = re.compile(
    r"\b(?:see|read|visit|click|learn|explore|download|here|more|further|related|links?|guides?|articles?|resources?|"
    r"sources?|references?|pages?|documents?|documentation)\b",
    re.I,
)
_SOURCES = re.compile(
    r"\W*(?:sources?|references?|further reading|related|see also|read (?:more|next)|more (?:on|about))\b"
    r"[^.!?]{0,120}:\W*",
    re.I,
)
_CONTROL = re.compile(
    r"\W*(?:skip to (?:main )?content|back to top|(?:share|print|edit|bookmark|download) this (?:page|article|post)|"
    r"was this (?:page|article) helpful\W*(?:yes\W*no)?|(?:sign up for|subscribe to) (?:our|the) newsletter|"
    r"accept (?:all )?cookies|read more|learn more|previous(?: page)?|next(?: page)?|\d+ min(?:ute)?s? read|"
    r"page \d+(?: (?:of|/) \d+)?|\d+ / \d+|advertisement|share|home|menu|search|toggle navigation|log ?in|sign in)\W*",
    re.I,
)


def furniture(text: str, pieces: Sequence[Piece]) -> frozenset[int]:
    """The indexes of the pieces that are furniture."""
    gone = set(_link_lists(text, pieces)) | set(_eyebrows(text, pieces))
    gone |= {i for i, piece in enumerate(pieces) if _is_furniture(text, piece)}
    gone -= set(_introduced(text, pieces))
    gone |= set(_contents(text, pieces)) | set(_running(text, pieces))
    return frozenset(gone | set(_orphaned(text, pieces, gone)))


def _is_furniture(text: str, piece: Piece) -> bool:
    check = {Form.PROSE: _is_prose_furniture, Form.ITEM: _is_item_furniture, Form.ROW: _is_row_of_links}.get(piece.form)
    return bool(check and check(text, piece))


def _is_prose_furniture(text: str, piece: Piece) -> bool:
    if is_mostly_links(text, piece.span, piece.links) or _is_notice(text, piece):
        return True
    single = len(sentences(text, piece.start, piece.end)) == 1
    return single and is_link_entry(text, piece.span, piece.links)


def _is_item_furniture(text: str, piece: Piece) -> bool:
    return is_mostly_links(text, piece.span, piece.links) or _is_notice(text, piece)


def _is_notice(text: str, piece: Piece) -> bool:
    raw, words = piece.span.of(text), said(text, piece)
    short = len(words.split()) <= 30
    if not says_something(raw) or _LEADER.search(raw) or _CONTROL.fullmatch(words):
        return True
    return short and bool(_COPYRIGHT.search(words))


def _eyebrows(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    """Short labels in italics above a heading."""
    for i, (piece, after) in enumerate(zip(pieces, pieces[1:], strict=False)):
        if piece.form is Form.PROSE and after.form is Form.HEADING and _LABEL.fullmatch(piece.span.of(text)):
            words = said(text, piece)
            if len(words.split()) <= 5 and ":" not in words and words[-1:] not in ".!?":
                yield i


def _is_row_of_links(text: str, piece: Piece) -> bool:
    filled = [cell for cell in piece.cells if says_something(cell.of(text))]
    rest = filled[piece.keys :] or filled
    named = bool(filled) and len(filled[0].of(text).split()) < 6
    return not filled or (named and not piece.whole and all(is_linky(text, cell, piece.links) for cell in rest))


def _contents(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    """What leads elsewhere under a heading such as "Table of contents", down to the next heading of its level."""
    names = {said(text, piece).casefold() for piece in pieces if piece.form is Form.HEADING}
    for head, under in _ways(text, pieces):
        silent = [i for i in under if pieces[i].form is not Form.ROW and not is_told(said(text, pieces[i]))]
        listed = (said(text, pieces[i]).casefold() in names or is_linky(text, pieces[i].span) for i in silent)
        if _RELATED.match(said(text, head)) or any(listed):
            yield from silent
        yield from (i for i in under if is_linky(text, pieces[i].span, pieces[i].links))


def _ways(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, list[int]]]:
    """Each heading such as "Table of contents", and what stands under it."""
    head, under = None, list[int]()
    for i, piece in enumerate(pieces):
        if piece.form is not Form.HEADING:
            under.append(i)
        elif head is None or piece.level <= head.level:
            if head:
                yield head, under
            head, under = piece if _CONTENTS.fullmatch(said(text, piece)) else None, []
    if head:
        yield head, under


def _introduced(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    """The items of lists that a sentence introduces which says more than where to read on."""
    for i, piece in enumerate(pieces):
        words = said(text, piece) if piece.form is Form.PROSE else ""
        if words.endswith(":") and len(words.split()) >= 5 and not _WAYS.search(words):
            yield from (each for each in _list_after(pieces, i) if pieces[each].form is Form.ITEM)


def _link_lists(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    """The entries (with what is nested in them) of every list that is mostly made of links."""
    parents = _parents(pieces)
    brothers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, parent in parents.items():
        brothers[parent].append(i)
    gone: set[int] = set()
    for items in brothers.values():
        linky = [i for i in items if is_linky(text, pieces[i].span, pieces[i].links)]
        gone.update(linky if 2 * len(linky) >= len(items) else [])
    for i in sorted(parents):
        if i in gone or parents[i][1] in gone:
            gone.add(i)
            yield i


def _parents(pieces: Sequence[Piece]) -> dict[int, tuple[int, int]]:
    """For each item: the number of its list, and the index of the item it is nested in (or -1)."""
    found: dict[int, tuple[int, int]] = {}
    run, path = 0, [(-1, -1)]
    for i, piece in enumerate(pieces):
        if piece.form is not Form.ITEM:
            run, path = i + 1, [(-1, -1)]
            continue
        while path[-1][0] >= piece.level:
            path.pop()
        found[i] = (run, path[-1][1])
        path.append((piece.level, i))
    return found


def _running(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    """Lines that come back at the edges of pages (form feeds): all of them if MANY, all but the first if FEW."""
    words = {i: said(text, pieces[i]).casefold() for i in _at_edges(text, pieces)}
    times, seen = Counter(words.values()), set[str]()
    for i, word in words.items():
        if times[word] >= MANY or (times[word] >= FEW and word in seen):
            yield i
        seen.add(word)


def _at_edges(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    ends = [0, *(piece.end for piece in pieces)]
    starts = [*(piece.start for piece in pieces), len(text)]
    feeds = ["\f" in text[end:start] for end, start in zip(ends, starts, strict=True)]
    for i, piece in enumerate(pieces):
        if piece.form is Form.PROSE and (feeds[i] or feeds[i + 1] or (any(feeds) and i in (0, len(pieces) - 1))):
            yield i


def _orphaned(text: str, pieces: Sequence[Piece], gone: set[int]) -> Iterator[int]:
    """Lines that introduce a list of which nothing is left; and lists of sources with the line that says so."""
    for i, piece in enumerate(pieces):
        if piece.form is Form.PROSE and said(text, piece).endswith(":"):
            following = list(_list_after(pieces, i))
            if following and gone.issuperset(following):
                yield i
            elif _SOURCES.fullmatch(said(text, piece)):
                yield from (i, *(each for each in following if pieces[each].form is Form.ITEM))


def _list_after(pieces: Sequence[Piece], at: int) -> Iterator[int]:
    for i in range(at + 1, len(pieces)):
        if pieces[i].form not in (Form.ITEM, Form.ROW):
            return
        yield i
