"""People and what they may do, as pure types."""

from dataclasses import dataclass

from knowledge.records.roles import Role
from knowledge.sources.types import EVERYONE

OPERATOR = "operator@tickmark.local"
"""Who acts where nobody is named: whoever may run commands on the home. Reads what everyone may read."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks, owns, reviews, approves or leads. Groups are audiences."""

    email: str
    name: str
    groups: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()

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
