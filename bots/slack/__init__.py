"""Tickmark in Slack: what comes in is kept, then answered from durable jobs; what goes out goes through the outbox."""
