"""What a school lead and an administrator see and do, without a browser."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import harmony_charts
from build_steps.site import words
from harmony_console.admin.sign_ins import doors
from harmony_console.page import Answer, Data
from harmony_server.settings.config import load
from harmony_server.settings.told import told
from tests.district import DISTRICT_TOML
from tests.unit.console import ROOT, FakePage, console, run

if TYPE_CHECKING:
    from harmony_console.api_types import DayOfSignIns

SCHOOLS = [{"id": "m", "name": "Maple Street"}, {"id": "n", "name": "North"}]
COUNTS = {"students": 30, "working": 25, "to_print": 5, "void": 1}
LEAD = {"id": "g2", "kind": "school_lead", "school": SCHOOLS[0]}


def person(name: str, *grants: Any, **more: Any) -> dict[str, Any]:
    """Somebody who works here."""
    return {
        "id": name,
        "display_name": name,
        "grants": list(grants),
        "second_step": None,
        "may_invite": True,
        **more,
    }


def page(**answers: Any) -> FakePage:
    """A page of an administrator."""
    me = {"grants": [{"kind": "district_administrator"}]}
    badges = {"schools": [{**each, **COUNTS, "grades": [{"grade": "02", **COUNTS}]} for each in SCHOOLS]}
    people = {"people": [person("Ms. Tellsworth", LEAD), person("Ada", LEAD)], "more": False}
    return FakePage({"me": me, "GET admin/badges": badges, "GET admin/people": people, **answers})


def test_grants_are_listed_with_where_they_hold() -> None:
    """Everybody who holds a grant stands in the list, sorted by name, with each grant in words."""
    shown = page()
    run(console(shown).show("people", {}))
    _, rows = shown.drawn["rows"]
    assert [row["name"] for row in rows["rows"]] == ["Ada", "Ms. Tellsworth"]
    assert rows["rows"][0]["may"] == "Lead of a school: Maple Street"


def test_a_grant_is_given_to_whoever_was_searched_for_and_taken_back() -> None:
    """Search, choose, give: the server is asked for just that; taking back names the grant."""
    shown = page(
        **{
            "GET admin/people?q=Dor": {"people": [person("Ms. Dorrin")], "more": True},
            "POST admin/grants": {"grant": {}},
            "DELETE admin/grants/g2": {},
        }
    )

    async def give() -> None:
        app = console(shown)
        await app.show("people", {})
        await app.event("search", {"value": "Dor"})
        assert shown.drawn["rows"][1]["more"]
        await app.event("choose", {"id": "Ms. Dorrin"})
        await app.event("give", {"person": "Ms. Dorrin", "kind": "badge_manager", "school": "n"})
        await app.event("take", {"grant": "g2"})

    run(give())
    given = {"person_id": "Ms. Dorrin", "kind": "badge_manager", "school_id": "n"}
    assert ("POST", "admin/grants", given) in shown.asked
    assert shown.said[-2:] == ["Given. They may use it at once.", "Taken back. Their sign-ins have ended."]


def test_an_answer_that_comes_late_takes_nobodys_place() -> None:
    """Who types on while the server still looks sees whom the last letters mean."""
    came, looks = asyncio.Event(), asyncio.Event()

    class SlowAtFirst(FakePage):
        """A page whose first search is answered after the second."""

        async def ask(self, method: str, path: str, body: Data | None = None) -> Answer:
            answer = await super().ask(method, path, body)
            if path.endswith("q=Dor"):
                looks.set()
                await came.wait()
            return answer

    found = {"GET admin/people?q=Dor": "Ms. Dorrin", "GET admin/people?q=Dora": "Dora"}
    answers = {asked: {"people": [person(name)], "more": False} for asked, name in found.items()}
    shown = SlowAtFirst(page(**answers).answers)

    async def search() -> None:
        app = console(shown)
        await app.show("people", {})
        first = asyncio.create_task(app.event("search", {"value": "Dor"}))
        await looks.wait()
        await app.event("search", {"value": "Dora"})
        came.set()
        await first

    run(search())
    assert [row["name"] for row in shown.drawn["rows"][1]["rows"]] == ["Dora"]


def test_an_invitation_is_shown_to_be_printed() -> None:
    """The link stands on the page, with until when it works."""
    made = {"url": "https://portal.example/staff/invitation/#t", "expires_at": "2026-12-08T09:00:00Z"}
    shown = page(**{"POST admin/invitations": made})

    async def invite() -> None:
        app = console(shown)
        await app.show("people", {})
        await app.event("invite", {"id": "Ada", "name": "Ada"})

    run(invite())
    assert shown.view["url"] == made["url"]


def test_a_school_opens_into_its_grades() -> None:
    """A grade's badges are printed from there."""
    shown = page()

    async def look() -> None:
        app = console(shown)
        await app.show("badges", {})
        await app.event("open", {"id": "n"})
        await app.event("print", {"grade": "02"})

    run(look())
    assert shown.view["school"] == "North"
    assert shown.gone == [("print", {"school": "n", "grade": "02"})]
    assert shown.noted == [("badges", {"school": "n"})]


def test_sign_ins_are_doors_and_a_table() -> None:
    """The table is there at once; the doors are as high as their numbers, a week each where days are many."""
    days: list[DayOfSignIns] = [
        {"day": f"2026-11-{day:02}", "total": day, "badge": day, "password": 0, "backup_code": 0}
        for day in range(1, 31)
    ]
    shown = page(**{"GET admin/sign-ins?days=30": {"days": days}})
    run(console(shown).show("sign-ins", {}))
    assert shown.view["lead"] == "465 sign-ins. Most on 2026-11-30: 30."
    assert len(shown.view["rows"]) == 30
    assert [door["value"] for door in shown.drawn["chart"][1]["doors"]] == list(range(1, 31))
    assert len(doors(days * 3, harmony_charts)) == 13
    assert harmony_charts.heights([0, 1, 100]) == [0, 3, 120]


def test_the_record_keeps_its_filters_in_the_address_and_in_its_file() -> None:
    """What is asked for stands in the address; the file has the same; earlier entries come on asking."""
    entry = {"at": "2026-12-01T08:05:00Z", "event": "badge_ended", "by": {"id": "r", "name": "Ms. Rivera"}}
    entry |= {"about": {"id": "n", "name": "Noah"}, "note": "lost"}
    asked = "GET admin/audit?event=badge_ended"
    answers = {asked: {"entries": [entry], "next": 7, "events": ["badge_ended"]}}
    shown = page(
        **answers,
        **{"GET admin/audit?before=7&event=badge_ended": {"entries": [entry], "next": None, "events": []}},
    )

    async def look() -> None:
        app = console(shown)
        await app.show("record", {"event": "badge_ended"})
        await app.event("more", {})
        await app.event("filter", {"from": "2026-11-01", "to": "", "event": ""})

    run(look())
    row = {"at": "Today 8:05", "by": "Ms. Rivera", "what": "Voided a badge, lost", "about": "Noah"}
    assert shown.view["rows"] == [{**row, "by_id": "r", "about_id": "n"}] * 2
    assert shown.view["csv"] == "/api/v1/admin/audit.csv?event=badge_ended"
    assert shown.gone == [("record", {"from": "2026-11-01"})]


def test_a_name_in_the_record_leads_to_what_its_owner_had_to_do_with() -> None:
    """The other filters stay, and stay with them when these change; *Show everybody* takes it away again."""
    entry = {"at": "2026-12-01T08:05:00Z", "event": "badge_ended", "by": {"id": "r", "name": "Ms. Rivera"}}
    entry |= {"about": {"id": "n", "name": "Noah"}, "note": ""}
    asked = "GET admin/audit?from=2026-11-01&person=r"
    shown = page(**{asked: {"entries": [entry], "next": None, "events": []}})

    async def look() -> None:
        app = console(shown)
        await app.show("record", {"from": "2026-11-01", "person": "r"})
        await app.event("person", {"id": "n"})
        await app.event("filter", {"from": "", "to": "", "event": "badge_ended"})
        await app.event("person", {})

    run(look())
    assert shown.view["only"] == "Only what Ms. Rivera did, or what was about them"
    assert [query for _, query in shown.gone] == [
        {"from": "2026-11-01", "person": "n"},
        {"event": "badge_ended", "person": "r"},
        {"from": "2026-11-01"},
    ]


def test_badges_on_older_keys_are_told_school_by_school() -> None:
    """What stops with a key is printed from here, the school with most first."""
    badges = [{**SCHOOLS[0], "badges": 3}, {**SCHOOLS[1], "badges": 9}]
    old = {"kid": "2a", "state": "believed", "since": "2025", "until": None, "badges": 12, "schools": badges}
    shown = page(**{"GET admin/keys": {"keys": [old]}})
    run(console(shown).show("keys", {}))
    assert shown.view["waiting"] == "12 badges hang on older keys"
    assert [each["print"] for each in shown.view["schools"]] == ["Print 9 badges", "Print 3 badges"]


def test_every_setting_has_its_meaning_in_the_words(tmp_path: Path) -> None:
    """In English as the server has it, so that whoever changes one sees the other."""
    (tmp_path / "district.toml").write_text(DISTRICT_TOML, "utf-8")
    meanings = {each.name.replace(".", "_"): each.meaning for each in told(load(tmp_path))}
    assert words.read(ROOT / "web" / "words", ["staff-findings"])["en"]["meanings"] == meanings


def test_settings_tell_what_was_changed() -> None:
    """A setting that differs from what it would be says what that is."""
    sounds = {"name": "district.sounds", "value": True, "default": False, "meaning": "Three notes."}
    shown = page(**{"GET admin/settings": {"settings": [sounds]}})
    run(console(shown, "es").show("settings", {}))
    (row,) = shown.drawn["rows"][1]["rows"]
    assert (row["value"], row["was"]) == ("Sí", "Cambiado: era No")
    assert row["meaning"] == "Si la página de los niños hace sonidos."
