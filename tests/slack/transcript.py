"""What stands in Slack, as it reads: messages and modals of a conversation, for a terminal or a picture."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

Block = Mapping[str, Any]
_BOLD, _MARK = re.compile(r"\*([^*\n]+)\*"), r"\[\d+\]"
_HELD = ("initial_value", "initial_option", "initial_options", "initial_date")
_BUTTONS = {"": "bold", "primary": "bold green", "danger": "bold red"}


class Transcript:
    """Prints a conversation as it happens. `names` maps Slack's ids of people and channels to their names."""

    def __init__(self, console: Console, names: Mapping[str, str]) -> None:
        self._console, self._names = console, names

    def scene(self, title: str) -> None:
        """A heading that says what happens next."""
        self._console.print()
        self._console.rule(Text(title, "bold"), align="left", characters="─")

    def said(self, who: str, text: str, where: str) -> None:
        """What a person wrote, in a channel or a thread."""
        self._console.print()
        self._console.print(Text(who, "bold magenta").append(f"  {where}", "not bold bright_black"))
        self._console.print(Padding(self._words(text), (0, 0, 0, 2), expand=False))

    def did(self, who: str, text: str) -> None:
        """What a person clicked or filled in."""
        self._console.print()
        self._console.print(Text(who, "bold magenta").append(f" {text}", "not bold italic"))

    def posted(self, message: Block, where: str) -> None:
        """A message of the bot."""
        self._console.print()
        self._console.print(Text("Tickmark APP", "bold green").append(f"  {where}", "not bold bright_black"))
        for one in self._shown(message["blocks"]):
            self._console.print(Padding(one, (0, 0, 0, 2), expand=False))

    def opened(self, view: Block) -> None:
        """A modal, as whoever clicked sees it."""
        lines = Text("\n").join(self._shown(view["blocks"]))
        buttons = " ".join(f"[ {view[key]['text']} ]" for key in ("close", "submit") if key in view)
        self._console.print(Panel(lines, title=view["title"]["text"], subtitle=buttons or None, padding=(0, 1)))

    def _shown(self, blocks: Iterable[Block]) -> Iterator[Text]:
        for block in blocks:
            yield from _KINDS.get(block["type"], lambda *_: iter(()))(self._words, block)

    def _words(self, text: str) -> Text:
        text = re.sub(r"<[@#]([A-Z0-9]+)(?:\|[^>]*)?>", lambda m: f"@{self._names.get(m[1], m[1])}", text)
        text = re.sub(r"<(https?://[^|>]+)\|([^>]+)>", r"\2", text)
        made, end = Text(), 0
        for bold in _BOLD.finditer(text):
            made.append(html.unescape(text[end : bold.start()])).append(html.unescape(bold[1]), "bold")
            end = bold.end()
        made.append(html.unescape(text[end:])).highlight_regex(_MARK, "cyan")
        return made


Words = Callable[[str], Text]


def _section(words: Words, block: Block) -> Iterator[Text]:
    parts = [block["text"]] if "text" in block else []
    yield from (words(one["text"]) for one in [*parts, *block.get("fields", ())])


def _context(words: Words, block: Block) -> Iterator[Text]:
    shown = words("\n".join(str(one.get("text", "")) for one in block["elements"]))
    shown.stylize("bright_black")
    yield shown


def _actions(words: Words, block: Block) -> Iterator[Text]:
    yield Text("  ").join(_button(one) for one in block["elements"])


def _button(element: Block) -> Text:
    if element["type"] == "feedback_buttons":
        pair = (element["positive_button"]["text"]["text"], element["negative_button"]["text"]["text"])
        return Text("  ").join(Text(f"[ {one} ]") for one in pair)
    return Text(f"[ {element['text']['text']} ]", _BUTTONS[element.get("style", "")])


def _input(words: Words, block: Block) -> Iterator[Text]:
    element = block["element"]
    held = [element[key] for key in _HELD if key in element]
    yield Text(block["label"]["text"]).append(f": {_filled(held[0]) if held else '…'}")


def _filled(held: Any) -> str:
    if isinstance(held, str):
        return held
    return ", ".join(one["text"]["text"] for one in (held if isinstance(held, list) else [held]))


_KINDS: dict[str, Callable[[Words, Block], Iterator[Text]]] = {
    "header": lambda words, block: iter([Text(block["text"]["text"], "bold")]),
    "section": _section,
    "markdown": lambda words, block: iter([words(block["text"])]),
    "context": _context,
    "actions": _actions,
    "context_actions": _actions,
    "input": _input,
    "divider": lambda words, block: iter([Text("─" * 20, "bright_black")]),
}
