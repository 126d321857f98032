"""Opening an account in a real browser: from the slip's QR code to the dashboard."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
import zxingcpp
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.running import Server, harmony
from tests.server.mail_server import MailServer, running

pytestmark = pytest.mark.browser

STUDENT = "1033"
CHOSEN = "kite river lamp seven"
ADDRESS = "family@mail.example"


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
    field, strength = page.get_by_test_id("new-password"), page.locator("[data-strength]:visible")
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


def test_words_are_picked_and_an_address_is_proved(
    server: Server, open_browser: Open, tmp_path: Path
) -> None:
    """T-44: four words by chance are shown and strong; the code in the mail proves the address at once."""
    code = link_on_a_slip(server, tmp_path).partition("#")[2]
    with running(MailServer()) as mail:
        server.stop()
        with (server.data / "district.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'\n[mail]\nmail_url = "{mail.url}"\nsender = "portal@maple.example"\n')
        server.start()
        page = open_browser(camera="none").page
        page.goto(f"{server.address}/claim/#{code}")
        page.get_by_test_id("claim-username").fill(STUDENT)
        page.get_by_test_id("claim-continue").click()
        page.get_by_test_id("pick-words").click()
        expect(page.locator("[data-strength]:visible")).to_contain_text("Strong")
        field = page.get_by_test_id("new-password")
        expect(field).to_have_attribute("type", "text")
        first = field.input_value()
        assert len({*first.split()}) == 4
        page.get_by_test_id("pick-words").click()
        expect(field).not_to_have_value(first)
        page.get_by_test_id("recovery-email").fill(ADDRESS)
        page.get_by_test_id("claim-finish").click()
        page.get_by_test_id("recovery-code").fill("12345")
        page.get_by_test_id("recovery-prove").click()
        expect(page.get_by_role("alert")).to_contain_text("not the code")
        page.get_by_test_id("recovery-code").fill(code_in(mail))
        page.keyboard.press("Enter")
        expect(page.get_by_text("This e-mail gets you back in")).to_be_visible()
        page.keyboard.press("Enter")
        page.get_by_test_id("dashboard").wait_for()


def code_in(mail: MailServer) -> str:
    """The code in the mail that arrived."""
    give_up = time.monotonic() + 60
    while not mail.sent_to(ADDRESS) and time.monotonic() < give_up:
        time.sleep(0.05)
    plain, _ = mail.sent_to(ADDRESS)[-1].iter_parts()
    (code,) = re.findall(r"\b\d{6}\b", plain.get_content())
    return str(code)
