"""Times as staff's interface writes them: ISO 8601, in UTC, to the second."""

from __future__ import annotations

from datetime import UTC, datetime


def utc(time: float) -> str:
    """A time in seconds since 1970, such as `2026-12-01T08:24:00Z`."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_if(time: float | None) -> str | None:
    """The same, where there is one."""
    return None if time is None else utc(time)
