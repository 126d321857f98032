"""The console: which view shows, and what becomes of what goes wrong in one."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from traceback import print_exc

from harmony_console.admin import VIEWS as ADMIN_VIEWS
from harmony_console.client import Client
from harmony_console.page import Page, Refused
from harmony_console.printing import VIEWS as PRINTING_VIEWS
from harmony_console.view import Event, Place, View
from harmony_console.words import Words


class App:
    """All views, one of which shows."""

    def __init__(self, page: Page, words: Words, now: Callable[[], datetime]) -> None:
        self._page = page
        self._words = words
        place = Place(page, Client(page), words, now)
        makers: tuple[type[View], ...] = (*PRINTING_VIEWS, *ADMIN_VIEWS)
        self._views: dict[str, View] = {each.name: each(place) for each in makers}
        self._shown: View | None = None

    async def show(self, name: str, query: Mapping[str, str]) -> None:
        """Show a view."""
        self.leave()
        shown = self._shown = self._views[name]
        await self._told(shown.show(query))

    async def event(self, name: str, event: Event) -> None:
        """Something happened in the view that shows."""
        if self._shown and (handler := self._shown.handlers.get(name)):
            await self._told(handler(self._shown, event))

    def leave(self) -> None:
        """The view goes."""
        if self._shown:
            self._shown.leave()
        self._shown = None

    async def show_text(self, name: str, query: str) -> None:
        """The same as `show`, from JSON."""
        await self.show(name, json.loads(query))

    async def event_text(self, name: str, event: str) -> None:
        """The same as `event`, from JSON."""
        await self.event(name, json.loads(event))

    async def _told(self, work: Awaitable[None]) -> None:
        """Nothing goes wrong without a sentence."""
        try:
            await work
        except Refused as refused:
            self._trouble(self._words.known("problems", refused.code))
        except Exception:
            print_exc()
            self._trouble(self._words.say("problems.console"))

    def _trouble(self, text: str) -> None:
        self._page.draw("trouble", "console-trouble", {"text": text})
