"""Apps: what children see, and what each app is told of them. To read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from harmony_console.admin.base import Listing
from harmony_console.tables import Row
from harmony_console.view import Place

if TYPE_CHECKING:
    from harmony_console import api_types as api


class Apps(Listing):
    """The catalogue."""

    name: ClassVar[str] = "apps"
    template: ClassVar[str] = "apps"
    columns: ClassVar[Sequence[str]] = ("name", "who", "seen_by", "sign_on")
    searched: ClassVar[Sequence[str]] = ("name", "who", "told")

    async def ask(self, query: Mapping[str, str]) -> Sequence[Row]:
        """The apps of the district."""
        return [app_row(each, self._at) for each in (await self._at.client.admin_apps())["apps"]]


def app_row(app: api.CatalogueApp, place: Place) -> dict[str, Any]:
    """An app as the list shows it."""
    words = place.words
    where = [*app.get("schools", ()), *app.get("grades", ())]
    told = [words.known("told", each) for each in app.get("told", ())]
    return {
        "id": app["id"],
        "name": app["name"],
        "who": ", ".join(where) or words.say("apps.everyone"),
        "sign_on": words.known("sign_on", app["sign_on"]),
        "told": ", ".join(told) or words.say("apps.nothing"),
        "seen_by": app.get("seen_by"),
    }
