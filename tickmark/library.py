"""The bundled library on disk: its pages, its registry of primary sources, its rules, and the questions it lists."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path

import yaml

import knowledge
from assistant.question.language import names_of
from assistant.question.wording import Wording
from knowledge.rules.load import load_rule
from knowledge.rules.requests import QUESTION, wishes
from knowledge.rules.rule import Rule
from knowledge.sources.text import as_stored
from knowledge.sources.types import Kind, PrimarySource, Span, Tier
from tickmark.slips import slips

ROOT = Path(knowledge.__file__).parent
PAGES = ROOT / "library"
RULES = ROOT / "rules"
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b")
COMMON = 25  # times that a word stands in the library, from which a short slip may be mended to it


def digest() -> str:
    """A sha256 over every page and all that is listed: another one means that the library in the home is behind."""
    listed = (PAGES / "asks.yaml", PAGES / "unanswered.txt", *sorted(RULES.glob("*.requests.txt")))
    files = (*sorted(PAGES.glob("*.md")), *listed, *sorted(RULES.glob("*.tuned.npz")))
    said = [f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def requests_digest(rule: Rule) -> str:
    """A sha256 over the requests that `rule` lists."""
    return hashlib.sha256(json.dumps({name: rule.requests[name] for name in rule.requests}).encode()).hexdigest()


def lists_digest() -> str:
    """A sha256 over all questions and requests that are listed, of every rule."""
    return _sha256({"asks": list(asks().values()), "none": unanswered(), "told": questions(), "asked": requests()})


def reading_digest(rule: Rule) -> str:
    """A sha256 over the requests that `rule` lists and all that it reads in a text."""
    read = {"facts": [asdict(fact) for fact in rule.facts], "speech": asdict(rule.speech)}
    return _sha256({**read, "listed": wishes(rule.requests)})


def _sha256(value: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(value, default=sorted).encode()).hexdigest()


def registry() -> Mapping[str, PrimarySource]:
    """The primary sources by id."""
    entries = yaml.load((PAGES / "sources.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {
        e["id"]: PrimarySource(e["id"], e["title"], e["publisher"], e["url"], Kind(e["kind"]), Tier(e["tier"]))
        for e in entries
    }


def _is_rule(path: Path) -> bool:
    """A file of the rules folder that has clauses; the others hold the words of a language."""
    return re.search(r"(?m)^clauses:", path.read_text("utf-8")) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the rules folder, validated against the pages. Raises RuleError."""
    return tuple(load_rule(path, find_quote) for path in sorted(RULES.glob("*.yaml")) if _is_rule(path))


def names() -> re.Pattern[str]:
    """A pattern for the titles of all frameworks that the rules compare."""
    return names_of(option.title for rule in rules() for option in rule.options())


def asks() -> dict[tuple[str, str], tuple[str, ...]]:
    """The questions that each section answers, by page id and heading."""
    listed = yaml.load((PAGES / "asks.yaml").read_text("utf-8"), yaml.CSafeLoader) or {}
    return {(page, heading): tuple(qs) for page, sections in listed.items() for heading, qs in sections.items()}


def unanswered() -> tuple[str, ...]:
    """Questions near its topics that the library is known not to answer."""
    return tuple(line for line in (PAGES / "unanswered.txt").read_text("utf-8").splitlines() if line.strip())


def requests() -> tuple[str, ...]:
    """Requests to decide between frameworks, as people send them."""
    return tuple(text for rule in rules() for texts in wishes(rule.requests).values() for text in texts)


def questions() -> tuple[str, ...]:
    """Questions that tell a wish as requests do, and ask to be told something."""
    return tuple(text for rule in rules() for text in rule.requests.get(QUESTION, ()))


def words() -> dict[str, int]:
    """How often each word stands in the pages and the listed questions, but for proper names and slips of the keyboard."""
    texts = " ".join(page.read_text("utf-8") for page in PAGES.iterdir() if page.is_file())
    written = Counter(_WORD.findall(texts))
    names = {word for word in _NAME.findall(texts) if word.lower() not in written}
    counts = Counter[str]()
    for word in written.keys() - names:
        counts[word.lower()] += written[word]
    pages = {word.lower() for page in PAGES.glob("*.md") for word in _WORD.findall(page.read_text("utf-8"))}
    return {word: counts[word] for word in counts.keys() - slips(counts, pages)}


def wording(counts: Mapping[str, int], known: Callable[[str], bool]) -> Wording:
    """The abbreviations people type, and the words to which another is mended, with their counts; `known` words stay."""
    abbreviations = yaml.load((PAGES / "abbreviations.yaml").read_text("utf-8"), yaml.CBaseLoader)
    return Wording(abbreviations, counts.keys(), known, {word: n for word, n in counts.items() if n >= COMMON})


def find_quote(source_id: str, quote: str) -> Span | None:
    """Where a quote stands in a page, or None."""
    start = _page(source_id).find(quote)
    return None if start < 0 or not quote else Span(start, start + len(quote))


@cache
def _page(source_id: str) -> str:
    path = PAGES / f"{source_id}.md"
    return as_stored(path.read_text("utf-8")) if path.is_file() else ""
