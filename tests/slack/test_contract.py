"""What the bot promises Slack: a manifest with the least scopes, payloads in Slack's shapes, limits checked before sending."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.contract import CitationOut, Reply, StatementOut, Status
from bots.slack import blocks as kit
from bots.slack.limits import validate
from bots.slack.manifest import EVENTS, SCOPES, manifest
from bots.slack.rendering import arguments, rendered
from bots.slack.words import escaped, pieces, said
from tests.conftest import Command
from tests.slack import payloads
from tests.slack.checks import SHARED, documented, faults
from tests.slack.double import Call

READS = {
    "conversations.replies": "channels:history",
    "users.info": "users:read",
    "users.lookupByEmail": "users:read.email",
}
TEXT = st.text(alphabet=st.sampled_from("ab <>&@*_`|!\n.:/#channelhere[]()1"), max_size=400)


def test_the_manifest_asks_for_what_is_used_and_no_more(command: Command) -> None:
    status, out, _ = command("slack", "manifest")
    made = json.loads(out)
    assert status == 0 and made == manifest()
    assert made["settings"]["socket_mode_enabled"] and "request_url" not in json.dumps(made)
    assert made["oauth_config"]["scopes"] == {"bot": sorted(SCOPES)} and "agent_view" in made["features"]
    assert (
        len(made["display_information"]["name"]) <= 35
        and 175 <= len(made["display_information"]["long_description"]) <= 4_000
    )
    assert len(made["display_information"]["description"]) <= 140
    over_http = json.loads(command("slack", "manifest", "--url", "https://bot.example.com/")[1])
    assert over_http["settings"]["event_subscriptions"]["request_url"] == "https://bot.example.com/slack/events"
    assert not over_http["settings"]["socket_mode_enabled"]
    assert {f"message.{kind}" for kind in ("im", "channels", "groups")} < set(EVENTS)


def test_the_manifest_is_valid_against_slacks_schema() -> None:
    file = SHARED / "manifest.schema.json"
    if not file.exists():
        pytest.skip("../shared/slack/manifest.schema.json is not here")
    jsonschema, referencing = pytest.importorskip("jsonschema"), pytest.importorskip("referencing")
    schema = json.loads(file.read_text("utf-8"))
    # The schema points at its versions on the network; which one it points ours at is what can be checked without it.
    versions: dict[str, Any] = {f"manifest.schema.{n}.0.0.json": {"required": ["display_information"]} for n in (1, 2)}
    refs = {one["allOf"][1]["$ref"] for one in schema["oneOf"]}
    held = referencing.Registry().with_resources(
        (ref, referencing.Resource.from_contents({"$schema": schema["$schema"], **versions[Path(ref).name]}))
        for ref in refs
    )
    assert list(jsonschema.Draft7Validator(schema, registry=held).iter_errors(manifest())) == []


def test_missing_settings_are_named_and_no_token_is_shown(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    status, _, err = command("serve")
    assert status == 2 and "SLACK_BOT_TOKEN is not set" in err and err.count("\n") == 1
    monkeypatch.setenv("SLACK_BOT_TOKEN", "secret-of-another-kind")
    status, _, err = command("slack")
    assert status == 2 and "xoxb-" in err and "secret" not in err
    status, out, err = command("slack", "doctor")
    assert status == 1 and "FIX  SLACK_BOT_TOKEN" in out and "FIX  0 people" in out and "secret-of" not in out + err


@pytest.mark.parametrize(
    ("made", "file"),
    [
        (payloads.mention("U1", "C1", "hi", "1.0"), "AppMentionPayload"),
        (payloads.message("U1", "C1", "hi", "1.0", "0.9"), "MessagePayload"),
        (payloads.home_opened("U1"), "AppHomeOpenedPayload"),
        (payloads.action("U1", "t", {"ts": "1.0"}, "C1", "quotes", "x"), "BlockActionPayload"),
        (payloads.shortcut("U1", "t", {"ts": "1.0", "text": "hi"}, "C1"), "MessageShortcutPayload"),
        (payloads.submission("U1", {"blocks": [], "callback_id": "x"}, {}), "ViewSubmissionPayload"),
        (payloads.command("U1", "C1", "help", "t"), "SlashCommandPayload"),
    ],
)
def test_the_tests_send_what_slack_documents(made: dict[str, Any], file: str) -> None:
    known = SHARED / "payloads" / f"{file}.json"
    if not known.exists():
        pytest.skip("../shared/slack/payloads is not here")
    shape = json.loads(known.read_text("utf-8"))
    surplus = {"response_urls", "channel", "action_ts", "api_app_id", "is_enterprise_install"}
    assert set(made) - surplus <= set(shape), set(made) - set(shape)
    assert set(made.get("event", {})) <= set(shape.get("event", {})), set(made.get("event", {})) - set(
        shape.get("event", {})
    )


def test_wrong_calls_are_noticed() -> None:
    if documented("chat.postMessage") is None:
        pytest.skip("../shared/slack/methods is not here")
    calls = [Call("chat.postMessage", {"chanel": "C1", "text": "x"}, True, 0.0)]
    assert any("chanel" in one for one in faults(calls)) and any("channel is missing" in one for one in faults(calls))
    assert list(faults([Call("chat.postMessage", {"channel": "C1", "text": "x"}, True, 0.0)])) == []


def _button(n: int = 0, **more: Any) -> dict[str, Any]:
    return kit.button("Go", f"a{n}", "v") | more


@pytest.mark.parametrize(
    ("payload", "fault"),
    [
        ({"text": "", "blocks": []}, "text: is empty"),
        ({"text": "x", "blocks": [kit.section("x" * 3_001)]}, "3001"),
        ({"text": "x", "blocks": [kit.section("x")] * 51}, "51 of them"),
        ({"text": "x", "blocks": [kit.section("x" * 2_900)] * 4}, "in all"),
        ({"text": "x", "blocks": [kit.actions("a", *map(_button, range(26)))]}, "26 of them"),
        ({"text": "x", "blocks": [kit.actions("a", _button(), _button())]}, "stands twice"),
        (
            {"text": "x", "blocks": [kit.actions("a", _button(1)), kit.actions("a", _button(2))]},
            "block_id: a stands twice",
        ),
        ({"text": "x", "blocks": [kit.actions("a", _button(value="v" * 2_001))]}, "2001"),
        ({"text": "x", "blocks": [kit.context(["x"] * 11)]}, "11 of them"),
        ({"text": "x", "blocks": [{"type": "table", "rows": [[]] * 101}]}, "101 of them"),
        (kit.modal("c", "x" * 25, [kit.section("x")]), "title"),
        (kit.modal("c", "x", [kit.typed("a", "A")]), "needs one"),
        (kit.modal("c", "x", [kit.section("x")] * 101), "101 of them"),
        (kit.modal("c", "x", [kit.section("x")], metadata="m" * 3_001), "private_metadata"),
        (kit.modal("c", "x", [kit.chosen("a", "A", {str(n): "x" for n in range(101)})], "Go"), "101 of them"),
        (kit.modal("c", "x", [kit.chosen("a", "A", {"v": "x" * 76})], "Go"), "76"),
    ],
)
def test_what_slack_would_refuse_is_named(payload: dict[str, Any], fault: str) -> None:
    assert any(fault in one for one in validate(payload)), validate(payload)


@given(TEXT)
@settings(max_examples=300)
def test_nothing_of_others_becomes_markup(text: str) -> None:
    made = escaped(text)
    assert not {"<", ">"} & set(made) and "@channel" not in made and "@here" not in made
    assert said(said(text)) is not None


@given(st.text(max_size=2_000), st.integers(20, 300))
@settings(max_examples=200)
def test_a_cut_loses_no_word(text: str, most: int) -> None:
    parts = pieces(text, most)
    assert all(len(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=60), st.booleans())
@settings(max_examples=60, deadline=None)
def test_an_answer_of_any_length_keeps_to_the_limits(texts: list[str], in_channel: bool) -> None:
    told = tuple(StatementOut(text=text * 12, citations=(n,)) for n, text in enumerate(texts, 1))
    cited = tuple(
        CitationOut(n=n, source_id=f"s{n}", version="a" * 64, title=text, publisher="", url=None, section=text, kind="norm",
                    quote=text, start=0, end=len(text))
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    reply = Reply(id="1", status=Status.ANSWERED, headline=texts[0], statements=told, citations=cited)
    pages = rendered(reply, "r", in_channel)
    for page in pages:
        assert validate(arguments(page, "C1", "1.0")) == (), page.text
    shown = "".join(json.dumps(page.blocks) for page in pages)
    assert all(f"[{n}]" in shown for n in range(1, len(texts) + 1))
