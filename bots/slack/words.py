"""Text between Slack and us: out, nothing of others becomes markup, a mention or a link; in, markup becomes plain words."""

import re

from knowledge.sources.sentences import sentences

_NOBODY = "​"  # a space without width: what it parts is no name and no address any more
_CALLS = re.compile(r"@(?=(?:channel|here|everyone)\b)", re.I)
_ADDRESS = re.compile(r"(?<=[A-Za-z]):(?=//)|\b(?:mailto|tel|javascript):|\bwww(?=\.)", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff‪-‮⁦-⁩]")
_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|([^>]*))?>")
_PLACE = re.compile(r"<#[A-Z0-9]+(?:\|([^>]*))?>")
_SPECIAL = re.compile(r"<!([^>|]*)(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^>|]+)(?:\|([^>]*))?>")
ELLIPSIS = "…"
_NAMES = {"iso_27001": "ISO/IEC 27001", "soc_2": "SOC 2", "isms_artefact": "ISMS artefact"}


def escaped(text: str) -> str:
    """`text` as it can stand in mrkdwn: its brackets are no markup, its mentions call nobody, its addresses are no links."""
    plain = _ADDRESS.sub(rf"\g<0>{_NOBODY}", _CALLS.sub(f"@{_NOBODY}", _CONTROL.sub(" ", text)))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def line(text: str) -> str:
    """`text` as one escaped line."""
    return " ".join(escaped(text).split())


def link(url: str, label: str) -> str:
    """A link to a URL that an operator or the registry gave; just the label where it is none."""
    if not re.fullmatch(r"https?://[^\s<>|\"]+", url):
        return line(label)
    return f"<{url.replace('&', '&amp;')}|{line(label).replace('|', '/')}>"


def said(text: str, bot_user: str = "") -> str:
    """The words of a message: mentions of the bot taken out, others as names, links as their labels or addresses."""
    own = re.compile(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>") if bot_user else None
    words = own.sub(" ", text) if own else text
    words = _MENTION.sub(lambda hit: f"@{hit[1] or 'somebody'}", words)
    words = _PLACE.sub(lambda hit: f"#{hit[1] or 'a channel'}", words)
    words = _SPECIAL.sub(lambda hit: hit[2] or f"@{hit[1]}", words)
    words = _LINK.sub(lambda hit: hit[2] or hit[1], words)
    plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _CONTROL.sub(" ", plain).strip()


def spoken(value: str) -> str:
    """A value of a closed set as people write it."""
    return _NAMES.get(value, value.replace("_", " "))


def short(text: str, most: int) -> str:
    """`text` in at most `most` characters, cut at a word."""
    return text if len(text) <= most else (text[: most - 1].rpartition(" ")[0] or text[: most - 1]) + ELLIPSIS


def pieces(text: str, most: int) -> list[str]:
    """`text` in parts of at most `most` characters, cut after a sentence, or where one is longer, after a word."""
    parts: list[str] = []
    for span in sentences(text):
        for part in _words(text[span.start : span.end], most):
            if parts and len(parts[-1]) + 1 + len(part) <= most:
                parts[-1] = f"{parts[-1]} {part}"
            else:
                parts.append(part)
    return parts


def _words(text: str, most: int) -> list[str]:
    parts = []
    while len(text) > most:
        head = text[:most].rpartition(" ")[0] or text[:most]
        parts.append(head)
        text = text[len(head) :].lstrip()
    return [*parts, text] if text else parts
