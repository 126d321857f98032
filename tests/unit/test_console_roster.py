"""A roster's file looked at in the console's Python: what it is, and what is wrong, before it is sent."""

from __future__ import annotations

import ast
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

import harmony_preview
from build_steps.site import words
from harmony_console.admin import roster_look
from tests.unit.console import ROOT, FakePage, console, run
from tests.unit.oneroster_files import export
from tests.unit.roster_bundles import CLEVER, ONEROSTER_1_2

PREVIEW: dict[str, Any] = {
    "id": "v",
    "format": "OneRoster 1.1",
    "can_apply": True,
    "needs_removals": False,
    "gone": 0,
}
PREVIEW |= {"version": "", "problems": [], "schools": [], "notes": [], "forgiven": [], "dropped": []}
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


def sentences() -> set[str]:
    """Every sentence that the readers of rosters have, in the browser and on the server."""
    places = (
        ROOT / "py/harmony/roster",
        ROOT / "py/harmony_preview",
        ROOT / "server_stub/harmony_server/roster",
    )
    sources = [ast.parse(path.read_text("utf-8")) for place in places for path in place.rglob("*.py")]
    calls = [node for tree in sources for node in ast.walk(tree) if isinstance(node, ast.Call)]
    said = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "said"]
    texts = [node for each in said for node in ast.walk(each) if isinstance(node, ast.Constant)]
    return {str(each.value) for each in texts if isinstance(each.value, str)}


def page(content: bytes, usernames: tuple[str, ...] = (), preview: Mapping[str, Any] = PREVIEW) -> FakePage:
    """An administrator's page on which a file was chosen."""
    imports = {"imports": [], "can_undo": None, "usernames": list(usernames)}
    shown = FakePage(
        {
            "GET admin/roster/imports": imports,
            "GET admin/roster/held": {"held": []},
            "POST admin/roster/previews": {"preview": preview},
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


def test_every_sentence_of_the_readers_can_be_told_in_another_language() -> None:
    """What readers of rosters say stands in the words, each sentence as it is in English."""
    tables = words.read(ROOT / "web" / "words", ["staff-findings"])["en"]["findings"]
    assert set(tables) == sentences()
    assert all(text == sentence for sentence, text in tables.items())


def test_what_is_wrong_is_told_in_the_pages_language() -> None:
    """In Spanish like the page, with the file's own value in it; what is forgiven, too."""
    faulty = export() | {"users.csv": export()["users.csv"].replace(b",true,", b",perhaps,", 1)}
    shown = page(zipped(faulty))
    choose(shown, language="es")
    (problem,) = shown.view["looked"][0]["problems"]
    assert problem["message"] == '"perhaps" no es ni true ni false.'
    assert problem["advice"] == "Escriba true o false."
    note = {"message": "", "file": "users.csv", "row": 12345, "column": "grades", "advice": None}
    note["message_said"] = {"text": "is longer than {n} characters.", "values": {"n": "128"}}
    note["advice_said"] = {"text": "Of a newer server.", "values": {}}
    shown = page(zipped(export()), preview=PREVIEW | {"forgiven": [note]})
    choose(shown, language="es")
    (told,) = shown.view["shown"]
    said = "users.csv, fila 12345, columna grades: tiene más de 128 caracteres. Of a newer server."
    assert told["notes"] == [{"text": said}]


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
