"""The workers: durable jobs of what came in and of what goes out, each done with one effect however often it is begun."""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

from bots.slack.asking import Asked, answer_question, posts
from bots.slack.booth import Booth, name_of
from bots.slack.direct import answer_directly
from bots.slack.evidence_files import take_files
from bots.slack.following import after_step, hear_answer
from bots.slack.home import publish_home
from bots.slack.intake import fill_intake, open_record
from bots.slack.modals import fill_view, saying
from bots.slack.rendering import notice
from bots.slack.sending import send_next
from knowledge.store import jobs
from knowledge.store.inbox import EVENT, Event, Work, settle, waiting_event
from knowledge.store.jobs import Job
from knowledge.store.outbox import SEND

LOG = logging.getLogger("tickmark.slack")
GIVES_UP = 3  # tries of an event before its sender is told that it went wrong
Handler = Callable[[Booth, Event], Work]
HANDLERS: Mapping[str, Handler] = {
    "question": answer_question,
    "direct": answer_directly,
    "answer": hear_answer,
    "files": take_files,
    "fill": fill_intake,
    "intake": open_record,
    "step": after_step,
    "home": publish_home,
}


def work(booth: Booth, worker: str, limit: int = 1) -> int:
    """Do up to `limit` jobs that are due; how many were taken. What one worker holds, another that is free can't take."""
    held = jobs.lease(booth.engine, worker, booth.clock(), limit, (EVENT, SEND))
    for job in held:
        _DOES[job.kind](booth, job, worker)
    return len(held)


def _event(booth: Booth, job: Job, worker: str) -> None:
    event = waiting_event(booth.engine, job.subject)
    if event is not None:
        try:
            settle(booth.engine, event.key, HANDLERS[event.kind](booth, event), booth.clock())
        except Exception as error:
            LOG.warning("event %s failed (try %d): %s", name_of(event.key, 8), job.attempts, type(error).__name__)
            if job.attempts < GIVES_UP:
                jobs.failed(booth.engine, job, worker, type(error).__name__, booth.clock())
                return
            settle(booth.engine, event.key, _sorry(booth, event), booth.clock(), type(error).__name__)
    jobs.done(booth.engine, [job], worker)


def _sorry(booth: Booth, event: Event) -> Work:
    """Silence is the worst answer: a failure says so, with a name to look for in the log."""
    text = f"Something went wrong on my side, so this was not done. Tell an admin this id: {name_of(event.key, 8)}"
    if event.kind == "fill":
        fill_view(booth, str(event.body["view"]), saying("Open intake", text))
    if event.kind not in ("question", "files", "answer"):
        return Work()
    asked = Asked(**(event.body if event.kind == "question" else event.body["asked"]))
    return Work(posts=posts(event.key, asked.channel, asked.thread, [notice(text)]))


def _send(booth: Booth, job: Job, worker: str) -> None:
    try:
        again = send_next(booth.engine, booth.slack, job.subject, booth.clock)
    except Exception as error:
        LOG.warning("sending failed (try %d): %s", job.attempts, type(error).__name__)
        jobs.put_off(booth.engine, job, worker, booth.clock() + timedelta(seconds=5))
        return
    if again is None:
        jobs.done(booth.engine, [job], worker)
    else:
        jobs.put_off(booth.engine, job, worker, again)


_DOES: Mapping[str, Callable[[Booth, Job, str], None]] = {EVENT: _event, SEND: _send}
