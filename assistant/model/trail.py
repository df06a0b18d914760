"""A session as it stands in the trace: every call by its hashes, what was dropped and why. Nothing in it depends on the clock."""

from assistant.contract import Reply
from assistant.model.session import Session
from assistant.trace import DroppedOut, ModelTrace, Trace, WordingOut


def trail(trace: Trace, reply: Reply, session: Session) -> ModelTrace:
    """`trace` of `reply` with what the model of `session` was asked, and what came of it."""
    named = (f"{one.prompt.id} {one.prompt.version} {one.prompt.sha256[:12]}" for one in session.calls)
    told = {one.text for one in reply.statements}
    return ModelTrace(
        retrieved=trace.retrieved,
        dropped=trace.dropped,
        index=trace.index,
        model=session.model.name,
        prompts=tuple(dict.fromkeys(named)),
        chance=trace.chance,
        parameters={name: str(value) for name, value in session.model.parameters.items()},
        calls=tuple(one.told for one in session.calls),
        wording=WordingOut(
            drafted=session.drafted,
            passed=len(session.passed),
            shown=tuple(one.text for one in session.passed if one.text in told),
            dropped=tuple(DroppedOut(text=one.text, reason=one.reason) for one in session.dropped),
        ),
        notes=tuple(session.notes),
        run=session.run,
    )


def to_keep(reply: Reply) -> Reply:
    """`reply` as it is kept: of its trace what a model was asked and what came of it, by hashes and reasons, and no word that the
    reply itself does not hold."""
    trace = reply.trace
    if not isinstance(trace, ModelTrace):
        return reply.model_copy(update={"trace": None})
    reasons = tuple(one.model_copy(update={"text": ""}) for one in trace.wording.dropped)
    wording = trace.wording.model_copy(update={"dropped": reasons})
    bare = {"retrieved": (), "dropped": (), "notes": (), "wording": wording, "chance": None}
    return reply.model_copy(update={"trace": trace.model_copy(update=bare)})
