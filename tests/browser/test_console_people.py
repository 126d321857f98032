"""A colleague from invitation to passkey, and the second step that is asked anew for what weighs most."""

from __future__ import annotations

from dataclasses import replace

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.staff import (
    VIOLATIONS,
    age_second_steps,
    check_state,
    come_in,
    give_password,
    open_console,
    staff,
)
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


def test_an_invitation_becomes_an_authenticator(server: Server, open_browser: Open) -> None:
    """T-65: An authenticator by its secret, then ten codes, one of which opens the door, and only once."""
    link = invitation(open_console(open_browser, server).page, server)
    who = staff(server, "badge_manager")
    page = open_browser(camera="none", service_workers="block", reduced_motion="reduce").page
    page.goto(link)
    page.get_by_test_id("invited-password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Use an authenticator app").click()
    shown = page.get_by_test_id("totp-secret")
    expect(shown).not_to_be_empty()
    secret = shown.inner_text().replace(" ", "")
    page.get_by_test_id("totp-code").fill(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    codes = page.get_by_test_id("recovery-codes").locator("li")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()
    page.get_by_role("button", name="I have them").click()
    page.get_by_test_id("staff-name").wait_for()
    for works in (True, False):
        page.get_by_role("button", name="Sign out").click()
        give_password(page, replace(who, password=PASSWORD))
        page.get_by_role("button", name="recovery code").click()
        page.get_by_test_id("staff-recovery-code").fill(recovery)
        page.keyboard.press("Enter")
        if works:
            page.get_by_test_id("staff-name").wait_for()
    page.get_by_text("That code does not work").wait_for()


def test_what_weighs_most_asks_for_the_second_step_anew(server: Server, open_browser: Open) -> None:
    """T-66: A grant and a school's badges want it done lately, a back-up code never; else nothing is done."""
    who = staff(server, "administrator")
    page = open_console(open_browser, server).page
    come_in(page, who)
    age_second_steps(server)
    page.goto(f"{server.address}/staff/#find?q=1013")
    page.get_by_test_id("student-name").first.click()
    page.get_by_test_id("backup-code-button").click()
    page.get_by_test_id("backup-code").wait_for()

    page.goto(f"{server.address}/staff/#people")
    page.get_by_label("Find a person").fill("osei")
    row = page.get_by_test_id("grant-list").locator("tr", has_text="Osei")
    expect(row.get_by_test_id("invite-button")).to_be_visible()
    row.get_by_role("button", name="Give").click()
    page.get_by_role("button", name="Give the grant").click()
    page.get_by_test_id("staff-code").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("alert").wait_for()
    expect(row).not_to_contain_text("Badges of a school")

    page.goto(f"{server.address}/staff/#badges")
    page.get_by_role("button", name="Maple Street School").click()
    page.get_by_role("button", name="Print the school").click()
    page.get_by_test_id("print-button").click()
    page.get_by_test_id("staff-code").fill(who.next_code)
    page.keyboard.press("Enter")
    page.get_by_test_id("print-job-pdf").wait_for()


def test_an_invitation_is_good_once(server: Server, open_browser: Open) -> None:
    """Whoever comes with a link that was used, or is none, is told so, and how to go on."""
    browser = open_browser(camera="none")
    browser.page.goto(f"{server.address}/staff/invitation/#{'x' * 43}")
    browser.page.get_by_text("This invitation does not work").wait_for()
    browser.page.get_by_role("link", name="To the staff sign-in").click()
    browser.page.get_by_test_id("staff-username").wait_for()
