"""What people may do: the roles that an admin gives them, and the parts they take in the work on one request."""

from enum import StrEnum


class Role(StrEnum):
    """The roles that people are given by an admin."""

    REQUESTER = "requester"
    OWNER = "owner"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    LEAD = "lead"
    ADMIN = "admin"


class Part(StrEnum):
    """The parts that people take in the work on a request."""

    OWNER = "owner"
    REVIEWER = "reviewer"
    APPROVER = "approver"
