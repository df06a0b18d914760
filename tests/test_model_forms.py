"""The reading of a model's answer: one object in its form, with nothing beside it but what models put around any object."""

import json
import time

import pytest

from assistant.model.forms import Proposals, Rewriting, Wording, read_form
from assistant.model.talk import Failure, Spoken

OBJECT = '{"search":"who may delete access logs","unknown":false}'
FENCED = f"```json\n{OBJECT}\n```"
THOUGHT = '<think>\nThey mean the logs. I can\'t be sure: {"search": "x"}?\n</think>'
SEARCH = Rewriting(search="who may delete access logs", unknown=False)


def read(text: str) -> object:
    return read_form(Spoken(text), Rewriting)


@pytest.mark.parametrize(
    "text",
    [
        OBJECT,
        f"\n {OBJECT} \n",
        f"{THOUGHT}{OBJECT}",
        f"\n{THOUGHT}\n\n{OBJECT}\n",
        f"<think></think>\n{OBJECT}",
        f"<THINK>Hm.</THINK>{OBJECT}",
        f"<thinking>Hm.</thinking>{OBJECT}",
        f"<think>a thought with <b>tags</b> and <think> in it</think>{OBJECT}",
        f"<think>I'm sorry, I can't.</think>{OBJECT}",
        f"<think>{'wait, no, but then again ' * 40}</think>{OBJECT}",
        f"<think>{' '.join(map(str, range(9_000)))}</think>{OBJECT}",
        f"\ufeff{OBJECT}",
        f"\ufeff\n{OBJECT}",
        f"\ufeff{THOUGHT}{OBJECT}",
        f"{THOUGHT}\ufeff{OBJECT}",
        FENCED,
        f"```\n{OBJECT}\n```",
        f"```JSON\n{OBJECT}```",
        f"```json {OBJECT} ```",
        f"```{OBJECT}```",
        f"```json\r\n{OBJECT}\r\n```",
        f"\ufeff{THOUGHT}\n{FENCED}\n",
    ],
)
def test_an_object_is_read_also_behind_a_thought_a_byte_order_mark_and_in_a_fence(text: str) -> None:
    assert read(text) == SEARCH


@pytest.mark.parametrize(
    "text",
    [
        f"{OBJECT} That is all.",
        f"Here it is: {OBJECT}",
        f"{OBJECT}{OBJECT}",
        f"{OBJECT}\n{OBJECT}",
        f"{FENCED}\nThat is all.",
        f"Here it is:\n{FENCED}",
        f"{FENCED}\n{FENCED}",
        f"{FENCED}{OBJECT}",
        f"```json\n{OBJECT}\n{OBJECT}\n```",
        f"```json\n{OBJECT}",
        f"{OBJECT}\n```",
        f"```python\n{OBJECT}\n```",
        f"```jsonl\n{OBJECT}\n```",
        f"````\n{OBJECT}\n````",
        f"<think>{OBJECT}",
        f"<think>{OBJECT}</thinking>",
        f"<think>a</think>b</think>{OBJECT}",
        f"{THOUGHT}{THOUGHT}{OBJECT}",
        f"{OBJECT}{THOUGHT}",
        f"{THOUGHT}{OBJECT} That is all.",
        f"{THOUGHT}So: {OBJECT}",
        f"{THOUGHT}{OBJECT}{OBJECT}",
        f"```json\n{THOUGHT}{OBJECT}\n```",
        f"<script>a</script>{OBJECT}",
        f"Hm.</think>{OBJECT}",
        f"{OBJECT}\ufeff",
        f"\u200b{OBJECT}",
    ],
)
def test_an_object_with_anything_else_beside_it_is_not_read(text: str) -> None:
    assert read(text) is Failure.NOT_JSON


@pytest.mark.parametrize("text", [THOUGHT, f"{THOUGHT}\n", "\ufeff", f"\ufeff{THOUGHT}"])
def test_a_thought_alone_is_no_answer(text: str) -> None:
    assert read(text) is Failure.EMPTY
    assert read_form(Spoken(text, cut_off=True), Rewriting) is Failure.CUT_OFF


def test_what_follows_a_thought_is_held_to_what_any_answer_is() -> None:
    assert read(f"{THOUGHT}I'm sorry, I can't help with that.") is Failure.REFUSED
    assert read(f'{THOUGHT}{{"search": "{"the same words again " * 40}') is Failure.LOOPS
    assert read(f'{THOUGHT}{{"search": "a", "unknown": true}}') is Failure.UNKNOWN
    assert read(f'{THOUGHT}{{"search": "a", "unknown": "no"}}') is Failure.OFF_FORM
    assert read(THOUGHT + " ".join(map(str, range(9_000)))) is Failure.CUT_OFF


@pytest.mark.parametrize(
    "text",
    [
        '{"unknown": true, "search": "a", "unknown": false}',
        '{"unknown": false, "search": "a", "unknown": false}',
        '{"search": "a", "search": "b", "unknown": false}',
        '{"search": "a", "s\\u0065arch": "b", "unknown": false}',
        '{"search": "a", "unknown": false, "more": {"x": 1, "x": 2}}',
    ],
)
def test_an_object_that_says_a_thing_twice_is_not_read(text: str) -> None:
    assert json.loads(text) and read(text) is Failure.NOT_JSON


def test_a_part_that_says_a_thing_twice_is_not_read_and_two_parts_may_say_the_same() -> None:
    one = '{"text": "a", "cite": [1], "quotes": ["a", "a"]}'
    twice = '{"text": "a", "cite": [1], "cite": [2], "quotes": ["a"]}'
    told = [read_form(Spoken(f'{{"sentences": [{part}], "unknown": false}}'), Wording) for part in (one, twice)]
    assert isinstance(told[0], Wording) and told[1] is Failure.NOT_JSON
    assert isinstance(read_form(Spoken(f'{{"sentences": [{one}, {one}], "unknown": false}}'), Wording), Wording)
    fact = '{"name": "a", "value": "b", "words": "c", "value": "d"}'
    assert read_form(Spoken(f'{{"facts": [{fact}], "unknown": false}}'), Proposals) is Failure.NOT_JSON


@pytest.mark.parametrize(
    "text", ["<think>" * 100_000, "```json" + " " * 19_000, "<think>" + " " * 500_000 + "</think>{"]
)
def test_an_answer_is_read_in_time_that_grows_with_it(text: str) -> None:
    began = time.process_time()
    assert isinstance(read(text), Failure)
    assert time.process_time() - began < 2
