"""Sign-ins over time: doors that grew, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from harmony_console.view import Event, Handler, Place

if TYPE_CHECKING:
    from harmony_console import api_types as api

DAYS = ("7", "30", "90")
CHARTS = "harmony_charts"
"""The optional wheel that micropip brings from this site."""
MOST_DOORS = 31
"""Doors that stand beside each other; of more days, each door is a week."""
WEEK = 7
EVERY = 5
"""Of so many doors one is named where there is no room for the names of all."""
METHODS = ("badge", "password", "backup_code")


class SignIns:
    """How many signed in a day, and by what."""

    name: ClassVar[str] = "sign-ins"

    def __init__(self, place: Place) -> None:
        self._at = place
        self._days = DAYS[1]

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the table at once; the doors come with their wheel."""
        self._at.page.draw("", "console-waiting", {})
        self._days = query["days"] if query.get("days") in DAYS else DAYS[1]
        found = (await self._at.client.admin_sign_ins(days=self._days))["days"]
        self._at.page.draw("", "sign-ins", self._data(found))
        charts = await self._at.page.bring(CHARTS)
        if charts is None:
            return  # the table has it all
        self._at.page.draw("chart", "sign-ins-chart", {"doors": doors(found, charts)})

    def leave(self) -> None:
        """Nothing runs here."""

    def _data(self, days: Sequence[api.DayOfSignIns]) -> dict[str, Any]:
        words = self._at.words
        total = sum(day["total"] for day in days)
        most = max(days, key=lambda day: day["total"], default=None)
        lead = words.say("sign_ins.lead", n=total)
        if most and most["total"]:
            lead = f"{lead} {words.say('sign_ins.most', day=most['day'], n=most['total'])}"
        return {
            "lead": lead,
            "spans": [
                {
                    "days": each,
                    "title": words.say("sign_ins.days", n=int(each)),
                    "current": each == self._days,
                }
                for each in DAYS
            ],
            "rows": [
                {"day": day["day"], **{each: day.get(each, 0) for each in (*METHODS, "total")}}
                for day in days
            ],
        }

    async def on_days(self, event: Event) -> None:
        """Another span of time: another address."""
        self._at.page.go(self.name, {"days": str(event["days"])})

    handlers: ClassVar[Mapping[str, Handler]] = {"days": on_days}


def doors(days: Sequence[api.DayOfSignIns], charts: Any) -> list[dict[str, Any]]:
    """A door a day, or a week where days are many; `charts` is harmony_charts."""
    step = 1 if len(days) <= MOST_DOORS else WEEK
    groups = [days[first : first + step] for first in range(0, len(days), step)]
    totals = [sum(day["total"] for day in group) for group in groups]
    return [
        {
            "value": total or "",
            "picture": charts.door(height),
            "label": _short(group[0]["day"], with_month=step > 1),
            "kind": "" if place % EVERY else "named",
        }
        for place, (group, total, height) in enumerate(
            zip(groups, totals, charts.heights(totals), strict=True)
        )
    ]


def _short(day: str, *, with_month: bool) -> str:
    at = date.fromisoformat(day)
    return f"{at.month}/{at.day}" if with_month or at.day == 1 or not (at.day - 1) % 5 else str(at.day)
