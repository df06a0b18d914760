"""What a model said, kept by the key of the call: the same call is answered the same, and a reply can be made again."""

import json
from collections.abc import Callable
from dataclasses import replace

from assistant.model.talk import Asked, Failure, Send, Spoken

Keeping = Callable[[str, str], None]
Kept = Callable[[str], str | None]


def kept_by(send: Send, kept: Kept, keep: Keeping, replay: bool) -> Send:
    """`send`, whose outputs are kept; what is kept and of use is not asked again. A failure, and an output of no use, is asked
    again, unless in a `replay`, in which nothing is asked at all."""

    def answer(asked: Asked) -> Spoken | Failure:
        held = _held(kept, asked.key)
        if held is not None and (replay or _answers(held, asked)):
            return held
        if replay:
            return Failure.NOT_KEPT
        return _keeping(keep, asked.key, send(asked))

    return answer


def _answers(held: Spoken | Failure, asked: Asked) -> bool:
    return isinstance(held, Spoken) and asked.is_usable(held)


def _held(kept: Kept, key: str) -> Spoken | Failure | None:
    try:
        return _read(kept(key))
    except Exception:  # whatever a store raises: a reply needs none
        return None


def _keeping(keep: Keeping, key: str, said: Spoken | Failure) -> Spoken | Failure:
    try:
        keep(key, _written(said))
    except Exception:  # as above
        return replace(said, kept=False) if isinstance(said, Spoken) else said
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
