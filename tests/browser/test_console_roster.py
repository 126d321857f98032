"""Rosters and *view as* in the console: looked at, applied, taken back; held back until somebody decides."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.staff import check_state, come_in, open_console, staff
from tests.running import Server, harmony

pytestmark = pytest.mark.browser

GONE = 6
"""So many of a school's students that the import is held back: more than three and a tenth."""


def export(server: Server, to: Path, keep: Callable[[str], bool], more: str = "") -> Path:
    """The demo's roster without the rows that are not to be kept, and with another student or none."""
    with zipfile.ZipFile(server.data / "demo-roster.zip") as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            lines = old.read(name).decode("utf-8").splitlines()
            kept = [line for line in lines if keep(line)]
            new.writestr(name, "\n".join([*kept, *([more] if name == "users.csv" and more else [])]) + "\n")
    return to


def open_roster(page: Page, server: Server) -> None:
    """The administrator's roster page."""
    come_in(page, staff(server, "administrator"))
    page.goto(f"{server.address}/staff/#roster")
    page.get_by_test_id("import-upload").wait_for()


def test_a_roster_is_looked_at_applied_and_taken_back(
    server: Server, open_browser: Open, tmp_path: Path
) -> None:
    """A zip's preview says what would change; applied it is in the list; undone the roster before counts."""
    new = "s-2001,,,true,maple,student,2001,,Ilse,Varga,,,,,,,02,"
    roster = export(server, tmp_path / "roster.zip", lambda _: True, new)
    page = open_console(open_browser, server).page
    open_roster(page, server)
    check_state(page)
    page.get_by_test_id("import-upload").set_input_files(roster)
    preview = page.get_by_test_id("import-preview")
    expect(preview.locator("tr", has_text="Maple Street School")).to_contain_text("1")
    expect(preview).to_contain_text("OneRoster 1.1: 2 schools")
    check_state(page)
    page.get_by_test_id("import-apply").click()
    page.locator(".pane", has_text="Applied. It can be undone").wait_for()
    expect(page.get_by_text("1 added, 0 changed, 0 gone")).to_be_visible()
    page.get_by_test_id("import-undo").click()
    page.locator(".pane", has_text="Undone: the roster before is in force.").wait_for()
    check_state(page)

    page.goto(f"{server.address}/staff/#find?q=1013")
    page.get_by_test_id("student-name").first.click()
    page.get_by_test_id("view-as").wait_for()
    name = page.locator("h1").inner_text().split()[0]
    page.get_by_test_id("view-as").click()
    page.get_by_text(f"You are seeing this as {name}").wait_for()
    check_state(page)
    assert page.locator("main a[href^=http], main [data-testid=app-tile]").count() == 0
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-slot=changes]")).to_contain_text("Page looked at")


def test_a_faulty_roster_is_told_before_it_is_sent(
    server: Server, open_browser: Open, tmp_path: Path
) -> None:
    """The page reads the zip itself: file, row, column and what to do, and nothing has left the browser."""
    roster = export(
        server,
        tmp_path / "faulty.zip",
        lambda _: True,
        "s-2002,,,perhaps,maple,student,2002,,Ida,Vega,,,,,,,02,",
    )
    page = open_console(open_browser, server).page
    open_roster(page, server)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_test_id("import-upload").set_input_files(roster)
    preview = page.get_by_test_id("import-preview")
    expect(preview).to_contain_text("Nothing was sent.")
    expect(preview).to_contain_text("OneRoster 1.1: 2 schools")
    told = ['"perhaps" is neither true nor false.', "users.csv", "67", "enabledUser", "Write true or false."]
    cells = preview.get_by_role("row", name="users.csv").locator("th, td")
    expect(cells).to_have_text(told)
    assert not [each for each in sent if "roster" in each]
    check_state(page)
    preview.get_by_role("button", name="Send it all the same").click()
    expect(page.get_by_role("button", name="Send the mended file")).to_be_visible()
    expect(cells).to_have_text(told)


def test_a_roster_that_looks_short_waits_for_an_administrator(
    server: Server, open_browser: Open, tmp_path: Path
) -> None:
    """What `roster watch` held back is shown, asks for the number of those gone, and is applied anyway."""
    drop = tmp_path / "drop"
    drop.mkdir()
    leaving = tuple(f"s-{1001 + n}" for n in range(GONE))
    export(server, drop / "short.zip", lambda line: not any(each in line for each in leaving))
    watched = harmony("roster", "watch", drop, "--once", "--settled", "0", "--data", server.data, check=False)
    assert watched.returncode == 1, watched.stdout
    page = open_console(open_browser, server).page
    open_roster(page, server)
    held = page.get_by_test_id("import-held")
    held.wait_for()
    check_state(page)
    held.get_by_role("button", name="Look at it").click()
    page.get_by_label(f"{GONE} students would lose their door").fill(str(GONE - 1))
    page.get_by_test_id("import-apply").click()
    page.locator(".pane", has_text="Type the number of students").first.wait_for()
    page.get_by_label(f"{GONE} students would lose their door").fill(str(GONE))
    page.get_by_test_id("import-apply").click()
    page.locator(".pane", has_text="Applied. It can be undone").wait_for()
    expect(page.get_by_test_id("import-held")).to_have_count(0)
    expect(page.get_by_text(f"0 added, 0 changed, {GONE} gone")).to_be_visible()
