"""The badges' keys: which still opens the door, and which badges to print again before it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from harmony_console.view import Event, Handler, Place

if TYPE_CHECKING:
    from harmony_console import api_types as api


class Keys:
    """The ring of badge keys."""

    name: ClassVar[str] = "keys"

    def __init__(self, place: Place) -> None:
        self._at = place

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the whole of it."""
        self._at.page.draw("", "console-waiting", {})
        keys = (await self._at.client.admin_keys())["keys"]
        self._at.page.draw("", "keys", keys_data(keys, self._at))

    def leave(self) -> None:
        """Nothing runs here."""

    async def on_print(self, event: Event) -> None:
        """Print a school's badges again."""
        self._at.page.go("print", {"school": str(event["school"])})

    handlers: ClassVar[Mapping[str, Handler]] = {"print": on_print}


def keys_data(keys: Sequence[api.SigningKey], place: Place) -> dict[str, Any]:
    """The ring, and what hangs on keys that make no new badges any more."""
    words = place.words
    old = [key for key in keys if key["state"] == "believed" and key["badges"]]
    schools: dict[str, dict[str, Any]] = {}
    for key in old:
        for each in key.get("schools", ()):
            known = schools.setdefault(each["id"], {"id": each["id"], "name": each["name"], "badges": 0})
            known["badges"] += each["badges"]
    waiting = sum(key["badges"] for key in old)
    return {
        "waiting": words.say("keys.waiting", n=waiting) if waiting else "",
        "schools": [
            {**each, "print": words.say("print.print", n=each["badges"])}
            for each in sorted(schools.values(), key=lambda each: -each["badges"])
        ],
        "rows": [
            {
                "kid": key["kid"],
                "state": words.say(f"keys.{key['state']}"),
                "since": str(key["since"])[:10],
                "until": str(key["until"] or "")[:10],
                "badges": key["badges"],
            }
            for key in keys
        ],
    }
