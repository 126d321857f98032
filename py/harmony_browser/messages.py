"""What the worker tells the page: a closed set of JSON objects, described in web/messages.schema.json."""

from __future__ import annotations

from typing import Any

from harmony.scan.hints import Guidance

Message = dict[str, Any]


def looked(guidance: Guidance) -> Message:
    """A frame was looked at without finding a badge; the page may send the next."""
    return {"type": "looked", "hint": guidance.hint.value, "lit": guidance.lit}


def checking() -> Message:
    """A badge was read and is being exchanged; the camera can go off."""
    return {"type": "checking"}


def signed_in(dashboard: Message) -> Message:
    """The server took the badge; this is whose it is and what they may open."""
    return {"type": "signed-in", "dashboard": dashboard}


def refused(code: str, retry_after: int | None = None) -> Message:
    """The badge does not open the door: a problem's code and, if waiting helps, for how many seconds."""
    return {"type": "refused", "code": code, "retryAfter": retry_after}


def unreachable() -> Message:
    """The server did not answer. The badge is kept: `retry` sends it again."""
    return {"type": "unreachable"}
