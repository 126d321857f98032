"""Settings with their meaning. They are changed in the district's file, and read here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from harmony_console.admin.base import Listing
from harmony_console.tables import Row

if TYPE_CHECKING:
    from harmony_console import api_types as api


class Settings(Listing):
    """Every setting: its value, what it would be, what it means."""

    name: ClassVar[str] = "settings"
    template: ClassVar[str] = "settings"
    columns: ClassVar[Sequence[str]] = ("name",)
    searched: ClassVar[Sequence[str]] = ("name", "meaning", "value")

    async def ask(self, query: Mapping[str, str]) -> Sequence[Row]:
        """The settings of the district."""
        found = (await self._at.client.admin_settings())["settings"]
        return [
            {
                "name": each["name"],
                "value": self._written(each["value"]),
                "changed": each["value"] != each["default"],
                "was": self._at.words.say("settings.was", value=self._written(each["default"])),
                "meaning": self._meaning(each),
            }
            for each in found
        ]

    def _meaning(self, setting: api.Setting) -> str:
        """What it means in the page's language; as the server says it where no words are known."""
        words, key = self._at.words, f"meanings.{setting['name'].replace('.', '_')}"
        return words.say(key) if words.has(key) else setting["meaning"]

    def _written(self, value: object) -> str:
        if value is None or value == "":
            return self._at.words.say("settings.none")
        if isinstance(value, bool):
            return self._at.words.say("settings.on" if value else "settings.off")
        return ", ".join(map(str, value)) if isinstance(value, list) else self._at.words.written(value)
