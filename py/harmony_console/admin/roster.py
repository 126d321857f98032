"""The roster: a file is sent, its preview read, then it is applied, or not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from harmony_console.admin.roster_look import FIELD, NOTHING, look
from harmony_console.admin.roster_told import State, roster_data
from harmony_console.page import Refused
from harmony_console.view import Event, Handler, Place

if TYPE_CHECKING:
    from harmony_console import api_types as api

Answer = TypeVar("Answer")


class Roster:
    """Former imports, and the preview of the next."""

    name: ClassVar[str] = "roster"

    def __init__(self, place: Place) -> None:
        self._at = place
        self._state = State()
        self._looking: object = None

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the whole of it."""
        self._at.page.draw("", "console-waiting", {})
        self._state = State()
        await self._imports()
        self._draw()

    def leave(self) -> None:
        """Whatever is being looked at is wanted no more."""
        self._looking = None

    async def _imports(self) -> None:
        found = await self._at.client.roster_imports()
        held = await self._at.client.held_rosters()
        self._state = replace(
            self._state,
            imports=tuple(found["imports"]),
            can_undo=found["can_undo"],
            held=tuple(held["held"]),
            usernames=tuple(found["usernames"]),
        )

    def _draw(self) -> None:
        self._at.page.draw("", "roster", roster_data(self._state, self._at))

    async def on_file(self, _: Event) -> None:
        """A file was chosen: it is looked at here; what is wrong in it is told before anything is sent."""
        self._state = replace(self._state, looked=NOTHING, note="")
        is_wanted = self._begun()
        looked = await look(self._at, self._state.usernames, is_wanted)
        if not is_wanted():
            return
        self._state = replace(self._state, looked=looked, note=looked.left)
        self._draw()
        if looked.problems:
            self._at.page.focus("#roster-looked")
        else:
            await self.on_send({})

    def _begun(self) -> Callable[[], bool]:
        """Something that takes a while begins; gives whether it is still waited for."""
        looking = self._looking = object()
        return lambda: self._looking is looking

    async def on_send(self, _: Event) -> None:
        """The server reads it, and changes nothing."""
        await self._looked(self._at.client.preview_roster(FIELD))

    async def on_look(self, event: Event) -> None:
        """One that waits is looked at, as the district is now."""
        self._state = replace(self._state, looked=NOTHING)
        await self._looked(self._at.client.look_at_held_roster(str(event["id"])))

    async def on_leave_out(self, event: Event) -> None:
        """One that waits is thrown away."""
        if await self._done(self._at.client.drop_roster(str(event["id"]))):
            await self._told("roster.dropped_it")

    async def _looked(self, asking: Awaitable[api.PreviewTold]) -> None:
        is_wanted = self._begun()
        self._at.page.draw("progress", "roster-reading", {})
        if (answers := await self._done(asking)) and is_wanted():
            self._state = replace(self._state, preview=answers[0]["preview"], note=self._state.looked.left)
            self._draw()
            self._at.page.focus("#roster-preview")

    async def on_apply(self, event: Event) -> None:
        """Apply what the preview told. Raises Refused."""
        preview = self._state.preview
        if preview is None:
            return
        typed = str(event.get("removals", "")).strip()
        removals = int(typed) if typed.isdigit() else None
        if preview["needs_removals"] and removals != preview["gone"]:
            self._note(self._at.words.say("roster.type_number"))
            return
        self._at.page.draw("progress", "roster-reading", {})
        order: api.Apply = {"accept_removals": removals}
        if await self._done(self._at.client.apply_roster(preview["id"], order)):
            await self._told("roster.applied")

    async def on_undo(self, _: Event) -> None:
        """Take the last import back; where that takes the door from many, only when asked for twice."""
        sure = self._state.undo_sure
        try:
            await self._at.client.undo_roster({"accept_removals": sure})
        except Refused as refused:
            if sure or refused.code != "invalid_request":
                raise
            self._note(self._at.words.say("roster.undo_many"), undo_sure=True)
        else:
            await self._told("roster.undone")

    async def _done(self, asking: Awaitable[Answer]) -> tuple[Answer] | None:
        """What the server answered; None where it refused for a reason that is told here. Raises Refused."""
        try:
            return (await asking,)
        except Refused as refused:
            if not self._at.words.has(f"roster_refused.{refused.code}"):
                raise
            self._note(self._at.words.say(f"roster_refused.{refused.code}"))
            return None

    def _note(self, text: str, *, undo_sure: bool = False) -> None:
        self._state = replace(self._state, note=text, undo_sure=undo_sure)
        self._draw()
        self._at.page.say(text)

    async def on_drop(self, _: Event) -> None:
        """Another file."""
        self._state = replace(self._state, preview=None, looked=NOTHING, note="")
        self._draw()
        self._at.page.focus(f"#{FIELD}")

    async def _told(self, key: str) -> None:
        self._state = State(note=self._at.words.say(key))
        await self._imports()
        self._draw()
        self._at.page.say(self._state.note)

    handlers: ClassVar[Mapping[str, Handler]] = {
        "file": on_file,
        "send": on_send,
        "apply": on_apply,
        "undo": on_undo,
        "look": on_look,
        "leave_out": on_leave_out,
        "drop": on_drop,
    }
