"""What a model said, kept by the key of the call: the same call is answered the same, and a reply can be made again."""

import json
from collections.abc import Callable

from assistant.model.talk import Asked, Failure, Send, Spoken

Keeping = Callable[[str, str], None]
Kept = Callable[[str], str | None]


def kept_by(send: Send, kept: Kept, keep: Keeping, replay: bool) -> Send:
    """`send`, whose outputs are kept; what is kept is not asked again. A failure is asked again, unless in a `replay`, in
    which nothing is asked at all."""

    def answer(asked: Asked) -> Spoken | Failure:
        held = _read(kept(asked.key))
        if isinstance(held, Spoken) or (replay and held is not None):
            return held
        if replay:
            return Failure.NOT_KEPT
        said = send(asked)
        keep(asked.key, _written(said))
        return said

    return answer


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
