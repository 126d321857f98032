"""The sourcedIds of a file, so that none stands twice and no reference leads nowhere."""

from __future__ import annotations

from harmony.roster.rows import Row, shown


class SourcedIds:
    """The ids of one file by the row each stands in."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._rows: dict[str, int] = {}
        self.known = False
        """Whether the file was there and could be read; without it no reference to it can be judged."""

    def add(self, row: Row) -> str:
        """Take a row's own sourcedId, noting it if it stood in an earlier row."""
        sourced_id = row.id("sourcedId")
        earlier = self._rows.setdefault(sourced_id, row.number)
        if sourced_id and earlier != row.number:
            row.note("sourcedId", f"{shown(sourced_id)} stands in row {earlier} already.")
        return sourced_id

    def __contains__(self, sourced_id: str) -> bool:
        return sourced_id in self._rows

    def check(self, row: Row, column: str, sourced_id: str) -> None:
        """Note a reference that leads to no row of this file."""
        if self.known and sourced_id and sourced_id not in self:
            row.note(column, f"{shown(sourced_id)} is not in {self._file}.")
