"""Names as outlines: the server draws them, in every script, once for each text."""

from __future__ import annotations

from collections.abc import Iterable

from harmony_console.client import Client
from harmony_print import CannotDraw, Outline

AT_A_TIME = 300
"""As many texts as the server takes in one request."""


class Letters:
    """A `Lettering` of what was asked for before."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, Outline | None] = {}

    async def learn(self, texts: Iterable[str]) -> None:
        """Ask for the outlines of texts that are not known yet. Raises Refused."""
        wanted = sorted({text for text in texts if text not in self._known})
        for first in range(0, len(wanted), AT_A_TIME):
            answer = await self._client.staff_lettering({"texts": wanted[first : first + AT_A_TIME]})
            for text, outline in answer["outlines"].items():
                self._known[text] = outline and Outline(**outline)

    def can_draw(self, text: str) -> bool:
        """Whether a text is known and has an outline."""
        return self._known.get(text) is not None

    def __call__(self, text: str) -> Outline:
        """The outline of a line of text. Raises CannotDraw."""
        if outline := self._known.get(text):
            return outline
        raise CannotDraw(text)
