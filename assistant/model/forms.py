"""The forms that a model's answers must keep to, and the reading of them. What a model wrote is data, never run or followed."""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationError

from assistant.model.talk import Failure, Spoken

LONGEST = 20_000
_AGAIN = re.compile(r"(.{12,200}?)\1{3,}", re.S)
_MARK = "\ufeff"  # of the order of bytes: nothing of a text
_THOUGHT = re.compile(r"\A<(think|thinking)>.*?</\1>", re.S | re.I)
_FENCE = re.compile(r"\A```(?:json)?(?=[\s{])(.*)```\Z", re.S | re.I)
_DECLINES = re.compile(r"\W*(?:i'?m sorry|i am sorry|sorry,|i can(?:no|')t|i am unable|i'm unable|as an ai)\b", re.I)


class Form(BaseModel, ABC):
    """`unknown` is the honest answer, and never left out; other fields than those asked for, and values of another type than
    theirs ("no", "1", 1.0), make the answer unusable."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    unknown: StrictBool

    @classmethod
    @abstractmethod
    def schema_of(cls, most: int) -> Mapping[str, Any]:
        """The JSON schema of the form with at most `most` parts."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Worded(Part):
    """A sentence, the numbers of the evidence it rests on, and words copied from that evidence."""

    text: str = Field(max_length=2_000)
    cite: tuple[StrictInt, ...] = Field(max_length=8)
    quotes: tuple[str, ...] = Field(max_length=8)


class Proposed(Part):
    """A fact and the words of the request that show it."""

    name: str = Field(max_length=64)
    value: str = Field(max_length=64)
    words: str = Field(max_length=400)


def _object(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _array(items: Any, most: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most}


_TEXT, _FLAG = {"type": "string"}, {"type": "boolean"}


class Wording(Form):
    """The answer in sentences."""

    sentences: tuple[Worded, ...] = Field(max_length=12)

    @classmethod
    def schema_of(cls, most: int) -> Mapping[str, Any]:
        """No more sentences than there is evidence, which is numbered from 1."""
        numbers = {"type": "integer", "enum": list(range(1, most + 1))}
        one = _object(text=_TEXT, cite=_array(numbers, most), quotes=_array(_TEXT, most))
        return _object(sentences=_array(one, most), unknown=_FLAG)


class Proposals(Form):
    """Facts of a request."""

    facts: tuple[Proposed, ...] = Field(max_length=20)

    @classmethod
    def schema_of(cls, most: int) -> Mapping[str, Any]:
        return _object(facts=_array(_object(name=_TEXT, value=_TEXT, words=_TEXT), most), unknown=_FLAG)


class Rewriting(Form):
    """A question as a search text."""

    search: str = Field(max_length=400)

    @classmethod
    def schema_of(cls, most: int) -> Mapping[str, Any]:
        return _object(search=_TEXT, unknown=_FLAG)


F = TypeVar("F", bound=Form)


def read_form(spoken: Spoken, form: type[F]) -> F | Failure:
    """What a model said in its form, or why it can't be used. Never raises."""
    text = _unthought(spoken.text)
    if spoken.refused or _DECLINES.match(text):
        return Failure.REFUSED
    if not text:
        return Failure.CUT_OFF if spoken.cut_off else Failure.EMPTY
    if _AGAIN.search(text[:LONGEST]):
        return Failure.LOOPS
    if spoken.cut_off or len(text) > LONGEST:
        return Failure.CUT_OFF
    fenced = _FENCE.match(text)
    return _read(fenced[1] if fenced else text, form)


def _unthought(text: str) -> str:
    """What was said, without what a model thought aloud before it."""
    said = _plain(text)
    return _plain(_THOUGHT.sub("", said, count=1))


def _plain(text: str) -> str:
    return text.strip().removeprefix(_MARK).strip()


def _read(text: str, form: type[F]) -> F | Failure:
    try:
        said = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return Failure.NOT_JSON
    try:
        read = form.model_validate(said)
    except (ValidationError, RecursionError):
        return Failure.OFF_FORM
    return Failure.UNKNOWN if read.unknown else read


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that says each thing once: of one that says a thing twice nobody knows which is meant."""
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError
    return said
