"""What the views here share: a list that is asked for once, then sorted and searched without the server."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from harmony_console.tables import Order, Row, matching, sorted_rows
from harmony_console.view import Event, Handler, Place


class Listing(ABC):
    """A view of one table. Whoever inherits says what is asked for and what a row shows."""

    name: ClassVar[str]
    template: ClassVar[str]
    columns: ClassVar[Sequence[str]]
    """What a heading can sort by."""
    searched: ClassVar[Sequence[str]] = ()

    def __init__(self, place: Place) -> None:
        self._at = place
        self._rows: list[Row] = []
        self._order = Order(self.columns[0])
        self._typed = ""

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the whole of it."""
        self._at.page.draw("", "console-waiting", {})
        column = query.get("sort", self.columns[0])
        self._order = Order(column if column in self.columns else self.columns[0], "down" in query)
        self._typed = query.get("q", "")
        self._rows = [dict(row) for row in await self.ask(query)]
        self.draw()

    @abstractmethod
    async def ask(self, query: Mapping[str, str]) -> Sequence[Row]:
        """The rows, from the server."""

    def about(self) -> dict[str, Any]:
        """What stands around the table."""
        return {}

    def leave(self) -> None:  # noqa: B027  a list has nothing to end; whoever has, says so
        """Nothing runs here."""

    def draw(self) -> None:
        """Draw what is known."""
        data = self.table()
        self._at.page.draw("", self.template, {"typed": self._typed, **self.about(), **data})
        if self.searched:
            self._at.page.draw("rows", f"{self.template}-rows", data)

    def table(self) -> dict[str, Any]:
        """The rows that were searched for, in their order."""
        found = matching(self._rows, self._typed, self.searched) if self._typed else self._rows
        shown = sorted_rows(found, self._order)
        sorts = {f"sort_{each}": self._order.aria(each) for each in self.columns}
        return {"rows": shown, **sorts, "found": self._at.words.say("matches", n=len(shown))}

    async def on_sort(self, event: Event) -> None:
        """A heading was pressed."""
        self._order = self._order.pressed(str(event["column"]))
        self._note()
        self.draw()

    async def on_search(self, event: Event) -> None:
        """Something was typed."""
        self._typed = str(event["value"])
        self._note()
        data = self.table()
        self._at.page.draw("rows", f"{self.template}-rows", data)
        self._at.page.say(str(data["found"]))

    def _note(self) -> None:
        order = {"sort": self._order.column, **({"down": "1"} if self._order.down else {})}
        self._at.page.note(self.name, {**order, **({"q": self._typed} if self._typed else {})})

    handlers: ClassVar[Mapping[str, Handler]] = {"sort": on_sort, "search": on_search}
