"""The one file that knows LangChain's chat models: a provider's model by name, asked for text and nothing else."""

from collections.abc import Callable, Mapping
from typing import Any

from langchain.chat_models import init_chat_model

from assistant.model.limits import Raw
from assistant.model.talk import Asked, Spoken
from tickmark.errors import Misuse
from tickmark.model_settings import ModelSettings

# What makes a provider keep to a schema; others are only told the form. No provider is ever given a tool.
FORMS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "openai": lambda schema: {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "form", "strict": True, "schema": dict(schema)},
        }
    },
    "ollama": lambda schema: {"format": dict(schema)},
}


def _told(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {}


# OpenAI's library raises where an answer in a schema was cut off or declined; it is no failure of the call.
ENDED: Mapping[str, Spoken] = {
    "LengthFinishReasonError": Spoken("", cut_off=True),
    "ContentFilterFinishReasonError": Spoken("", refused=True),
}
_CUT = {"length", "max_tokens", "model_length"}
_REFUSED = {"refusal", "content_filter", "safety"}


def open_chat(settings: ModelSettings, parameters: Mapping[str, Any], secret: str = "") -> Raw:
    """A way to the model. Raises Misuse where its provider's extra is not installed or its key is not set."""
    where = {"base_url": settings.url, "api_key": secret or "none"} if settings.url else {}
    form = FORMS.get(settings.provider, _told)

    def opened(seconds: float) -> Any:
        given = {**parameters, **where, "timeout": seconds, "max_retries": 0}
        return init_chat_model(settings.name, model_provider=settings.provider, **given)

    try:
        opened(1.0)
    except ImportError as error:
        raise Misuse(
            f"TICKMARK_MODEL: {settings.provider} needs pip install 'tickmark[{settings.provider}]'"
        ) from error
    except Exception as error:  # a missing key or an unknown provider; a provider's own words may repeat the key
        why = f"{settings.title} can't be opened ({type(error).__name__}); check the provider's name and its key"
        raise Misuse(f"TICKMARK_MODEL: {why}") from error

    def call(asked: Asked, seconds: float) -> Spoken:
        told = asked.prompt
        turns = [("system", told.system), ("human", told.example), ("ai", told.answer), ("human", asked.user)]
        try:
            return _spoken(opened(seconds).invoke(turns, **form(asked.schema)))
        except Exception as error:
            ended = ENDED.get(type(error).__name__)
            if ended is None:
                raise
            return ended

    return call


def _spoken(said: Any) -> Spoken:
    """Only the text of a message counts: whatever else it holds, such as a call of a tool, is passed over."""
    usage = said.usage_metadata or {}
    ended = str(said.response_metadata.get("finish_reason") or said.response_metadata.get("stop_reason") or "").lower()
    refused = ended in _REFUSED or bool(said.additional_kwargs.get("refusal"))
    return Spoken(
        text=str(said.text),
        read=int(usage.get("input_tokens", 0)),
        written=int(usage.get("output_tokens", 0)),
        cut_off=ended in _CUT,
        refused=refused,
    )
