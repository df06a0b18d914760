"""The one file that knows OpenAI's library: the HTTP client that it asks with, made as it makes its own."""

from collections.abc import Mapping
from typing import Any


def http_client(arguments: Mapping[str, Any]) -> Any:
    """Its HTTP client with `arguments`. Only where it is asked for is the library imported, which is an extra."""
    from openai import DefaultHttpxClient

    return DefaultHttpxClient(**arguments)
