"""Pages of pupils, families and accounts in the languages that no other test reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from harmony_words import Language, languages
from tests.browser.conftest import Open
from tests.browser.staff import AXE, RULES, RUN_AXE
from tests.browser.test_account_states import LARGE, PAGES, SHOW, WIDER, signed_in, visit
from tests.browser.test_claim import CHOSEN, STUDENT, link_on_a_slip
from tests.running import Server

pytestmark = pytest.mark.browser

READ_ELSEWHERE = ("en", "es")
"""test_account_states has these, key by key."""
OTHERS = tuple(each for each in languages() if each.code not in READ_ELSEWHERE)
DIRECTION = "() => getComputedStyle(document.querySelector('h1')).direction"
NARROW: ViewportSize = {"width": 320, "height": 640}


def found_on(page: Page) -> list[object]:
    """What is wrong with the state that shows: what axe says, and how much wider than the window it is."""
    page.evaluate(AXE.read_text("utf-8"))
    wider = page.evaluate(WIDER)
    return [*page.evaluate(RUN_AXE, RULES), *([f"{wider} px too wide"] if wider else [])]


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_no_language_hinders_anybody(portal: Server, open_browser: Open, language: Language) -> None:
    """Each state at 320 px: axe finds nothing, nothing is cut off, and it runs as its language does."""
    page = signed_in(portal, open_browser, language.folder, reduced_motion="reduce")
    page.set_viewport_size(NARROW)
    found = {}
    for path in PAGES:
        for state in visit(page, portal, language.folder, path):
            page.evaluate(SHOW, state)
            found[f"{path} {state}"] = found_on(page)
        assert page.get_attribute("html", "lang") == language.code
        assert page.evaluate(DIRECTION) == language.direction
    assert len(found) >= 19
    assert {what: said for what, said in found.items() if said} == {}


@pytest.mark.parametrize("folder", ["ar/", "vi/"])
def test_large_letters_on_the_narrowest_phone(portal: Server, open_browser: Open, folder: str) -> None:
    """At 320 px and letters of 200 % at once, no state of a page is wider than the window."""
    page = signed_in(portal, open_browser, folder, flags=[LARGE])
    page.set_viewport_size(NARROW)
    wider = {}
    for path in PAGES:
        for state in visit(page, portal, folder, path):
            page.evaluate(SHOW, state)
            wider[f"{path} {state}"] = page.evaluate(WIDER)
    assert {what: pixels for what, pixels in wider.items() if pixels} == {}


def test_an_account_is_opened_in_arabic(server: Server, open_browser: Open, tmp_path: Path) -> None:
    """From the slip's code to the dashboard, right to left all the way, by keys and on a narrow phone."""
    code = link_on_a_slip(server, tmp_path).partition("#")[2]
    page = open_browser(camera="none", locale="ar", viewport=NARROW).page
    page.goto(f"{server.address}/claim/#{code}")
    page.wait_for_url("**/ar/claim/")
    expect(page.get_by_test_id("claim-code")).to_have_value(code)
    expect(page.get_by_test_id("claim-code")).to_have_css("direction", "ltr")
    page.get_by_test_id("claim-username").fill("1034")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").locator("visible=true")).to_have_css("direction", "rtl")
    page.get_by_test_id("claim-username").fill(STUDENT)
    page.keyboard.press("Enter")
    page.get_by_test_id("new-password").fill(CHOSEN)
    page.keyboard.press("Enter")
    page.locator("[data-step]:visible a.go").press("Enter")
    page.get_by_test_id("dashboard").wait_for()
    assert page.url.startswith(f"{server.address}/ar/")
    assert page.get_attribute("html", "dir") == "rtl"
    assert page.evaluate(WIDER) == 0
