"""What Python tells the page: JSON objects, some of those described in web/scan/messages.schema.json.

Their turn is added on the way, by web/scan/worker-loop.mjs.
"""

from __future__ import annotations

from typing import Any

from harmony.scan.hints import Guidance

Message = dict[str, Any]


def looked(guidance: Guidance) -> Message:
    """A frame was looked at without finding a badge; the page may send the next."""
    return {"type": "looked", "hint": guidance.hint.value, "lit": guidance.lit}


def checking() -> Message:
    """A badge was read and is being checked; the camera can go off."""
    return {"type": "checking"}


def badge(text: str, fingerprint: str) -> Message:
    """A badge that nothing here speaks against; the page exchanges it, and knows it again."""
    return {"type": "badge", "badge": text, "fingerprint": fingerprint}


def refused(code: str) -> Message:
    """What was read does not open the door, and the server need not be asked; `code` is a problem's code."""
    return {"type": "refused", "code": code, "retryAfter": None}
