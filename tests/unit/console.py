"""A page for the console's views that is none: it keeps what was drawn, and answers from a table."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_steps.site import words
from harmony_console.app import App
from harmony_console.page import Answer, Data, Picked
from harmony_console.words import Words
from harmony_print import layouts

if TYPE_CHECKING:
    from harmony_console.api_types import Me

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
LAYOUTS = tomllib.loads((Path(layouts.__file__).parent / "layouts.toml").read_text("utf-8"))["layout"]


class FakePage:
    """What a view draws and asks for."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = dict(answers)
        self.drawn: dict[str, tuple[str, Data]] = {}
        self.asked: list[tuple[str, str, Data | None]] = []
        self.said: list[str] = []
        self.gone: list[tuple[str, Mapping[str, str]]] = []
        self.noted: list[tuple[str, Mapping[str, str]]] = []
        self.store: dict[str, str] = {}
        self.file = b""
        self.saved: dict[str, bytes] = {}
        self.printed = 0
        self.chosen: dict[str, tuple[str, bytes]] = {}
        self.brings = True
        self.on_breath: list[Coroutine[Any, Any, None]] = []

    def draw(self, region: str, template: str, data: Data) -> None:
        """Keep what was drawn; the whole view takes the place of its regions."""
        if not region:
            self.drawn.clear()
        self.drawn[region] = (template, data)

    @property
    def view(self) -> Data:
        """What the whole view was last drawn of."""
        return self.drawn[""][1]

    def say(self, text: str) -> None:
        """Keep it."""
        self.said.append(text)

    def focus(self, selector: str) -> None:
        """There is none."""

    def go(self, view: str, query: Mapping[str, str]) -> None:
        """Keep it."""
        self.gone.append((view, query))

    def note(self, view: str, query: Mapping[str, str]) -> None:
        """Keep it."""
        self.noted.append((view, query))

    async def ask(self, method: str, path: str, body: Data | None = None) -> Answer:
        """Answer from the table: a value, or what a function makes of the body; a code is a refusal."""
        self.asked.append((method, path, body))
        found = self.answers.get(f"{method} {path}", "not_found")
        answer = found(body) if callable(found) else found
        if isinstance(answer, Answer):
            return answer
        return Answer(400, answer, None) if isinstance(answer, str) else Answer(200, "", answer)

    def pick(self, field: str) -> Picked | None:
        """The file that a test chose."""
        name, content = self.chosen.get(field, ("", b""))
        return Picked(name, len(content)) if name else None

    async def read(self, field: str) -> bytes:
        """Its content."""
        return self.chosen[field][1]

    async def upload(self, path: str, field: str) -> Answer:
        """The same, for a file."""
        return await self.ask("POST", path, {"field": field})

    def kept(self, key: str) -> str:
        """What was kept."""
        return self.store.get(key, "")

    def keep(self, key: str, text: str) -> None:
        """Keep it."""
        self.store[key] = text

    def add(self, piece: bytes) -> None:
        """The next piece of a file."""
        self.file += piece

    def save(self, name: str, kind: str) -> None:
        """The file is whole."""
        self.saved[name], self.file = self.file, b""

    def drop(self) -> None:
        """Forget the file."""
        self.file = b""

    def print(self) -> None:
        """Count it."""
        self.printed += 1

    def me(self) -> Me:
        """Who is signed in."""
        me: Me = self.answers.get("me", {})
        return me

    async def breathe(self) -> None:
        """Somebody clicks."""
        while self.on_breath:
            await self.on_breath.pop(0)

    async def wait(self, seconds: float) -> None:
        """No time passes."""
        await self.breathe()

    async def bring(self, package: str) -> Any:
        """It is there already, unless this browser brings nothing."""
        return __import__(package) if self.brings else None


def console(page: FakePage, language: str = "en") -> App:
    """The console before a page, in the words of a language."""
    return App(page, said_in(language), lambda: NOW)


def said_in(language: str) -> Words:
    """The console's words in a language."""
    tables = words.read(ROOT / "web" / "words", ["staff-python", "staff-findings"])[language]
    told = {**tables["console"], "findings": tables["findings"], "meanings": tables["meanings"]}
    return Words(told, language)


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end."""
    asyncio.run(work)
