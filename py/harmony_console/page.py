"""What a view asks of the page around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from harmony_console import api_types as api

Data = Mapping[str, Any]
"""What becomes JSON: texts, numbers, flags, lists and tables of them."""


@dataclass(frozen=True)
class Answer:
    """What the server answered: `code` is that of a problem (RFC 9457), empty where all went well."""

    status: int
    code: str
    body: Any

    @property
    def ok(self) -> bool:
        """Whether it is what was asked for."""
        return not self.code


@dataclass(frozen=True)
class Picked:
    """A file that somebody chose."""

    name: str
    size: int
    """Bytes."""


class Refused(Exception):
    """The server refused; `code` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.code)
        self.code = answer.code
        self.body = answer.body


class Page(Protocol):
    """The page: a browser's, or a test's."""

    def draw(self, region: str, template: str, data: Data) -> None:
        """Fill a template into a region; `""` is the whole view."""

    def say(self, text: str) -> None:
        """Tell it politely to whoever cannot see it."""

    def focus(self, selector: str) -> None:
        """Move the focus."""

    def go(self, view: str, query: Mapping[str, str]) -> None:
        """Show another view."""

    def note(self, view: str, query: Mapping[str, str]) -> None:
        """Keep a query in the address."""

    async def ask(self, method: str, path: str, body: Data | None = None) -> Answer:
        """Ask the server."""

    def pick(self, field: str) -> Picked | None:
        """The file chosen in a field, which is kept to be read and sent until the view goes."""

    async def read(self, field: str) -> bytes:
        """The whole of the file that was picked there; raises where it cannot be read any more."""

    async def upload(self, path: str, field: str) -> Answer:
        """Send the file picked, or else chosen, in a field."""

    def kept(self, key: str) -> str:
        """What this browser keeps."""

    def keep(self, key: str, text: str) -> None:
        """Have this browser keep something."""

    def add(self, piece: bytes) -> None:
        """The next piece of a file."""

    def save(self, name: str, kind: str) -> None:
        """The file is whole: offer it under a name."""

    def drop(self) -> None:
        """Forget the file's pieces."""

    def print(self) -> None:
        """Open the browser's print window."""

    def me(self) -> api.Me:
        """Who is signed in: the answer of `staff/me`."""

    async def breathe(self) -> None:
        """Let the page draw, and take a click."""

    async def wait(self, seconds: float) -> None:
        """Wait."""

    async def bring(self, package: str) -> Any:
        """Install an optional wheel, once; gives its module, or None where it did not come."""
