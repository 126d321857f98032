"""Reading a TOML table field by field, each with its type; a mistake is told with file and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from build_steps.site.errors import PageError

T = TypeVar("T")


class Fields:
    """The fields of one table. A value that is missing or of another kind raises PageError."""

    def __init__(self, table: Mapping[str, Any], where: str) -> None:
        self._table = table
        self._where = where
        self._read: set[str] = set()

    def text(self, key: str) -> str:
        """A text that must be there."""
        return self._typed(key, self._value(key), str, "a text")

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is missing."""
        self._read.add(key)
        return self.text(key) if key in self._table else None

    def flag(self, key: str) -> bool:
        """A true or false that must be there."""
        return self._typed(key, self._value(key), bool, "true or false")

    def optional_flag(self, key: str) -> bool:
        """A true or false; false where the key is missing."""
        return self._typed(key, self._table.get(key, False), bool, "true or false")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none where the key is missing."""
        return self._texts(key, self._table.get(key, []))

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table of lists of texts; empty where the key is missing."""
        table = self._typed(key, self._table.get(key, {}), dict, "a table of lists")
        return {name: self._texts(f"{key}.{name}", values) for name, values in table.items()}

    def choices(self, key: str, chosen: Iterable[str], allowed: Iterable[str]) -> None:
        """Refuse a value that is none of those allowed."""
        for value in chosen:
            if value not in allowed:
                raise self.wrong(key, f'"{value}" is none of {", ".join(allowed)}')

    def finish(self) -> None:
        """Refuse keys that nobody has asked for."""
        for key in self._table:
            if key not in self._read:
                raise self.wrong(key, f"there is no such key; there are {', '.join(sorted(self._read))}")

    def wrong(self, key: str, why: str) -> PageError:
        """The error for a key's value."""
        return PageError(f"{self._where}: {key}: {why}.")

    def _value(self, key: str) -> object:
        self._read.add(key)
        if key not in self._table:
            raise self.wrong(key, "is missing")
        return self._table[key]

    def _texts(self, key: str, values: object) -> tuple[str, ...]:
        listed = self._typed(key, values, list, "a list of texts")
        return tuple(self._typed(key, value, str, "a list of texts") for value in listed)

    def _typed(self, key: str, value: object, kind: type[T], words: str) -> T:
        self._read.add(key.partition(".")[0])
        if not isinstance(value, kind) or value == "":
            raise self.wrong(key, f"must be {words}")
        return value
