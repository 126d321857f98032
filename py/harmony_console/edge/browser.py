"""The page, as `harmony_console` knows it, by what its scripts offer (`web/staff/python/bridge.mjs`)."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from traceback import print_exc
from typing import TYPE_CHECKING, Any

from pyodide.ffi import create_proxy, to_js
from pyscript import window

from harmony_console.app import App
from harmony_console.page import Answer, Data, Picked
from harmony_console.words import Words

if TYPE_CHECKING:
    from harmony_console import api_types as api

LIBRARY = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip/"
INSTALLED = f"/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
CONSOLE = "/lib/console.zip/"
"""Where Pyodide has its library and what micropip installs, and where the page puts the console."""


class Browser:
    """The page that a browser shows; everything crosses as text."""

    def __init__(self, bridge: Any) -> None:
        self._bridge = bridge

    def draw(self, region: str, template: str, data: Data) -> None:
        """Fill a template into a region; `""` is the whole view."""
        self._bridge.draw(region, template, json.dumps(data))

    def say(self, text: str) -> None:
        """Tell it politely to whoever cannot see it."""
        self._bridge.say(text)

    def focus(self, selector: str) -> None:
        """Move the focus."""
        self._bridge.focus(selector)

    def go(self, view: str, query: Mapping[str, str]) -> None:
        """Show another view."""
        self._bridge.go(view, json.dumps(query))

    def note(self, view: str, query: Mapping[str, str]) -> None:
        """Keep a query in the address."""
        self._bridge.note(view, json.dumps(query))

    async def ask(self, method: str, path: str, body: Data | None = None) -> Answer:
        """Ask the server."""
        text = await self._bridge.ask(method, path, "" if body is None else json.dumps(body))
        return Answer(**json.loads(text))

    def pick(self, field: str) -> Picked | None:
        """The file chosen in a field, kept until the view goes."""
        found = json.loads(self._bridge.pick(field))
        return Picked(**found) if found else None

    async def read(self, field: str) -> bytes:
        """The whole of the file that was picked there."""
        content: bytes = (await self._bridge.read(field)).to_bytes()
        return content

    async def upload(self, path: str, field: str) -> Answer:
        """Send the file picked, or else chosen, in a field."""
        return Answer(**json.loads(await self._bridge.upload(path, field)))

    def kept(self, key: str) -> str:
        """What this browser keeps."""
        return str(self._bridge.kept(key))

    def keep(self, key: str, text: str) -> None:
        """Have this browser keep something."""
        self._bridge.keep(key, text)

    def add(self, piece: bytes) -> None:
        """The next piece of a file."""
        self._bridge.files.add(to_js(piece))

    def save(self, name: str, kind: str) -> None:
        """The file is whole: offer it under a name."""
        self._bridge.files.save(name, kind)

    def drop(self) -> None:
        """Forget the file's pieces."""
        self._bridge.files.drop()

    def print(self) -> None:
        """Open the browser's print window."""
        self._bridge.files.print()

    def me(self) -> api.Me:
        """Who is signed in."""
        found: api.Me = json.loads(self._bridge.me())
        return found

    async def breathe(self) -> None:
        """Let the page draw, and take a click."""
        await asyncio.sleep(0)

    async def wait(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def bring(self, package: str) -> Any:
        """Install an optional wheel of this site by micropip, once; None where it did not come."""
        try:
            if package not in sys.modules:
                addresses = json.loads(self._bridge.later())
                await _install(str(window.location.origin) + addresses[package], addresses["library"])
            return importlib.import_module(package)
        except Exception:
            print_exc()
            return None


def now() -> datetime:
    """The time of this device."""
    return datetime.now(UTC)


async def _install(wheel: str, library: str) -> None:
    """micropip, and what it needs of the standard library, come from this site before it installs."""
    from pyodide.http import pyfetch  # noqa: PLC0415  what is only called for here
    from pyodide_js import loadPackage  # noqa: PLC0415

    place = "/lib/python_later.zip"
    if place not in sys.path:
        await _store(await (await pyfetch(library)).bytes(), place)
        sys.path.append(place)
        _join(LIBRARY, place)
    await loadPackage("micropip")
    micropip = importlib.import_module("micropip")
    await micropip.install(wheel, deps=False)
    _join(CONSOLE, INSTALLED)


def _join(first: str, place: str) -> None:
    """Have a second library searched for modules of packages that came with the first."""
    for name, module in list(sys.modules.items()):
        paths, more = getattr(module, "__path__", None), f"{place}/{name.replace('.', '/')}"
        if isinstance(paths, list) and more not in paths and any(path.startswith(first) for path in paths):
            paths.append(more)


async def _store(content: bytes, place: str) -> None:
    with open(place, "wb") as file:
        file.write(content)


async def begin() -> None:
    """Make the console, and tell the page that it is there."""
    bridge = window.harmonyConsole
    words = Words(json.loads(await bridge.words()), str(bridge.language()))
    app = App(Browser(bridge), words, now)
    handlers = {"show": app.show_text, "event": app.event_text, "leave": app.leave}
    bridge.register(
        window.Object.fromEntries(to_js([[name, create_proxy(each)] for name, each in handlers.items()]))
    )
