"""Which moments are today's, by the district's own clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_begins(now: float, timezone: str, *, days_ago: int = 0) -> float:
    """When the day of `now`, or one before it, began in a time zone of the IANA database."""
    zone = ZoneInfo(timezone)
    today = datetime.fromtimestamp(now, UTC).astimezone(zone).date()
    return datetime.combine(today - timedelta(days=days_ago), time(), zone).timestamp()
