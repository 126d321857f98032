"""A student's page as they see it: no app can be opened from here, and it is on record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from harmony_console.view import Event, Handler, Place

if TYPE_CHECKING:
    from harmony_console import api_types as api


class ViewAs:
    """Somebody's dashboard, to look at."""

    name: ClassVar[str] = "view-as"

    def __init__(self, place: Place) -> None:
        self._at = place
        self._student = ""

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the whole of it."""
        self._at.page.draw("", "console-waiting", {})
        self._student = query.get("student") or query.get("id", "")
        found = await self._at.client.view_as(self._student)
        self._at.page.draw("", "view-as", dashboard(found, self._at))

    def leave(self) -> None:
        """Nothing runs here."""

    async def on_stop(self, _: Event) -> None:
        """Back to the student's page."""
        self._at.page.go("student", {"id": self._student})

    handlers: ClassVar[Mapping[str, Handler]] = {"stop": on_stop}


def dashboard(found: api.SeenDashboard, place: Place) -> dict[str, Any]:
    """The apps by their names."""
    words = place.words
    name = found["person"]["given_name"]
    return {
        "title": words.say("view_as.title", name=name),
        "apps": [{"name": words.of(each["names"]), "icon": each.get("icon") or ""} for each in found["apps"]],
        "none": not found["apps"],
    }
