"""The one file that knows LangChain's chat models: a provider's model by name, asked for text and nothing else."""

import logging
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from langchain.chat_models import init_chat_model

from assistant.model.cost import UNCOUNTED
from assistant.model.limits import Raw
from assistant.model.talk import Asked, Failure, Later, Spoken
from tickmark.errors import Misuse
from tickmark.line import Line
from tickmark.model_settings import ModelSettings
from tickmark.providers import EXTRAS, provider
from tickmark.put_off import seconds_of

# OpenAI's library raises where an answer in a schema was cut off or declined; it is no failure of the call.
ENDED: Mapping[str, Spoken] = {
    "LengthFinishReasonError": Spoken("", cut_off=True),
    "ContentFilterFinishReasonError": Spoken("", refused=True),
    "TooLong": Spoken("", read=UNCOUNTED, written=UNCOUNTED, cut_off=True),
}
# By the status of HTTP: a server that says so did no work.
UNPAID: Mapping[int, Failure] = {
    401: Failure.KEY_REFUSED,
    403: Failure.KEY_REFUSED,
    404: Failure.NOT_FOUND,
    429: Failure.TOO_MANY,
    **dict.fromkeys((400, 405, 413, 415, 422), Failure.NOT_TAKEN),
}
# Whatever of these says when to ask again did no work, and for now has too much of it.
PUT_OFF = frozenset({429, 503, 529})
# These tell the text of a message or a whole request in a warning or a log.
_TALKERS = (
    "pydantic",
    "langchain",
    "openai",
    "anthropic",
    "ollama",
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "tickmark.chat_model",
)
_ENDS = ("finish_reason", "stop_reason", "done_reason")
_CUT = {"length", "max_tokens", "model_length"}
_REFUSED = {"refusal", "content_filter", "safety"}


def open_chat(settings: ModelSettings, parameters: Mapping[str, Any], secret: str = "") -> Raw:
    """A way to the model. Raises Misuse where its provider's extra is not installed or its key is not set."""
    asks = provider(settings.provider)
    where = _where(settings, secret)

    def opened(seconds: float, line: Line) -> Any:
        given = {**parameters, **where, **asks.within(seconds, line.arguments)}
        return init_chat_model(settings.name, model_provider=settings.provider, **given)

    try:
        opened(1.0, Line(1.0))
    except ImportError as error:
        raise Misuse(f"TICKMARK_MODEL: {_uninstalled(settings.provider, error)}") from error
    except Exception as error:  # a missing key or an unknown provider; a provider's own words may repeat the key
        why = f"{settings.title} can't be opened ({type(error).__name__}); check the provider's name and its key"
        raise Misuse(f"TICKMARK_MODEL: {why}") from error

    def call(asked: Asked, seconds: float) -> Spoken | Failure | Later:
        told = asked.prompt
        turns = [("system", told.system), ("human", told.example), ("ai", told.answer), ("human", asked.user)]
        _hush()
        line = Line(seconds, settings.url)
        try:
            with line:
                return _spoken(opened(seconds, line).invoke(turns, **asks.form(asked.schema)))
        except Exception as error:
            if line.late:  # its connection was cut off, which its library takes for another fault
                raise TimeoutError from None
            ended = _ended(error)
            if ended is None:
                raise
            return ended

    return call


def _hush() -> None:
    """No library that a call passes through tells a word of it, also not where the environment asks it to. For each call anew:
    a library sets its own log up when it is imported, and others set filters of warnings back."""
    warnings.filterwarnings("ignore", module=rf"(?:{'|'.join(map(re.escape, _TALKERS))})")
    for name in _TALKERS:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger(name).level))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _ended(error: BaseException) -> Spoken | Failure | Later | None:
    """What a call came to that raised; None where nothing is known but that it failed."""
    named = (ENDED.get(type(one).__name__) for one in _chain(error))
    return next((one for one in named if one), None) or _put_off(error) or _unpaid(error)


def _status(one: object) -> int | None:
    return getattr(one, "status_code", None)


def _put_off(error: BaseException) -> Later | None:
    """Until when a server put the call off; None where it did not, or did not say until when."""
    answers = (getattr(one, "response", None) for one in _chain(error))  # of httpx, of either generation
    said = (str(one.headers.get("retry-after", "")) for one in answers if one and _status(one) in PUT_OFF)
    seconds = seconds_of(next(said, ""), datetime.now(UTC))
    return None if seconds is None else Later(Failure.TOO_MANY, seconds)


def _where(settings: ModelSettings, secret: str) -> dict[str, Any]:
    """The server, and the key that it is sent: its own, else the one in the provider's variable, which its library reads.

    OpenAI's library refuses to ask without any; a server on this machine seldom wants one."""
    if not settings.url:
        return {}
    key = provider(settings.provider).key
    mine = secret or (key and os.environ.get(key)) or ("none" if settings.provider == "openai" else "")
    return {"base_url": settings.url, **({"api_key": mine} if mine else {})}


def _uninstalled(name: str, error: ImportError) -> str:
    if name in EXTRAS:
        return f"{name} needs its extra: pip install -c constraints.txt -e '.[{name}]'"
    lacking = (error.name or f"langchain_{name}").split(".")[0].replace("_", "-")
    return f"{name} needs the package {lacking}, which is no extra of this one: pip install {lacking}"


def _unpaid(error: BaseException) -> Failure | None:
    """Why a call failed that cost nothing; None where it may have cost something."""
    status = _status(error)
    if isinstance(status, int):
        return UNPAID.get(status)
    refused = any(
        type(one).__name__ == "ConnectError" or isinstance(one, ConnectionRefusedError) for one in _chain(error)
    )
    return Failure.UNREACHABLE if refused else None


def _spoken(said: Any) -> Spoken:
    """Only the text of a message counts: whatever else it holds, such as a call of a tool, is passed over."""
    usage = said.usage_metadata or {}
    ended = next((str(told).lower() for name in _ENDS if (told := said.response_metadata.get(name))), "")
    refused = ended in _REFUSED or bool(said.additional_kwargs.get("refusal"))
    return Spoken(
        text=str(said.text),
        read=int(usage.get("input_tokens", 0)),
        written=int(usage.get("output_tokens", 0)),
        cut_off=ended in _CUT,
        refused=refused,
    )
