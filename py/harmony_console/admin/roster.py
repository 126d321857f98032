"""The roster: a file is sent, its preview read, then it is applied, or not."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from harmony_console.page import Refused
from harmony_console.tables import Row
from harmony_console.view import Event, Handler, Place

if TYPE_CHECKING:
    from harmony_console import api_types as api

Answer = TypeVar("Answer")
COUNTS = ("added", "changed", "gone", "back", "same")


@dataclass(frozen=True)
class State:
    """What is known of rosters."""

    imports: tuple[api.ImportTold, ...] = ()
    can_undo: str | None = None
    preview: api.Preview | None = None
    held: tuple[api.HeldTold, ...] = ()
    """What arrived by itself, looks short, and waits for a decision."""
    note: str = ""
    undo_sure: bool = False
    """Whether taking the last import back takes the door from many, and that was told."""


class Roster:
    """Former imports, and the preview of the next."""

    name: ClassVar[str] = "roster"

    def __init__(self, place: Place) -> None:
        self._at = place
        self._state = State()

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the whole of it."""
        self._at.page.draw("", "console-waiting", {})
        self._state = State()
        await self._imports()
        self._draw()

    def leave(self) -> None:
        """Nothing runs here."""

    async def _imports(self) -> None:
        found = await self._at.client.roster_imports()
        held = await self._at.client.held_rosters()
        self._state = replace(
            self._state,
            imports=tuple(found["imports"]),
            can_undo=found["can_undo"],
            held=tuple(held["held"]),
        )

    def _draw(self) -> None:
        self._at.page.draw("", "roster", roster_data(self._state, self._at))

    async def on_file(self, _: Event) -> None:
        """A file was chosen: the server reads it, and changes nothing."""
        await self._looked(self._at.client.preview_roster("roster-file"))

    async def on_look(self, event: Event) -> None:
        """One that waits is looked at, as the district is now."""
        await self._looked(self._at.client.look_at_held_roster(str(event["id"])))

    async def on_leave_out(self, event: Event) -> None:
        """One that waits is thrown away."""
        if await self._done(self._at.client.drop_roster(str(event["id"]))):
            await self._told("roster.dropped_it")

    async def _looked(self, asking: Awaitable[api.PreviewTold]) -> None:
        self._at.page.draw("progress", "roster-reading", {})
        if answers := await self._done(asking):
            self._state = replace(self._state, preview=answers[0]["preview"], note="")
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
        self._state = replace(self._state, preview=None, note="")
        self._draw()
        self._at.page.focus("#roster-file")

    async def _told(self, key: str) -> None:
        self._state = State(note=self._at.words.say(key))
        await self._imports()
        self._draw()
        self._at.page.say(self._state.note)

    handlers: ClassVar[Mapping[str, Handler]] = {
        "file": on_file,
        "apply": on_apply,
        "undo": on_undo,
        "look": on_look,
        "leave_out": on_leave_out,
        "drop": on_drop,
    }


def roster_data(state: State, place: Place) -> dict[str, Any]:
    """The whole page."""
    words, preview = place.words, state.preview
    return {
        "note": state.note,
        "choose": preview is None,
        "shown": [preview_data(preview, place)] if preview else [],
        "can_undo": bool(state.can_undo) and preview is None,
        "undo": words.say("roster.undo_sure" if state.undo_sure else "roster.undo"),
        "held": [_held(each, place) for each in state.held] if preview is None else [],
        "imports": [
            {
                "at": words.moment(each["at"], place.now()),
                "format": each["format"],
                "result": words.say("roster.result", **_counts(each, COUNTS[:3])),
                "by": each.get("by") or words.say("record.portal"),
                "state": words.known("roster_states", each["state"]),
            }
            for each in state.imports
        ],
    }


def _held(waiting: api.HeldTold, place: Place) -> dict[str, Any]:
    at = place.words.moment(waiting["at"], place.now())
    return {"id": waiting["id"], "lead": place.words.say("roster.held_lead", at=at)}


def _counts(row: Row, names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def preview_data(preview: api.Preview, place: Place) -> dict[str, Any]:
    """What an import would change, and what is wrong with the file."""
    words = place.words
    problems = preview["problems"]
    return {
        "lead": words.say("roster.read", format=preview["format"]),
        "problems": [
            {
                "message": each["message"],
                "file": each["file"],
                "row": each["row"],
                "column": each["column"] or "",
                "advice": each["advice"] or "",
            }
            for each in problems
        ],
        "problem_count": words.say("roster.problems", n=len(problems)) if problems else "",
        "schools": [
            {"name": each["name"], "held": each["held"], **_counts(each, COUNTS)}
            for each in preview["schools"]
        ],
        "notes": [{"text": each} for each in preview["notes"]],
        "dropped": [{"name": each} for each in preview["dropped"]],
        "can_apply": preview["can_apply"],
        "needs_removals": preview["needs_removals"],
        "ask": words.say("roster.ask", n=preview["gone"]),
    }
