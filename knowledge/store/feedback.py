"""What people thought of a reply, kept with the question's hash, the reply, and the versions of its rule and sources."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, insert, select

from knowledge.store.database import reading, writing
from knowledge.store.slack_tables import slack_feedback, slack_replies


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether somebody found a reply helpful; `reply` is its JSON, `question` its words: "" and {} once erased."""

    reply_id: str
    person: str
    helpful: bool
    reason: str
    at: datetime
    question: str
    question_hash: str
    reply: dict[str, Any]


def think(engine: Engine, reply_id: str, person: str, helpful: bool, reason: str, at: datetime) -> bool:
    """Keep or change what `person` thinks of a reply; False where there is no such reply."""
    its = (slack_feedback.c.reply_id == reply_id) & (slack_feedback.c.person == person)
    row = {"reply_id": reply_id, "person": person, "helpful": helpful, "reason": reason, "at": at}
    with writing(engine) as connection:
        if not connection.scalar(select(slack_replies.c.reply_id).where(slack_replies.c.reply_id == reply_id)):
            return False
        connection.execute(delete(slack_feedback).where(its))
        connection.execute(insert(slack_feedback).values(**row))
    return True


def opinions(engine: Engine, only_bad: bool = False) -> list[Opinion]:
    """All opinions, oldest first; with `only_bad` those that found no help."""
    joined = slack_feedback.join(slack_replies, slack_feedback.c.reply_id == slack_replies.c.reply_id)
    columns = (slack_feedback, slack_replies.c.question, slack_replies.c.question_hash, slack_replies.c.body)
    ask = select(*columns).select_from(joined).order_by(slack_feedback.c.at, slack_feedback.c.reply_id)
    if only_bad:
        ask = ask.where(slack_feedback.c.helpful.is_(False))
    with reading(engine) as connection:
        return [_opinion(row) for row in connection.execute(ask)]


def _opinion(row: Any) -> Opinion:
    reply = json.loads(row.body) if row.body else {}
    plain = (row.reply_id, row.person, row.helpful, row.reason, row.at)
    return Opinion(*plain, row.question, row.question_hash, reply)
