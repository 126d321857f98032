"""Apps: what children see, what each app is told of them, and how often it was opened this week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from harmony_console.admin.app_data import told_names, who_sees
from harmony_console.admin.base import Listing
from harmony_console.tables import Row
from harmony_console.view import Event, Handler, Place

if TYPE_CHECKING:
    from harmony_console import api_types as api


class Apps(Listing):
    """The catalogue."""

    name: ClassVar[str] = "apps"
    template: ClassVar[str] = "apps"
    columns: ClassVar[Sequence[str]] = ("name", "who", "seen_by", "sign_on", "opened", "state")
    searched: ClassVar[Sequence[str]] = ("name", "who", "told", "state")

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._can_undo = False
        self._gone = ""

    async def ask(self, query: Mapping[str, str]) -> Sequence[Row]:
        """The apps of the district."""
        found = await self._at.client.admin_apps()
        self._can_undo = found["can_undo"]
        there = {each["id"] for each in found["apps"]}
        self._gone = "" if query.get("gone") in there else query.get("gone", "")
        return [app_row(each, self._at) for each in found["apps"]]

    def about(self) -> dict[str, Any]:
        """What was just taken out, and whether the last change has a way back."""
        words = self._at.words
        gone = words.say("apps.gone", app=self._gone) if self._gone and self._can_undo else ""
        return {"gone": gone, "can_undo": self._can_undo}

    async def on_undo(self, _: Event) -> None:
        """Take the last change back, whichever app it was of. Raises Refused."""
        await self._at.client.undo_apps()
        self._rows = list(await self.ask({}))
        self.draw()
        self._at.page.say(self._at.words.say("apps.undone"))

    handlers: ClassVar[Mapping[str, Handler]] = {**Listing.handlers, "undo": on_undo}


def app_row(app: api.CatalogueApp, place: Place) -> dict[str, Any]:
    """An app as the list shows it."""
    words = place.words
    return {
        "id": app["id"],
        "href": f"#app/{app['id']}",
        "name": words.of(app["names"]),
        "icon": app["icon"],
        "who": who_sees(app, words),
        "sign_on": words.known("sign_on", app["sign_on"]),
        "told": ", ".join(told_names(app, words)) or words.say("apps.nothing"),
        "seen_by": app["seen_by"],
        "opened": app["opened"],
        "state": words.say("apps.down" if app["down"] else "apps.up"),
        "is_down": app["down"] is not None,
    }
