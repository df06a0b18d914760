"""The one file that knows LangChain's chat models: a provider's model by name, asked for text and nothing else."""

import os
from collections.abc import Mapping
from typing import Any

from langchain.chat_models import init_chat_model

from assistant.model.limits import Raw
from assistant.model.talk import Asked, Failure, Spoken
from tickmark.errors import Misuse
from tickmark.model_settings import ModelSettings
from tickmark.providers import EXTRAS, provider

# OpenAI's library raises where an answer in a schema was cut off or declined; it is no failure of the call.
ENDED: Mapping[str, Spoken] = {
    "LengthFinishReasonError": Spoken("", cut_off=True),
    "ContentFilterFinishReasonError": Spoken("", refused=True),
}
# By the status of HTTP: a server that says so did no work.
UNPAID: Mapping[int, Failure] = {
    401: Failure.KEY_REFUSED,
    403: Failure.KEY_REFUSED,
    404: Failure.NOT_FOUND,
    429: Failure.TOO_MANY,
    **dict.fromkeys((400, 405, 413, 415, 422), Failure.NOT_TAKEN),
}
_ENDS = ("finish_reason", "stop_reason", "done_reason")
_CUT = {"length", "max_tokens", "model_length"}
_REFUSED = {"refusal", "content_filter", "safety"}


def open_chat(settings: ModelSettings, parameters: Mapping[str, Any], secret: str = "") -> Raw:
    """A way to the model. Raises Misuse where its provider's extra is not installed or its key is not set."""
    asks = provider(settings.provider)
    where = _where(settings, secret)

    def opened(seconds: float) -> Any:
        given = {**parameters, **where, **asks.within(seconds)}
        return init_chat_model(settings.name, model_provider=settings.provider, **given)

    try:
        opened(1.0)
    except ImportError as error:
        raise Misuse(f"TICKMARK_MODEL: {_uninstalled(settings.provider, error)}") from error
    except Exception as error:  # a missing key or an unknown provider; a provider's own words may repeat the key
        why = f"{settings.title} can't be opened ({type(error).__name__}); check the provider's name and its key"
        raise Misuse(f"TICKMARK_MODEL: {why}") from error

    def call(asked: Asked, seconds: float) -> Spoken | Failure:
        told = asked.prompt
        turns = [("system", told.system), ("human", told.example), ("ai", told.answer), ("human", asked.user)]
        try:
            return _spoken(opened(seconds).invoke(turns, **asks.form(asked.schema)))
        except Exception as error:
            ended = ENDED.get(type(error).__name__) or _unpaid(error)
            if ended is None:
                raise
            return ended

    return call


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
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return UNPAID.get(status)
    seen: BaseException | None = error
    while seen is not None:
        if type(seen).__name__ == "ConnectError" or isinstance(seen, ConnectionRefusedError):
            return Failure.UNREACHABLE
        seen = seen.__cause__ or seen.__context__
    return None


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
