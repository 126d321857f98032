"""Opening an account in a real browser: from the slip's QR code to the dashboard."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
import zxingcpp
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.running import Server, harmony

pytestmark = pytest.mark.browser

STUDENT = "1033"
CHOSEN = "kite river lamp seven"


def link_on_a_slip(server: Server, folder: Path) -> str:
    """What the QR code says of the slip that was printed for a student."""
    out = folder / "slip.pdf"
    harmony("account", "slips", "--student", STUDENT, "--out", out, "--data", server.data)
    document = pypdfium2.PdfDocument(out)
    picture = document[0].render(scale=4).to_pil()
    document.close()
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text


def test_a_student_opens_the_account_from_the_slip(
    server: Server, open_browser: Open, tmp_path: Path
) -> None:
    """T-70: The code is filled in and gone from the address; advice follows the typing; then one is in."""
    said = link_on_a_slip(server, tmp_path)
    assert said.startswith("HTTPS://PORTAL.MAPLE.EXAMPLE/claim/#")
    code = said.partition("#")[2]
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(f"{server.address}/claim/#{code}")
    expect(page.get_by_test_id("claim-code")).to_have_value(code)
    assert page.url == f"{server.address}/claim/"
    page.get_by_test_id("claim-username").fill("1034")
    page.get_by_test_id("claim-continue").click()
    expect(page.get_by_role("alert")).to_contain_text("do not go together")
    page.get_by_test_id("claim-username").fill(STUDENT)
    page.get_by_test_id("claim-username").press("Enter")
    field, strength = page.get_by_test_id("new-password"), page.get_by_test_id("password-strength")
    for typed, level in (("maple", "Too short"), ("Maple Street School 7", "Easy to guess")):
        field.fill(typed)
        expect(strength).to_contain_text(level)
    page.get_by_test_id("claim-finish").click()
    expect(page.get_by_role("alert")).to_contain_text("Easy to guess")
    field.fill(CHOSEN)
    expect(strength).to_contain_text("Strong")
    page.get_by_test_id("show-password").click()
    assert field.get_attribute("type") == "text"
    page.get_by_test_id("claim-finish").click()
    page.get_by_role("link", name="Go in").click()
    page.get_by_test_id("dashboard").wait_for()
    # Chromium calls the one refusal an error of its own.
    assert [error for error in browser.errors if "401" not in error] == []
    assert not [url for _, url, _ in browser.requests if code in url]


def test_the_keyboard_alone_and_a_small_screen_do(server: Server, open_browser: Open, tmp_path: Path) -> None:
    """At 320 pixels nothing is cut off, and no step needs a pointer."""
    code = link_on_a_slip(server, tmp_path).partition("#")[2]
    page = open_browser(camera="none", locale="es-MX", viewport={"width": 320, "height": 568}).page
    page.goto(f"{server.address}/claim/#{code}")
    page.wait_for_url("**/es/claim/")
    expect(page.get_by_test_id("claim-username")).to_be_focused()
    page.keyboard.type(STUDENT)
    page.keyboard.press("Enter")
    page.locator("[data-step=password] h1").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type(CHOSEN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Entrar").wait_for()
