"""Socket Mode: the same Bolt app, without a public address."""

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient


def socket_mode(bolt: App, app_token: str, base_url: str) -> SocketModeHandler:
    """A handler that is not connected yet. Its own client asks for the connection with the app-level token."""
    client = WebClient(app_token, base_url=base_url, logger=bolt.logger)
    return SocketModeHandler(bolt, app_token, web_client=client, logger=bolt.logger)
