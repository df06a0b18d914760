"""What a model said, each output kept by its own sha256, and the last one by the key of the call: the same call is answered the
same, and a reply can be made again also after another came."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

from assistant.model.run import Run
from assistant.model.talk import Asked, Failure, Send, Spoken

Keeping = Callable[[str, str], None]
Kept = Callable[[str], str | None]


def kept_by(send: Send, kept: Kept, keep: Keeping, replay: bool) -> Send:
    """`send`, whose outputs are kept; what is kept and of use is not asked again. A failure, and an output of no use, is asked
    again, unless in a `replay`, in which nothing is asked at all."""

    def answer(asked: Asked) -> Spoken | Failure:
        name = _named(kept, asked.key)
        held = _held(kept, name)
        if held is not None and (replay or _answers(held, asked)):
            asked.heard.kept = name
            return held
        if replay:
            return Failure.NOT_KEPT
        return _keeping(keep, asked, send(asked))

    return answer


def replayed(run: Run, kept: Kept) -> Send:
    """The way that gives each call of `run` what it was given then, in its order, and asks nothing."""
    left = list(run.calls)

    def answer(asked: Asked) -> Spoken | Failure:
        one = next((one for one in left if one.asked_sha256 == asked.key), None)
        if one is None:
            return Failure.NOT_KEPT
        left.remove(one)
        asked.heard.tries, asked.heard.kept = list(one.tries), one.kept_sha256
        return _held(kept, one.kept_sha256) or (Failure.NOT_KEPT if one.output_sha256 else Failure(one.result))

    return answer


def _answers(held: Spoken | Failure, asked: Asked) -> bool:
    return isinstance(held, Spoken) and asked.is_usable(held)


def _named(kept: Kept, key: str) -> str:
    """The name of the output that was kept last for a call, "" for none."""
    try:
        return str(json.loads(kept(key) or "{}").get("kept", ""))
    except Exception:  # whatever a store raises: a reply needs none
        return ""


def _held(kept: Kept, name: str) -> Spoken | Failure | None:
    try:
        return _read(kept(name)) if name else None
    except Exception:  # as above
        return None


def _keeping(keep: Keeping, asked: Asked, said: Spoken | Failure) -> Spoken | Failure:
    line = _written(said)
    name = hashlib.sha256(line.encode()).hexdigest()
    try:
        keep(name, line)
        keep(asked.key, json.dumps({"kept": name}))
    except Exception:  # as above
        return replace(said, kept=False) if isinstance(said, Spoken) else said
    asked.heard.kept = name
    return said


def _written(said: Spoken | Failure) -> str:
    if isinstance(said, Failure):
        return json.dumps({"failure": said.value})
    return json.dumps({"text": said.text, "cut_off": said.cut_off, "refused": said.refused})


def _read(line: str | None) -> Spoken | Failure | None:
    if line is None:
        return None
    held = json.loads(line)
    if "failure" in held:
        return Failure(held["failure"])
    return Spoken(held["text"], cut_off=held["cut_off"], refused=held["refused"])
