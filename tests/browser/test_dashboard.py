"""The dashboard of who reads and has many apps, and of who does not read yet."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE_MS, Open, Watched
from tests.browser.dashboards import come_in, give_apps, name_of
from tests.running import Server

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE_MS)

MANY = 60
SHOWN = "tiles => tiles.filter(tile => tile.offsetParent).map(tile => tile.dataset.app)"


def shown_apps(browser: Watched, within: str = "[data-category]") -> list[str]:
    """The ids of the tiles that show in a part of the dashboard."""
    tiles: list[str] = browser.page.locator(f"{within} a[data-app]").evaluate_all(SHOWN)
    return tiles


def test_who_reads_finds_one_of_many_apps_by_name(server: Server, open_browser: Open) -> None:
    """Tiles are filtered as somebody types, accents or not; the count is told; Enter opens the only one."""
    give_apps(server, MANY)
    browser = open_browser(camera="none")
    page = browser.page
    come_in(browser, server, "student")
    assert len(shown_apps(browser)) == MANY
    field, told = page.get_by_role("searchbox", name="Find an app"), page.locator("[data-slot=found]")
    field.press_sequentially("wagon word5")
    expect(told).to_have_text("11 apps")
    assert shown_apps(browser)[:2] == ["app-5", "app-50"]
    field.fill("nowhere")
    expect(told).to_have_text("No app is called that")
    page.get_by_role("button", name="Show all apps").click()
    expect(told).to_have_text("60 apps")
    expect(field).to_be_focused()
    field.fill("WORD42")
    with page.context.expect_page() as opened:
        field.press("Enter")
    opened.value.wait_for_url("**/demo-app.html?app=42")
    opened.value.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # the tab is looked at again
    expect(page.locator("[data-slot=recent] a[data-app=app-42]")).to_have_count(1)
    expect(field).to_have_value("WORD42")


def test_favourites_and_the_last_apps_stay_on_the_device(server: Server, open_browser: Open) -> None:
    """T-41: Stars, set by keyboard, stay under a key without a name, and are nobody else's there."""
    give_apps(server, MANY)
    browser = open_browser(camera="none")
    page = browser.page
    come_in(browser, server, "student")
    name = page.get_by_test_id("student-name").inner_text()
    page.get_by_role("button", name="Choose My favorites").press("Enter")
    for place in (10, 5):
        page.get_by_role("button", name=f"Favorite: {name_of(place)}", exact=True).press("Space")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Choose My favorites")).to_be_focused()
    with page.context.expect_page() as opened:
        page.locator("[data-category] a[data-app=app-7]").click()
    opened.value.close()
    page.reload()
    page.get_by_test_id("app-tile").first.wait_for()
    assert shown_apps(browser, "[data-slot=favourites]") == ["app-10", "app-5"]
    assert shown_apps(browser, "[data-slot=recent]") == ["app-7"]
    kept = json.loads(page.evaluate("localStorage.getItem('harmony.apps')"))
    assert [entry[1] for entry in kept] == [{"favourites": ["app-10", "app-5"], "recent": ["app-7"]}]
    assert name not in page.evaluate("JSON.stringify(localStorage)")
    page.get_by_test_id("sign-out").click()
    page.get_by_test_id("badge-button").wait_for()
    come_in(browser, server, "young_student")
    assert shown_apps(browser, "[data-slot=favourites]") == []


def test_who_does_not_read_hears_the_apps(server: Server, open_browser: Open) -> None:
    """*Hear it* reads whose it is and the tiles; a tile tells its name by button, long press, space bar."""
    give_apps(server, 3)
    browser = open_browser(camera="none")
    page = browser.page
    come_in(browser, server, "young_student")
    name = page.get_by_test_id("student-name").inner_text()
    page.evaluate("spoken.length = 0")
    page.get_by_role("button", name="Hear it", exact=True).click()
    begin = ["Start here. From Ms. Rivera", name_of(1), name_of(0), name_of(2)]
    assert page.evaluate("spoken.splice(0)") == [f"Hi, {name}", *begin]
    page.get_by_role("button", name=f"Hear it: {name_of(2)}").click()
    assert page.evaluate("spoken.splice(0)") == ["hush", name_of(2)]
    expect(page.locator(".spoken [data-slot=app-name]")).to_have_text(name_of(2))
    tile = page.locator("[data-category] a[data-app=app-0]")
    tile.press("Space")
    assert page.evaluate("spoken.splice(0)") == ["hush", name_of(0)]
    tile.hover()
    page.mouse.down()
    page.wait_for_function("() => spoken.length > 0")
    page.mouse.up()
    page.get_by_role("button", name="Hear it", exact=True).focus()
    assert page.evaluate("spoken.splice(0)") == ["hush", name_of(0)]
    assert len(page.context.pages) == 1, "a long press opens nothing"


def test_a_silent_school_reads_nothing_aloud(server: Server, open_browser: Open) -> None:
    """`sounds = false`: no ear shows, and neither a long press nor the space bar makes a tile speak."""
    settings = server.data / "district.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("[district]", "[district]\nsounds = false"), "utf-8"
    )
    server.stop()
    server.start()
    browser = open_browser(camera="none")
    page = browser.page
    come_in(browser, server, "young_student")
    assert page.locator(".say:visible").count() == 0
    assert page.get_by_test_id("app-tile").first.get_attribute("aria-keyshortcuts") is None
    assert page.evaluate("spoken") == []
