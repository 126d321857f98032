"""The console's words in the page's language, with their places filled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any


class Words:
    """The texts of `web/words/LANGUAGE/staff-python.toml`."""

    def __init__(self, tables: Mapping[str, Any], language: str) -> None:
        self._tables = tables
        self.language = language

    def say(self, key: str, **places: object) -> str:
        """A text by its dotted name. Where there are several forms, `n` chooses: 1 is `one`."""
        found: Any = self._tables
        for name in key.split("."):
            found = found[name]
        if not isinstance(found, str):
            found = found["one" if places.get("n") == 1 else "other"]
        return str(found).format_map({name: self.written(value) for name, value in places.items()})

    def has(self, key: str) -> bool:
        """Whether there is a text of this name."""
        found: Any = self._tables
        for name in key.split("."):
            if not isinstance(found, Mapping) or name not in found:
                return False
            found = found[name]
        return isinstance(found, str)

    def known(self, table: str, name: str) -> str:
        """The text for a value of the server; one that has no words yet stands for itself."""
        key = f"{table}.{name.replace('.', '_').replace('-', '_')}"
        return self.say(key) if self.has(key) else name

    def sentence(self, table: str, said: Mapping[str, Any]) -> str:
        """A sentence of the server in this language, where a table has it; its text is the name there."""
        text = str(self._tables[table].get(said["text"], said["text"]))
        return text.format_map(said["values"]) if said["values"] else text

    def of(self, texts: Mapping[str, str]) -> str:
        """What somebody else wrote in several languages: in this one, else in the first."""
        return texts.get(self.language) or next(iter(texts.values()))

    def written(self, value: object) -> str:
        """A number with its thousands apart; anything else as it is."""
        if isinstance(value, int) and not isinstance(value, bool):
            return f"{value:,}".replace(",", "," if self.language == "en" else " ")
        if isinstance(value, float):
            text = f"{value:.2f}".rstrip("0").rstrip(".")
            return text if self.language == "en" else text.replace(".", ",")
        return str(value)

    def moment(self, at: str | None, now: datetime) -> str:
        """A time of the server (ISO 8601, UTC) as people here say it, in the zone of `now`."""
        if not at:
            return ""
        then = datetime.fromisoformat(at).astimezone(now.tzinfo)
        clock = f"{then.hour}:{then.minute:02}"
        return self.say("time.today", clock=clock) if then.date() == now.date() else f"{then.date()} {clock}"
