"""A stretch of a quote that a claim leaves out, and what can be asked of it."""

from collections.abc import Set
from dataclasses import dataclass

from assistant.gate.tokens import SILENT, Sort, Token, Tokens


@dataclass(frozen=True, slots=True)
class Gap:
    """tokens[start:end] of the quote is left out, its first and last compared tokens at `first` and `last`.

    `lead` and `tail` are the silent tokens on either side; `joint`: whether the claim has an "and" or a comma there.
    """

    tokens: Tokens
    start: int
    end: int
    first: int
    last: int
    joint: bool

    @property
    def body(self) -> Tokens:
        return self.tokens[self.first : self.last + 1]

    @property
    def lead(self) -> Tokens:
        return self.tokens[self.start : self.first]

    @property
    def tail(self) -> Tokens:
        return self.tokens[self.last + 1 : self.end]

    @property
    def before(self) -> Tokens:
        return self.tokens[: self.first]

    @property
    def after(self) -> Tokens:
        return self.tokens[self.last + 1 :]

    @property
    def is_last(self) -> bool:
        return self.end == len(self.tokens)

    @property
    def compared(self) -> list[Token]:
        return [token for token in self.body if token.sort not in SILENT]

    @property
    def segment(self) -> Tokens:
        """The part of the quote round the gap that semicolons enclose."""
        start = max((i + 1 for i in range(self.first) if self.tokens[i].low == ";"), default=0)
        stop = next((i for i in range(self.last, len(self.tokens)) if self.tokens[i].low == ";"), len(self.tokens))
        return self.tokens[start:stop]

    def has(self, sorts: Set[Sort]) -> bool:
        return any(token.sort in sorts for token in self.body)


def has_and(tokens: Tokens) -> bool:
    """Whether two things are joined among `tokens`."""
    return any(token.sort is Sort.AND for token in tokens)


def has_comma(tokens: Tokens) -> bool:
    """Whether a comma or dash stands among `tokens`."""
    return any(token.low in (",", "-") for token in tokens)


def has_key(tokens: Tokens, wanted: Set[str]) -> bool:
    """Whether a token among `tokens` is one of `wanted`, by key or by word."""
    return any(token.key in wanted or token.low in wanted for token in tokens)
