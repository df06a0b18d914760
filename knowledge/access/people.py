"""People and what they may do, as pure types."""

from dataclasses import dataclass

from knowledge.records.roles import Power, Role
from knowledge.sources.types import EVERYONE

OPERATOR = "operator@tickmark.local"
"""Who acts where nobody is named: whoever may run commands on the home. Reads what everyone may read."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks, owns, reviews, approves or leads, or a forum, which has powers instead of roles.

    Groups are audiences; those of a forum are the groups of the people who sit on it.
    """

    email: str
    name: str
    groups: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    powers: frozenset[Power] = frozenset()

    @property
    def is_forum(self) -> bool:
        """Whether this is no person but a body of them, such as a risk committee."""
        return bool(self.powers)

    def sits_on(self, forum: "Person") -> bool:
        """Whether this person is one of those whom `forum` is made of."""
        return forum.is_forum and not self.is_forum and bool(self.groups & forum.groups)

    @property
    def audiences(self) -> frozenset[str]:
        """The audiences whose records and sources this person may read."""
        return self.groups | {EVERYONE}

    def may_read(self, audience: str) -> bool:
        """Whether this person may read what is for `audience`."""
        return audience in self.audiences


def operator() -> Person:
    """The operator: every role but approver, since an approval needs a name."""
    return Person(OPERATOR, "the operator", frozenset(), frozenset(Role) - {Role.APPROVER})
