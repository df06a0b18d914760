"""Forums, such as a risk committee: who sits on one, who is told, and who may speak for it."""

from collections.abc import Iterable

from assistant.intake.office import Office
from knowledge.access.people import Person
from knowledge.records.intake import Intake
from knowledge.records.roles import Power
from knowledge.records.vocabulary import Status


def seats(office: Office, forum: Person, audience: str) -> list[Person]:
    """Those who sit on a forum and may read what is for `audience`."""
    return [one for one in office.everybody() if one.sits_on(forum) and one.may_read(audience)]


def reached(office: Office, emails: Iterable[str], audience: str) -> list[str]:
    """These people; in place of a forum those who sit on it."""
    found = [(email, office.person(email)) for email in emails]
    told = [
        [one.email for one in seats(office, who, audience)] if who and who.is_forum else [email] for email, who in found
    ]
    return list(dict.fromkeys(one for some in told for one in some))


def accepts_for(office: Office, email: str, approver: str | None) -> bool:
    """Whether somebody may accept a risk that `approver` is to accept: they are it, or sit on the forum that it is."""
    who, named = office.person(email), office.person(approver) if approver else None
    if email == approver:
        return named is not None and not named.is_forum
    return bool(who and named and who.sits_on(named) and Power.ACCEPTS_RISK in named.powers)


def is_called(office: Office, actor: Person, intake: Intake) -> bool:
    """Whether an escalated request waits for `actor` by name, or for a forum that they sit on.

    Nobody speaks for a forum on what they asked for or own themselves.
    """
    taken = intake.escalation
    if intake.status != Status.ESCALATED or taken is None or taken.to == actor.email:
        return taken is not None and taken.to == actor.email
    own = {intake.requester, *(one.owner for one in intake.assignments)}
    forum = office.person(taken.to)
    return forum is not None and actor.sits_on(forum) and actor.email not in own
