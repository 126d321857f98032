"""An app is added: by one of three templates, then its secret is shown once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from harmony_console.admin import app_data
from harmony_console.admin.app import kept
from harmony_console.view import Event, Handler, Place

if TYPE_CHECKING:
    from harmony_console import api_types as api

KINDS: tuple[Literal["link", "server", "browser"], ...] = ("link", "server", "browser")


class NewApp:
    """The form, then what its maker's form asks for."""

    name: ClassVar[str] = "new-app"

    def __init__(self, place: Place) -> None:
        self._at = place

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the form: nothing is asked of the server before it is sent."""
        words = self._at.words
        kinds = [
            {
                "id": each,
                "field": f"kind-{each}",
                "title": words.say(f"kinds.{each}"),
                "why": words.say(f"kinds_why.{each}"),
                "checked": each == "server",
            }
            for each in KINDS
        ]
        fields = {
            "claims": app_data.claim_fields((), words),
            "names": app_data.text_fields("name", {}, words),
        }
        self._at.page.draw("", "new-app", {"kinds": kinds, **fields, **app_data.rule_fields(None, words)})

    def leave(self) -> None:
        """Nothing is kept here."""

    async def on_add(self, event: Event) -> None:
        """Put it into the catalogue. Raises Refused."""
        kind = next(each for each in KINDS if each == event["kind"])
        order: api.NewAppBody = {
            "id": str(event.get("id", "")).strip(),
            "name": app_data.texts(event, "name"),
            "kind": kind,
            "link": str(event.get("link", "")).strip(),
            "who": app_data.rule_of(event),
        }
        if kind != "link":
            order["redirect_uris"] = app_data.lines(event.get("redirect_uris", ""))
            order["claims"] = app_data.ticked(event, "claims", app_data.CLAIMS)
        added = await kept(self._at.client.add_app(order), self._at)
        if added is None:
            return
        made = added.get("for_the_maker")
        href = f"#app/{order['id']}"
        name = self._at.words.of(order["name"])
        self._at.page.draw(
            "", "app-added", {"name": name, "href": href, "made": [dict(made)] if made else []}
        )
        self._at.page.focus("h1")

    handlers: ClassVar[Mapping[str, Handler]] = {"add": on_add}
