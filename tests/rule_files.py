"""Where the rule and the library stand, and a finder of quotes that reads the real pages."""

from pathlib import Path

from knowledge.sources.types import Span

ROOT = Path(__file__).parent.parent
RULE = ROOT / "knowledge" / "rules" / "iso-27001-vs-soc-2.yaml"


def library_quote(source_id: str, quote: str) -> Span | None:
    page = ROOT / "knowledge" / "library" / f"{source_id}.md"
    start = page.read_text("utf-8").find(quote) if page.is_file() else -1
    return Span(start, start + len(quote)) if start >= 0 else None
