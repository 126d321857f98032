"""A roster's file looked at in the console's Python: what it is, and what is wrong, before it is sent."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

import harmony_preview
from harmony_console.admin import roster_look
from tests.unit.console import FakePage, console, run
from tests.unit.oneroster_files import export
from tests.unit.roster_bundles import CLEVER, ONEROSTER_1_2

PREVIEW = {"id": "v", "format": "OneRoster 1.1", "can_apply": True, "needs_removals": False, "gone": 0}
PREVIEW |= {"version": "", "problems": [], "schools": [], "notes": [], "dropped": []}
UPLOAD = ("POST", "admin/roster/previews", {"field": "roster-file"})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Files as one zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def seen(content: bytes, usernames: tuple[str, ...] = ()) -> harmony_preview.Seen:
    """What a look at a zip sees."""
    look = harmony_preview.Look("roster.zip", content, usernames)
    assert all(0 <= share <= 1 for share in look.steps())
    return look.found()


def page(content: bytes, usernames: tuple[str, ...] = ()) -> FakePage:
    """An administrator's page on which a file was chosen."""
    imports = {"imports": [], "can_undo": None, "usernames": list(usernames)}
    shown = FakePage(
        {
            "GET admin/roster/imports": imports,
            "GET admin/roster/held": {"held": []},
            "POST admin/roster/previews": {"preview": PREVIEW},
        }
    )
    shown.chosen["roster-file"] = ("roster.zip", content)
    return shown


def choose(shown: FakePage, *events: str, language: str = "en") -> None:
    """The roster's page, on which a file is chosen, and what is pressed then."""

    async def work() -> None:
        app = console(shown, language)
        await app.show("roster", {})
        for event in ("file", *events):
            await app.event(event, {})

    run(work())


@pytest.mark.parametrize(
    ("files", "title", "students"),
    [(ONEROSTER_1_2, "OneRoster 1.2", 1), (CLEVER, "Clever", 1)],
    ids=["oneroster-1.2", "clever"],
)
def test_a_look_tells_the_format_and_counts_each_once(
    files: Mapping[str, str], title: str, students: int
) -> None:
    """Whoever stands in several rows, or has the role in another file, is counted once and rightly."""
    found = seen(zipped(files))
    assert (found.format, found.problems, found.changes_only) == (title, [], False)
    assert (found.counts["schools"], found.counts["students"]) == (2, students)


def test_what_is_wrong_is_told_before_anything_is_sent() -> None:
    """File, row, column and advice of a damaged row are shown, and nothing is sent until it is asked for."""
    faulty = export() | {"users.csv": export()["users.csv"].replace(b",true,", b",perhaps,", 1)}
    shown = page(zipped(faulty))
    choose(shown)
    (looked,) = shown.view["looked"]
    (problem,) = looked["problems"]
    assert (problem["file"], problem["row"], problem["column"]) == ("users.csv", 2, "enabledUser")
    assert problem["advice"] == "Write true or false."
    assert looked["lead"].startswith("OneRoster 1.1: 2 schools, ")
    assert not shown.view["choose"]
    assert UPLOAD not in shown.asked
    choose(shown, "send")
    assert UPLOAD in shown.asked
    assert shown.view["shown"]


def test_a_file_without_faults_goes_on_to_the_server() -> None:
    """It is sent at once, and what it holds stands above what it would change."""
    shown = page(zipped(export()))
    choose(shown, language="es")
    assert UPLOAD in shown.asked
    (told,) = shown.view["shown"]
    assert told["holds"].startswith("OneRoster 1.1: 2 escuelas, ")


def test_the_columns_of_the_district_settings_count() -> None:
    """Where usernames stand in another column, their own column may be empty."""
    users = export()["users.csv"].replace(b",1001,", b",,", 1)
    content = zipped(export() | {"users.csv": users})
    assert [each["column"] for each in seen(content).problems] == ["username"]
    shown = page(content, ("username", "sourcedId"))
    choose(shown)
    assert UPLOAD in shown.asked


@pytest.mark.parametrize("content", [b"no zip", zipped({"menu.csv": "dish\nsoup\n"})])
def test_what_is_no_roster_is_told_here(content: bytes) -> None:
    """A file that is something else is not sent."""
    shown = page(content)
    choose(shown)
    assert shown.view["looked"][0]["lead"] == "This is no roster that can be read."
    assert UPLOAD not in shown.asked


def test_what_is_too_large_for_a_page_the_server_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the zip is large or what is in it: it is sent as it is, and that is said."""
    for place, name in ((roster_look, "LARGEST"), (harmony_preview.look, "LARGEST")):
        with monkeypatch.context() as smaller:
            smaller.setattr(place, name, 100)
            shown = page(zipped(export()))
            choose(shown)
            assert UPLOAD in shown.asked
            assert shown.view["note"].startswith("The file is too large to be looked at here")


def test_without_the_reader_the_upload_goes_as_ever() -> None:
    """Where its wheel does not come, the file is sent, and the server tells what is wrong."""
    shown = page(b"no zip")
    shown.brings = False
    choose(shown)
    assert UPLOAD in shown.asked


def test_a_look_ends_with_its_page() -> None:
    """Whoever goes elsewhere meanwhile has nothing sent."""
    shown = page(zipped(export()))

    async def leave() -> None:
        app = console(shown)
        await app.show("roster", {})

        async def go() -> None:
            app.leave()

        shown.on_breath.append(go())
        await app.event("file", {})

    run(leave())
    assert UPLOAD not in shown.asked


def test_a_damaged_file_in_the_zip_is_a_problem_like_any_other() -> None:
    """What was read before it stays told, and nothing breaks."""
    whole = zipped(export())
    at = whole.index(b"users.csv") + 60
    damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
    found: Any = seen(damaged).problems
    assert found
