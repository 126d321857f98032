"""One's own account in a real browser: the password is changed, another session ended, everything told."""

from __future__ import annotations

import re
import time
import tomllib

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.running import Server
from tests.server.mail_server import MailServer, running

pytestmark = pytest.mark.browser

CHOSEN = "kite river lamp seven"
ADDRESS = "family@mail.example"
WITHIN_S = 60


def signed_in(server: Server, open_browser: Open) -> tuple[Page, str]:
    """A page on which the demo's older student is signed in, and the password."""
    account = tomllib.loads((server.data / "demo.toml").read_text("utf-8"))["student"]
    page = open_browser(camera="none").page
    page.goto(f"{server.address}/#password")
    page.get_by_test_id("username").fill(account["username"])
    page.get_by_test_id("password").fill(account["password"])
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("dashboard").wait_for()
    return page, account["password"]


def test_a_student_looks_after_the_account(server: Server, open_browser: Open) -> None:
    """T-72: Ending a session leaves the list; the old password is asked for before there is a new one."""
    signed_in(server, open_browser)
    page, password = signed_in(server, open_browser)
    page.goto(f"{server.address}/account/")
    ends = page.get_by_test_id("end-session").locator("visible=true")
    expect(ends.first).to_be_visible()
    others = ends.count()
    ends.first.click()
    expect(ends).to_have_count(others - 1)
    page.locator("#password-current").fill("not the password")
    page.get_by_test_id("new-password").fill(CHOSEN)
    expect(page.locator("[data-strength]:visible")).to_contain_text("Strong")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("alert").locator("visible=true")).to_contain_text("not the password you have now")
    page.locator("#password-current").fill(password)
    page.get_by_role("button", name="Change it").click()
    expect(page.locator("[data-slot=said]")).to_contain_text("The new password works")
    page.get_by_text("Everything, word for word").click()
    expect(page.locator("[data-slot=all]")).to_contain_text("password_set_at")


def test_an_address_is_proved_and_taken_away(server: Server, open_browser: Open) -> None:
    """T-72: By the link on the dashboard; the code in the mail makes it count, and it goes by two taps."""
    with running(MailServer()) as mail:
        server.stop()
        with (server.data / "district.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'\n[mail]\nmail_url = "{mail.url}"\nsender = "portal@maple.example"\n')
        server.start()
        page, password = signed_in(server, open_browser)
        page.get_by_test_id("account-link").click()
        page.get_by_test_id("recovery-email").fill(ADDRESS)
        page.locator("#address-current").fill(password)
        page.get_by_role("button", name="Send me a code").click()
        expect(page.get_by_text("A code is on its way")).to_be_visible()
        page.locator("#address-code").fill(code_in(mail))
        page.get_by_role("button", name="This is my e-mail").click()
    expect(page.locator("[data-slot=address]")).to_have_text(ADDRESS)
    page.get_by_text("Take this e-mail away").click()
    page.get_by_test_id("forget-address").click()
    expect(page.get_by_text("The e-mail is gone.")).to_be_visible()
    expect(page.locator("[data-slot=address]")).to_be_hidden()


def code_in(mail: MailServer) -> str:
    """The code in the mail that arrived."""
    give_up = time.monotonic() + WITHIN_S
    while not mail.sent_to(ADDRESS) and time.monotonic() < give_up:
        time.sleep(0.05)
    plain, _ = mail.sent_to(ADDRESS)[-1].iter_parts()
    (code,) = re.findall(r"\b[0-9]{6}\b", plain.get_content())
    return str(code)


def test_whoever_is_not_signed_in_is_sent_to_the_door(portal: Server, open_browser: Open) -> None:
    """Nothing of an account shows to a stranger."""
    page = open_browser(camera="none").page
    page.goto(f"{portal.address}/account/")
    expect(page.get_by_role("heading", name="Sign in first")).to_be_visible()
