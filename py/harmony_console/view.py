"""What every view is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol

from harmony_console.client import Client
from harmony_console.page import Page
from harmony_console.words import Words

Event = Mapping[str, Any]
"""What happened: the `data-` values of the element, and the fields of its form."""
Handler = Callable[[Any, Event], Awaitable[None]]


@dataclass(frozen=True)
class Place:
    """Where a view is: its page, the server, the words, the clock."""

    page: Page
    client: Client
    words: Words
    now: Callable[[], datetime]


class View(Protocol):
    """A page of the console."""

    name: ClassVar[str]
    handlers: ClassVar[Mapping[str, Handler]]
    """What its templates tell by `data-on`."""

    def __init__(self, place: Place) -> None: ...

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the whole of it."""

    def leave(self) -> None:
        """It is about to go: what still runs should end."""
