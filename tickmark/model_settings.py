"""What the environment says of a language model. None is set by default, and none is needed."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from assistant.model.limits import Limits
from tickmark.errors import Misuse

LOCAL = "local"
_SECRET = frozenset({"URL"})  # whose value may hold a password
JOBS = ("word", "facts", "search")
HOUR, MUCH = 3_600.0, 1_000_000.0
MANY_TOKENS, MANY_TRIES, MANY_CALLS = 1_000_000, 100, 1_000
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15}")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f]")
_PROVIDER = re.compile(r"[a-z][a-z0-9_]{0,40}")
_KEY = re.compile(r"(?:sk|pk|key|bearer|gsk|xai|aiza)\b[-_ ]?|aiza|gsk_", re.I)  # as keys of providers begin
_PLAIN = frozenset({"", "/", "/v1", "/api", "/api/v1", "/openai/v1"})  # paths of a server's API that hold no key
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """`provider` and `name` of the model ("" for none), the URL of an OpenAI-compatible server where it is one, the jobs the
    model is given, and its limits. `threads` are those of a model on this machine (0: half of the
    processors). `replay` answers from kept outputs alone: those of the `run` of that id, or of the last."""

    provider: str = ""
    name: str = ""
    url: str = ""
    jobs: frozenset[str] = frozenset(JOBS)
    limits: Limits = Limits()
    threads: int = 0
    replay: bool = False
    run: str = ""

    def __bool__(self) -> bool:
        return bool(self.provider)

    @property
    def title(self) -> str:
        """The model as it is set: provider:name."""
        return f"{self.provider}:{self.name}"

    @property
    def full_title(self) -> str:
        """The model as a trail names it, with the server where one is set: another server is another model. Of what may hold a
        key, a sign that tells it from others."""
        if not self.url:
            return self.title
        where = urlsplit(self.url)
        rest = f"{where.path}?{where.query}" if where.query or where.path not in _PLAIN else ""
        sign = f"/…{hashlib.sha256(rest.encode()).hexdigest()[:8]}" if rest else where.path
        return f"{self.title}@{where.hostname}:{where.port or where.scheme}{sign}"


def read_model_settings(environ: Mapping[str, str]) -> ModelSettings:
    """The settings from the variables TICKMARK_MODEL and TICKMARK_MODEL_*. Raises Misuse for a value that can't be read."""
    whole = environ.get("TICKMARK_MODEL", "").strip()
    if not whole:
        return ModelSettings()
    provider, colon, name = whole.partition(":")
    if not (_PROVIDER.fullmatch(provider) and colon and name) or _KEY.match(name) or _UNSEEN.search(name):
        how = "write provider:name, such as openai:gpt-5-mini or local:smollm2, and the key in the provider's own variable"
        raise Misuse(f"TICKMARK_MODEL is no model's name (it is not shown: it may be a key); {how}")
    jobs = _read(environ, "JOBS", _jobs, frozenset(JOBS))
    threads = _read(environ, "THREADS", lambda said: _count(said, 1, MANY_CALLS), 0)
    return ModelSettings(provider, name, _read(environ, "URL", _url, ""), jobs, _limits(environ), threads)


def _limits(environ: Mapping[str, str]) -> Limits:
    default = Limits()
    return Limits(
        tokens=_read(environ, "TOKENS", lambda said: _count(said, 1, MANY_TOKENS), default.tokens),
        seconds=_read(environ, "SECONDS", lambda said: _amount(said, HOUR), default.seconds),
        retries=_read(environ, "RETRIES", lambda said: _count(said, 0, MANY_TRIES), default.retries),
        at_once=_read(environ, "AT_ONCE", lambda said: _count(said, 1, MANY_CALLS), default.at_once),
        daily=_read(environ, "DAILY", lambda said: _amount(said, MUCH), default.daily),
        price=_read(environ, "PRICE", _price, default.price),
    )


def _read(environ: Mapping[str, str], name: str, reader: Callable[[str], T], default: T) -> T:
    said = environ.get(f"TICKMARK_MODEL_{name}", "").strip()
    try:
        return reader(said) if said else default
    except ValueError as error:
        shown = "set, and can't be read" if name in _SECRET else f"{said!r}"
        raise Misuse(f"TICKMARK_MODEL_{name} is {shown}; {error}") from None


def _amount(said: str, most: float) -> float:
    if not _NUMBER.fullmatch(said) or not 0 < float(said) <= most:
        raise ValueError(f"write a number above 0, at most {most:,.0f}")
    return float(said)


def _count(said: str, least: int, most: int) -> int:
    if not _NUMBER.fullmatch(said) or not said.isdecimal() or not least <= int(said) <= most:
        raise ValueError(f"write a whole number from {least} to {most:,}")
    return int(said)


def _price(said: str) -> tuple[float, float]:
    read, _, written = said.partition("/")
    if not all(_NUMBER.fullmatch(one) and float(one) <= MUCH for one in (read, written)):
        raise ValueError(
            "write what a million tokens cost, read and written, such as 0.25/2, or 0/0 where they cost nothing"
        )
    return float(read), float(written)


def _url(said: str) -> str:
    """The address of a server: with a host, and a port that can be."""
    try:
        where = urlsplit(said)
        there = where.scheme in ("http", "https") and where.hostname and (where.port is None or where.port > 0)
    except ValueError:
        there = False
    if not there or _UNSEEN.search(said):
        raise ValueError("write the address of a server, such as http://127.0.0.1:8000/v1")
    return said


def _jobs(said: str) -> frozenset[str]:
    jobs = frozenset(one.strip() for one in said.split(","))
    if not jobs <= set(JOBS):
        raise ValueError(f"write some of {', '.join(JOBS)}")
    return jobs
