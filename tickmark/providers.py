"""What each provider understands: the parameters that go over the wire by their names there, and how long a call may take."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tickmark.openai_client import http_client

Schema = Mapping[str, Any]
# These write with a temperature of their own and refuse another one.
_OWN_TEMPERATURE = re.compile(r"o\d|gpt-[5-9](?!\S*-chat)")


@dataclass(frozen=True, slots=True)
class Provider:
    """`tokens` is the parameter that bounds what a call writes, `within(seconds, line)` the arguments that bound its time, let it
    be tried once and have it ask with a client of httpx that is made as `line` says (others bound each read alone),
    `form(schema)` what makes the model keep to a schema (others are only told), `key` the variable with its key. No provider is
    ever given a tool."""

    tokens: str
    within: Callable[[float, Mapping[str, Any]], dict[str, Any]]
    form: Callable[[Schema], dict[str, Any]]
    key: str = ""


def _timeout(seconds: float, line: Mapping[str, Any]) -> dict[str, Any]:
    return {"timeout": seconds, "max_retries": 0}


def _openai(seconds: float, line: Mapping[str, Any]) -> dict[str, Any]:
    """Without options for its sockets LangChain leaves alone the client for another way of asking, which is not used."""
    return {**_timeout(seconds, line), "http_client": http_client(line), "http_socket_options": ()}


def _ollama(seconds: float, line: Mapping[str, Any]) -> dict[str, Any]:
    return {"client_kwargs": {"timeout": seconds}, "sync_client_kwargs": dict(line)}


def _strict(schema: Schema) -> dict[str, Any]:
    named = {"name": "form", "strict": True, "schema": dict(schema)}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


OTHER = Provider("max_tokens", _timeout, lambda schema: {})
PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider("max_completion_tokens", _openai, _strict, "OPENAI_API_KEY"),
    "anthropic": Provider("max_tokens", _timeout, lambda schema: {}, "ANTHROPIC_API_KEY"),
    "ollama": Provider("num_predict", _ollama, lambda schema: {"format": dict(schema)}),
}
EXTRAS = frozenset(PROVIDERS)
"""Providers that are an extra of this package."""


def provider(name: str) -> Provider:
    """How the provider `name` is asked; what most understand where it is not known."""
    return PROVIDERS.get(name, OTHER)


def parameters(name: str, model: str, tokens: int) -> dict[str, Any]:
    """What the `model` of the provider `name` is told beside the prompt: the same for the wire and for the trail."""
    told: dict[str, Any] = {provider(name).tokens: tokens}
    if name == "openai" and _OWN_TEMPERATURE.match(model):
        return told
    return {"temperature": 0, **told}
