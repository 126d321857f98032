"""What kind of device a request comes from, so that its owner knows a session again. Nothing else is kept."""

from __future__ import annotations

import re

_KINDS = (
    (re.compile(r"\bCrOS\b"), "Chromebook"),
    (re.compile(r"\biPad\b"), "iPad"),
    (re.compile(r"\biPhone\b"), "iPhone"),
    (re.compile(r"\bAndroid\b"), "Android"),
    (re.compile(r"\bWindows\b"), "Windows"),
    (re.compile(r"\bMacintosh\b"), "Mac"),
    (re.compile(r"\bLinux\b"), "Linux"),
)
"""In this order: Android calls itself Linux too. An iPad that asks for desktop pages calls itself a Mac."""


def device_of(user_agent: str) -> str | None:
    """The kind of device that a User-Agent (RFC 9110, section 10.1.5) tells of; None if none of ours."""
    return next((kind for pattern, kind in _KINDS if pattern.search(user_agent)), None)
