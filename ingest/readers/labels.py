"""Words that name columns and fields, and tables whose rows pair a name with a value (document control, cover sheets)."""

import re
from collections.abc import Iterator, Sequence

LABEL_WORDS = 7
_NAME_WORDS = 5
_ASKED = frozenset(["how", "what", "when", "where", "which", "who", "why"])
# What ends the name of a column or field; the others also end values (`Compliance Manager`) and count alone.
_ENDS_WORDS = """
    approval approver assignee author category classification code comment comments confidentiality criticality date
    deadline definition description duration duty duties end expiry frequency id impact interval justification level
    likelihood meaning name no number owner parent percentage period priority purpose rating ref reference responsibilities
    provided required needed responsibility retention review reviewer role score severity start status tier title type version
"""
_ALONE_WORDS = """
    account action activity address amount answer area asset auditor cause client company contact control cost country
    currency customer custodian framework frameworks industry location locations processes service services telephone website
    department detail details distribution due effect email entity evidence example examples explanation finding findings
    function group issue issuer item kind limit location manager method mitigation next note notes objective organisation
    organization outcome person phone position process provider question reason region regulator remediation replaces
    requirement requirements response result risk scope signature site source sponsor standard state step subject
    supersedes supplier system target task team term threshold time topic treatment trigger unit value vendor what when
    where who why year
"""
# What a column of names is itself called: such a table has headers whatever stands below.
_OF_NAMES_WORDS = """
    activity attribute criteria criterion data element entry event field function item key measure metric milestone
    parameter person position process property question requirement responsibility role section setting step task term topic
"""
_ENDS, _ALONE, _OF_NAMES = (frozenset(words.split()) for words in (_ENDS_WORDS, _ALONE_WORDS, _OF_NAMES_WORDS))
_WORD = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_DONE = re.compile(r"(?:\w+ )*\w+(?:ed|en) (?:by|on|to|from|until|date)", re.I)
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./ -](?:\d{1,2}|[^\W\d]{3,9})[./ -]\d{2,4}|[^\W\d]{3,9} \d{1,2}, \d{4}")
_CODE = re.compile(r"[^\W\d_]+[-_/.#]?\d[\w-]*")
_FIGURE = re.compile(r"[vV]?\d[\d.,%]*")


def is_label(cell: str) -> bool:
    """Whether a cell may name a field: a few words, at least one of letters, no sentence."""
    return 0 < len(cell.split()) <= LABEL_WORDS and any(map(str.isalpha, cell)) and cell[-1] not in ".;!,"


def names_column(cell: str) -> bool:
    """Whether a cell is what columns are usually called, and few values: `Owner`, `Next review`, `Approved by`."""
    bare = _BRACKETS.sub("", cell).strip(" :*").lower()
    words = _WORD.findall(bare)
    if not words or len(words) > _NAME_WORDS or any(map(str.isdigit, bare)):
        return False
    return (
        bool(_DONE.fullmatch(bare))
        or words[0] in _ASKED
        or words[-1] in _ENDS
        or (len(words) == 1 and words[0] in _ALONE)
    )


def titles_of(rows: Sequence[Sequence[str]]) -> int:
    """How many rows with one cell alone stand above two at least that have several."""
    several = [sum(map(bool, row)) > 1 for row in rows]
    first = several.index(True) if True in several else 0
    return first if all(several[first : first + 2]) and len(rows) > first + 1 else 0


def in_pairs(rows: Sequence[Sequence[str]], marked: bool = False) -> bool:
    """Whether every row pairs a name with a value, once or twice; `marked` where the names look unlike the values.

    A doubtful table is none: two names that fields usually have are the least, and no value of the first row is one.
    """
    width = max(map(len, rows), default=0)
    found = [pair for row in rows for pair in pairs_of(row)]
    names = [name for name, _ in found]
    if width not in (2, 4) or len(names) < 2 or any(len(row) % 2 or not row[0] for row in rows):
        return False
    if not all(map(is_label, names)) or len({*map(str.lower, names)}) < len(names):
        return False
    first = [value for _, value in pairs_of(rows[0]) if value]
    if not first or _name(names[0]).lower() in _OF_NAMES or any(map(names_column, first)):
        return False
    return all(name.endswith(":") for name in names) or (_speaks(found, marked) and (marked or not _stands_over(rows)))


def _stands_over(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns of the others: no field is named below it, or few are and words stand over
    a column of dates, figures or codes.
    """
    below = [name for row in rows[1:] for name, _ in pairs_of(row)]
    known = sum(map(_names_field, below))
    columns = zip(*([_CODE.fullmatch(cell) and "code" or _kind(cell) for cell in row] for row in rows), strict=False)
    typed = any(kinds[0] == "words" and len(set(kinds[1:])) == 1 and kinds[1] != "words" for kinds in columns)
    return bool(below) and (not known or (typed and 2 * known < len(below)))


def pairs_of(row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The names and values of a row that has them by turns."""
    for name, value in zip(row[::2], row[1::2], strict=False):
        if name or value:
            yield name, value


def _speaks(found: Sequence[tuple[str, str]], marked: bool) -> bool:
    """Whether enough of the names are those of fields: half, or two with values of unlike kinds."""
    known = sum(_names_field(name) for name, _ in found)
    unlike = len({_kind(value) for _, value in found if value}) > 1
    enough = 2 * known >= len(found) or (unlike and known > 1)
    return _names_field(found[0][0]) and (marked or (known > 1 and enough))


def _name(cell: str) -> str:
    return cell.rstrip(": ")


def _names_field(cell: str) -> bool:
    words = _WORD.findall(cell.lower())
    return names_column(cell) or bool(words) and (words[-1] in _ALONE or words[0] in _ALONE)


def _kind(value: str) -> str:
    if _DATE.search(value):
        return "date"
    return "figure" if _FIGURE.fullmatch(value) else "words"
