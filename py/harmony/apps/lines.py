"""At which line of a TOML file a key stands: the parser does not tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*(\[{1,2})\s*([A-Za-z0-9_.\s-]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*(?:\.[^=]*)?=")


@dataclass(frozen=True)
class Place:
    """One table of the file, by the lines of its keys and of the tables in it."""

    lines: dict[str, int] = field(default_factory=dict)
    """By the key's path from this table on; the table itself is at the empty path."""
    path: str = ""

    def line(self, key: str) -> int | None:
        """The line of a key, or of what it is missing from; None where that cannot be told."""
        full = f"{self.path}{key}"
        while full not in self.lines and full:
            full = full.rpartition(".")[0]
        return self.lines.get(full)

    def below(self, key: str) -> Place:
        """A table in this one."""
        return Place(self.lines, f"{self.path}{key}.")


NOWHERE = Place()


class Lines:
    """The tables of a file's lists, in their order. A text of several lines may mislead it."""

    def __init__(self, text: str) -> None:
        self._places: dict[tuple[str, int], dict[str, int]] = {}
        counts: dict[str, int] = {}
        place: dict[str, int] = {}
        path = ""
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _HEADER.match(line):
                top, _, rest = header.group(2).replace(" ", "").partition(".")
                if header.group(1) == "[[" and not rest:
                    counts[top] = counts.get(top, 0) + 1
                place = self._places.setdefault((top, counts.get(top, 0)), {})
                path = f"{rest}." if rest else ""
                place.setdefault(rest, number)
            elif key := _KEY.match(line):
                place.setdefault(path + key.group(1), number)

    def of(self, name: str, count: int) -> Place:
        """The `count`th table, from 1, of the list [[name]]."""
        return Place(self._places.get((name, count), {}))
