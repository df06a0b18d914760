"""What a call costs, and how much of an answer is read: by what a provider counts where that can be, by length otherwise.

By length a byte is a token: words are fewer, but digits, signs and characters of other scripts are not, and whoever asks may write
nothing else.
"""

import json
from dataclasses import replace

from assistant.model.talk import Asked, Spoken

PER = 1_000_000  # tokens that a price is for
FRAME = 32  # tokens of the marks around the four turns of a call
LONG = 8  # characters that a token is at most: an answer that is longer was not written within its limit
BELIEVED = 1_000_000  # tokens: no model reads or writes more in a call
UNCOUNTED = -1  # tokens of an answer of which no more is known than that it cost what it may
Price = tuple[float, float]


def dearest(asked: Asked, tokens: int, price: Price) -> float:
    """The most that a call should cost that may write `tokens`: what is laid aside for it, in the money of `price`."""
    return _cost(_read(asked), tokens, price)


def cost_of(said: Spoken, asked: Asked, tokens: int, price: Price) -> float:
    """What a call that was answered cost. A count that can't be is taken as none was given; none at all, by length."""
    read, written = said.read, said.written
    if not (read or written):
        return _cost(_read(asked), min(_tokens(said.text), tokens), price)
    read = read if 0 <= read <= BELIEVED else _read(asked)
    return _cost(read, written if 0 <= written <= BELIEVED else tokens, price)


def capped(said: Spoken, tokens: int) -> Spoken:
    """No more of an answer than `tokens` can be: what follows is neither read nor kept."""
    most = LONG * tokens
    return said if len(said.text) <= most else replace(said, text=said.text[:most], cut_off=True)


def _cost(read: int, written: int, price: Price) -> float:
    return (read * price[0] + written * price[1]) / PER


def _read(asked: Asked) -> int:
    """The form that an answer must keep to is read too."""
    told = asked.prompt
    return FRAME + _tokens("".join((told.system, told.example, told.answer, asked.user, json.dumps(asked.schema))))


def _tokens(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
