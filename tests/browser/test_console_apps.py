"""Apps in the console: one is added, its secret seen once, marked as not open, and all of it taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser import dashboards
from tests.browser.conftest import PATIENCE_MS, Open
from tests.browser.staff import check_state, come_in, open_console, staff
from tests.running import Server

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE_MS)

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><rect width="9" height="9"/></svg>'
)


def test_an_app_is_added_marked_as_not_open_and_taken_back(server: Server, open_browser: Open) -> None:
    """An administrator does it without a file; a child's tile follows; undo is a tap."""
    page = open_console(open_browser, server).page
    come_in(page, staff(server, "administrator"))
    page.goto(f"{server.address}/staff/#apps")
    page.get_by_test_id("app-row").first.wait_for()
    check_state(page)
    page.get_by_test_id("app-add").click()
    page.get_by_label("Name on the tile, in English").fill("Map Room")
    page.get_by_label("Short name").fill("maps")
    page.get_by_label("Where it wants people sent back to").fill("http://maps.example/back")
    page.get_by_label("Everyone", exact=True).check()
    page.get_by_test_id("app-add-yes").click()
    expect(page.get_by_role("alert")).to_contain_text("Where it wants people sent back to")
    check_state(page)
    page.get_by_label("Where it wants people sent back to").fill("https://maps.example/back")
    page.get_by_test_id("app-add-yes").click()
    secret = page.get_by_test_id("app-secret").inner_text()
    check_state(page)
    page.get_by_test_id("app-on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Map Room")
    assert secret not in page.content()

    page.get_by_label("Why, in English").fill("Back on Monday")
    page.get_by_test_id("app-down").click()
    page.get_by_test_id("app-undo").wait_for()
    check_state(page)
    student = open_browser(camera="none")
    dashboards.come_in(student, server, "student")
    tile = student.page.locator("[data-category] a[data-app=maps]")
    expect(tile.get_by_text("Not open now")).to_be_visible()

    page.get_by_test_id("app-undo").click()
    page.get_by_test_id("app-down").wait_for()
    student.page.reload()
    tile.wait_for()
    expect(tile.get_by_text("Not open now")).to_be_hidden()
    page.get_by_test_id("app-remove").click()
    check_state(page)
    page.get_by_test_id("app-remove-yes").click()
    expect(page.get_by_text("maps is out")).to_be_visible()
    page.get_by_test_id("apps-undo").click()
    page.get_by_test_id("app-row").filter(has_text="Map Room").wait_for()


def test_a_picture_is_sent_and_shows(server: Server, open_browser: Open) -> None:
    """T-18: of a drawing that would run something stays what draws; the console shows it."""
    page = open_console(open_browser, server).page
    come_in(page, staff(server, "administrator"))
    page.goto(f"{server.address}/staff/#app/quiet")
    picture: FilePayload = {"name": "quiet.svg", "mimeType": "image/svg+xml", "buffer": DRAWING}
    page.get_by_test_id("app-icon").set_input_files(picture)
    page.get_by_test_id("app-undo").wait_for()
    shown = page.locator("img.app-pic")
    assert shown.evaluate("(image) => image.decode().then(() => image.naturalWidth > 0)")
    check_state(page)
    address = shown.get_attribute("src") or ""
    drawn = page.request.get(f"{server.address}{address}").text()
    assert "<rect" in drawn
    assert "script" not in drawn
