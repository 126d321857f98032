"""The roster: a file is sent, its preview read, then it is applied, or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from harmony_console.tables import Row
from harmony_console.view import Event, Handler, Place

COUNTS = ("added", "changed", "gone", "back", "same")


@dataclass(frozen=True)
class State:
    """What is known of rosters."""

    imports: tuple[Row, ...] = ()
    can_undo: str | None = None
    preview: Row | None = None
    note: str = ""


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
        found = await self._at.client.get("admin/roster/imports")
        self._state = replace(self._state, imports=tuple(found["imports"]), can_undo=found.get("can_undo"))

    def _draw(self) -> None:
        self._at.page.draw("", "roster", roster_data(self._state, self._at))

    async def on_file(self, _: Event) -> None:
        """A file was chosen: the server reads it, and changes nothing."""
        self._at.page.draw("progress", "roster-reading", {})
        answer = await self._at.client.upload("admin/roster/previews", "roster-file")
        self._state = replace(self._state, preview=answer["preview"], note="")
        self._draw()
        self._at.page.focus("#roster-preview")

    async def on_apply(self, event: Event) -> None:
        """Apply what the preview told. Raises Refused."""
        preview = self._state.preview or {}
        typed = str(event.get("removals", "")).strip()
        removals = int(typed) if typed.isdigit() else None
        if preview.get("needs_removals") and removals != preview.get("gone"):
            self._state = replace(self._state, note=self._at.words.say("roster.type_number"))
            self._draw()
            self._at.page.say(self._state.note)
            return
        self._at.page.draw("progress", "roster-reading", {})
        body = {"accept_removals": removals} if removals is not None else {}
        await self._at.client.post(f"admin/roster/previews/{preview['id']}/apply", body)
        await self._told("roster.applied")

    async def on_undo(self, _: Event) -> None:
        """Take the last import back. Raises Refused."""
        await self._at.client.post("admin/roster/undo", {})
        await self._told("roster.undone")

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
        "imports": [
            {
                "at": words.moment(each["at"], place.now()),
                "format": each["format"],
                "result": words.say("roster.result", **{name: each[name] for name in COUNTS[:3]}),
                "by": each.get("by") or words.say("record.portal"),
                "state": words.known("roster_states", each["state"]),
            }
            for each in state.imports
        ],
    }


def preview_data(preview: Row, place: Place) -> dict[str, Any]:
    """What an import would change, and what is wrong with the file."""
    words = place.words
    problems = preview.get("problems", [])
    return {
        "lead": words.say("roster.read", format=preview["format"], version=preview.get("version") or ""),
        "problems": [
            {
                "message": each["message"],
                "file": each.get("file") or "",
                "row": each.get("row"),
                "column": each.get("column") or "",
                "advice": each.get("advice") or "",
            }
            for each in problems
        ],
        "problem_count": words.say("roster.problems", n=len(problems)) if problems else "",
        "schools": [
            {"name": each["name"], "held": bool(each.get("held")), **{name: each[name] for name in COUNTS}}
            for each in preview.get("schools", [])
        ],
        "notes": [{"text": each} for each in preview.get("notes", [])],
        "dropped": [{"name": each} for each in preview.get("dropped", [])],
        "can_apply": bool(preview.get("can_apply")),
        "needs_removals": bool(preview.get("needs_removals")),
        "ask": words.say("roster.ask", n=preview.get("gone", 0)),
    }
