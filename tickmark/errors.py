"""What can go wrong at the front door, each with the exit status it ends in.

Problem         the machinery can't do what was asked: one line, exit 1
`-- Misuse      the words of the command are off: one line, exit 2
"""


class Problem(Exception):  # noqa: N818
    """One line: what, where, what to do."""

    status = 1


class Misuse(Problem):
    """A command that can't be understood."""

    status = 2
