"""Rosters in the console, once they were sent: applied, thrown away, taken back, and what is refused."""

from __future__ import annotations

from typing import Any

from tests.unit.console import FakePage, console, run


def page(**answers: Any) -> FakePage:
    """A page of an administrator."""
    return FakePage({"me": {"grants": [{"kind": "district_administrator"}]}, **answers})


def test_a_roster_that_takes_many_away_asks_for_their_number() -> None:
    """Nothing is applied before the number of those who would be gone was typed."""
    preview = {"id": "v", "format": "OneRoster", "can_apply": True, "needs_removals": True, "gone": 41}
    preview |= {"version": "1.1", "problems": [], "schools": [], "notes": [], "forgiven": [], "dropped": []}
    shown = page(
        **{
            "GET admin/roster/imports": {"imports": [], "can_undo": None, "usernames": []},
            "GET admin/roster/held": {"held": []},
            "POST admin/roster/previews": {"preview": preview},
            "POST admin/roster/previews/v/apply": {"import": {}},
        }
    )

    async def send() -> None:
        app = console(shown)
        await app.show("roster", {})
        await app.event("file", {})
        await app.event("apply", {"removals": "40"})
        assert shown.said == ["Type the number of students who would lose their door."]
        await app.event("apply", {"removals": "41"})

    run(send())
    assert ("POST", "admin/roster/previews/v/apply", {"accept_removals": 41}) in shown.asked
    assert shown.view["note"] == "Applied. It can be undone until the next one."


def test_a_roster_that_waits_is_looked_at_and_one_thrown_away() -> None:
    """What arrived by itself and looks short is told with its time; looking shows what it would change."""
    preview = {"id": "h", "format": "OneRoster", "can_apply": True, "needs_removals": True, "gone": 6}
    preview |= {"version": "1.1", "problems": [], "schools": [], "notes": [], "forgiven": [], "dropped": []}
    shown = page(
        **{
            "GET admin/roster/imports": {"imports": [], "can_undo": None, "usernames": []},
            "GET admin/roster/held": {"held": [{"id": "h", "at": "2026-12-01T05:10:00Z"}]},
            "POST admin/roster/held/h/look": {"preview": preview},
            "DELETE admin/roster/previews/h": None,
        }
    )

    async def decide() -> None:
        app = console(shown)
        await app.show("roster", {})
        assert shown.view["held"][0]["lead"].startswith("It arrived Today 5:10 and looks short")
        await app.event("look", {"id": "h"})
        assert shown.view["shown"][0]["ask"].startswith("6 students would lose their door.")
        await app.event("leave_out", {"id": "h"})

    run(decide())
    assert shown.view["note"] == "Thrown away. The roster before stays in force."


def test_what_the_server_refuses_of_a_roster_is_told_in_words() -> None:
    """Undoing that takes many doors is asked for twice; a preview that is too old says what to do."""
    many: dict[str, Any] = {
        "id": "9",
        "at": "2026-12-01T05:10:00Z",
        "format": "OneRoster",
        "state": "applied",
    }
    many |= {"added": 0, "changed": 0, "gone": 0}

    def undo(body: Any) -> Any:
        return {"import": many} if body["accept_removals"] else "invalid_request"

    shown = page(
        **{
            "GET admin/roster/imports": {"imports": [many], "can_undo": "9", "usernames": []},
            "GET admin/roster/held": {"held": []},
            "POST admin/roster/undo": undo,
            "POST admin/roster/previews": "body_too_large",
        }
    )

    async def take_back() -> None:
        app = console(shown, "es")
        await app.show("roster", {})
        await app.event("file", {})
        assert shown.view["note"] == "El archivo es demasiado grande."
        await app.event("undo", {})
        assert shown.view["undo"] == "Deshacerla de todos modos"
        await app.event("undo", {})

    run(take_back())
    assert shown.view["note"].startswith("Deshecha")
