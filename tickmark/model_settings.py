"""What the environment says of a language model. None is set by default, and none is needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from assistant.model.limits import Limits
from tickmark.errors import Misuse

LOCAL = "local"
JOBS = ("word", "facts", "search")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """`provider` and `name` of the model ("" for none), the URL of an OpenAI-compatible server where it is one, the jobs the
    model is given, and its limits. `replay` answers from kept outputs alone."""

    provider: str = ""
    name: str = ""
    url: str = ""
    jobs: frozenset[str] = frozenset(JOBS)
    limits: Limits = Limits()
    replay: bool = False

    def __bool__(self) -> bool:
        return bool(self.provider)

    @property
    def title(self) -> str:
        """The model as it is set: provider:name."""
        return f"{self.provider}:{self.name}"


def read_model_settings(environ: Mapping[str, str]) -> ModelSettings:
    """The settings from the variables TICKMARK_MODEL and TICKMARK_MODEL_*. Raises Misuse for a value that can't be read."""
    whole = environ.get("TICKMARK_MODEL", "").strip()
    if not whole:
        return ModelSettings()
    provider, colon, name = whole.partition(":")
    if not (provider and colon and name):
        raise Misuse(f"TICKMARK_MODEL is {whole!r}; write provider:name, such as openai:gpt-5-mini or local:smollm2")
    default = Limits()
    limits = Limits(
        tokens=_read(environ, "TOKENS", _count, default.tokens),
        seconds=_read(environ, "SECONDS", _amount, default.seconds),
        retries=_read(environ, "RETRIES", _count_or_none, default.retries),
        at_once=_read(environ, "AT_ONCE", _count, default.at_once),
        daily=_read(environ, "DAILY", _amount, default.daily),
        price=_read(environ, "PRICE", _price, default.price),
    )
    jobs = _read(environ, "JOBS", _jobs, frozenset(JOBS))
    return ModelSettings(provider, name, environ.get("TICKMARK_MODEL_URL", "").strip(), jobs, limits)


def _read(environ: Mapping[str, str], name: str, reader: Callable[[str], T], default: T) -> T:
    said = environ.get(f"TICKMARK_MODEL_{name}", "").strip()
    try:
        return reader(said) if said else default
    except ValueError as error:
        raise Misuse(f"TICKMARK_MODEL_{name} is {said!r}; {error}") from error


def _amount(said: str) -> float:
    if not said.replace(".", "", 1).isdecimal() or not float(said) > 0:
        raise ValueError("write a number above 0")
    return float(said)


def _count(said: str) -> int:
    if not said.isdecimal() or int(said) < 1:
        raise ValueError("write a whole number from 1")
    return int(said)


def _count_or_none(said: str) -> int:
    return 0 if said == "0" else _count(said)


def _price(said: str) -> tuple[float, float]:
    read, slash, written = said.partition("/")
    if not slash:
        raise ValueError("write what a million tokens cost, read and written, such as 0.25/2")
    return _amount(read), _amount(written)


def _jobs(said: str) -> frozenset[str]:
    jobs = frozenset(one.strip() for one in said.split(","))
    if not jobs <= set(JOBS):
        raise ValueError(f"write some of {', '.join(JOBS)}")
    return jobs
