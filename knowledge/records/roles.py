"""What people may do: the roles that an admin gives them, the powers of forums, and the parts taken in one request."""

from enum import StrEnum


class Role(StrEnum):
    """The roles that people are given by an admin."""

    REQUESTER = "requester"
    OWNER = "owner"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    LEAD = "lead"
    ADMIN = "admin"


class Power(StrEnum):
    """What a forum, a body of people, can do for a request that is taken to it."""

    ACCEPTS_RISK = "accepts_risk"
    FUNDS = "funds"


class Part(StrEnum):
    """The parts that people take in the work on a request."""

    OWNER = "owner"
    REVIEWER = "reviewer"
    APPROVER = "approver"
