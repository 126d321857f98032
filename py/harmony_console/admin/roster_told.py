"""What the roster's page shows of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from harmony_console.admin.roster_look import NOTHING, Looked
from harmony_console.tables import Row
from harmony_console.view import Place

if TYPE_CHECKING:
    from harmony_console import api_types as api

COUNTS = ("added", "changed", "gone", "back", "same")


@dataclass(frozen=True)
class State:
    """What is known of rosters."""

    imports: tuple[api.ImportTold, ...] = ()
    can_undo: str | None = None
    preview: api.Preview | None = None
    held: tuple[api.HeldTold, ...] = ()
    """What arrived by itself, looks short, and waits for a decision."""
    usernames: tuple[str, ...] = ()
    looked: Looked = NOTHING
    """What the file chosen says by itself."""
    note: str = ""
    undo_sure: bool = False
    """Whether taking the last import back takes the door from many, and that was told."""


def roster_data(state: State, place: Place) -> dict[str, Any]:
    """The whole page."""
    words, preview, looked = place.words, state.preview, state.looked
    waits = preview is None and not looked.problems
    return {
        "note": state.note,
        "choose": waits,
        "looked": [looked_data(looked, place)] if looked.problems and preview is None else [],
        "shown": [preview_data(preview, looked, place)] if preview else [],
        "can_undo": bool(state.can_undo) and waits,
        "undo": words.say("roster.undo_sure" if state.undo_sure else "roster.undo"),
        "held": [_held(each, place) for each in state.held] if waits else [],
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


def looked_data(looked: Looked, place: Place) -> dict[str, Any]:
    """What a file says by itself, where something in it has to be mended."""
    return {"lead": looked.lead, **_problems(looked.problems, place)}


def preview_data(preview: api.Preview, looked: Looked, place: Place) -> dict[str, Any]:
    """What an import would change, and what is wrong with the file."""
    words = place.words
    return {
        "holds": looked.lead,
        "lead": words.say("roster.read", format=preview["format"]),
        **_problems(preview["problems"], place),
        "schools": [
            {"name": each["name"], "held": each["held"], **_counts(each, COUNTS)}
            for each in preview["schools"]
        ],
        "notes": [{"text": _note(each, place)} for each in preview["forgiven"]],
        "dropped": [{"name": each} for each in preview["dropped"]],
        "can_apply": preview["can_apply"],
        "needs_removals": preview["needs_removals"],
        "ask": words.say("roster.ask", n=preview["gone"]),
    }


def _note(note: api.ProblemTold, place: Place) -> str:
    """What was forgiven, and where, as one line."""
    say, sentence = place.words.say, place.words.sentence
    row, column = note["row"], note["column"]
    where = [note["file"]]
    where += [say("roster.in_row", row=str(row))] if row else []
    where += [say("roster.in_column", column=column)] if column else []
    told = [sentence("findings", note[part]) for part in ("message_said", "advice_said")]
    return f"{', '.join(where)}: {' '.join(filter(None, told))}"


def _problems(problems: Sequence[api.ProblemTold], place: Place) -> dict[str, Any]:
    return {
        "problems": [
            {
                "message": place.words.sentence("findings", each["message_said"]),
                "file": each["file"],
                "row": each["row"],
                "column": each["column"] or "",
                "advice": place.words.sentence("findings", each["advice_said"]),
            }
            for each in problems
        ],
        "problem_count": place.words.say("roster.problems", n=len(problems)) if problems else "",
    }
