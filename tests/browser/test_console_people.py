"""A colleague from invitation to passkey, and the second step that is asked anew for what weighs most."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from harmony_server.accounts.second_step import FRESH_S
from tests.browser.conftest import Open
from tests.browser.staff import VIOLATIONS, check_state, come_in, open_console, staff
from tests.running import Server

pytestmark = pytest.mark.browser

PASSWORD = "kite river lamp seven"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def age_second_steps(server: Server) -> None:
    """Every second step was done longer ago than counts as just done."""
    with closing(sqlite3.connect(server.data / "harmony.db", timeout=10)) as database, database:
        database.execute("UPDATE sessions SET second_step_at = second_step_at - ?", (FRESH_S + 1,))


def with_authenticator(page: Page) -> None:
    """A passkey can be made on this page; its owner says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def invitation(page: Page, server: Server) -> str:
    """The link for the school's badge manager, made by an administrator whose second step is long ago."""
    who = staff(server, "administrator")
    come_in(page, who)
    page.get_by_test_id("staff-name").wait_for()
    page.goto(f"{server.address}/staff/#people")
    row = page.get_by_test_id("grant-list").locator("tr", has_text="Badges of a school")
    row.wait_for()
    check_state(page)
    age_second_steps(server)
    row.get_by_test_id("invite-button").click()
    page.get_by_test_id("staff-code").fill(who.next_code)
    page.keyboard.press("Enter")
    link = page.get_by_test_id("invitation-link")
    link.wait_for()
    check_state(page)
    return f"{server.address}/staff/invitation/#{link.inner_text().partition('#')[2]}"


def test_an_invitation_becomes_a_passkey(server: Server, open_browser: Open) -> None:
    """T-65: link, password, passkey, ten codes, in; and from then on by the passkey."""
    link = invitation(open_console(open_browser, server).page, server)
    who = staff(server, "badge_manager")
    colleague = open_browser(camera="none", service_workers="block", reduced_motion="reduce")
    colleague.context.add_init_script(VIOLATIONS)
    page = colleague.page
    with_authenticator(page)
    page.goto(link)
    expect(page.get_by_test_id("invited-username")).to_have_text(who.username)
    check_state(page)
    page.get_by_test_id("invited-password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_test_id("passkey-button").click()
    page.get_by_role("button", name="I have them").wait_for()
    assert "#" not in page.url
    check_state(page)
    page.get_by_role("button", name="I have them").click()
    page.get_by_test_id("staff-name").wait_for()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_test_id("staff-username").fill(who.username)
    page.get_by_test_id("staff-password").fill(PASSWORD)
    page.get_by_test_id("staff-sign-in").click()
    page.get_by_test_id("passkey-button").wait_for()
    assert not page.get_by_test_id("staff-code").is_visible()
    page.get_by_test_id("passkey-button").click()
    page.get_by_test_id("staff-name").wait_for()


def test_an_invitation_is_good_once(server: Server, open_browser: Open) -> None:
    """Whoever comes with a link that was used, or is none, is told so, and how to go on."""
    browser = open_browser(camera="none")
    browser.page.goto(f"{server.address}/staff/invitation/#{'x' * 43}")
    browser.page.get_by_text("This invitation does not work").wait_for()
    browser.page.get_by_role("link", name="To the staff sign-in").click()
    browser.page.get_by_test_id("staff-username").wait_for()
