"""One's own account in a real browser: the password is changed, another session ended, everything told."""

from __future__ import annotations

import tomllib

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.running import Server

pytestmark = pytest.mark.browser

CHOSEN = "kite river lamp seven"


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
    sessions = page.get_by_test_id("account-sessions").locator("li")
    expect(sessions).to_have_count(2)
    page.get_by_test_id("end-session").locator("visible=true").click()
    expect(sessions).to_have_count(1)
    page.locator("#password-current").fill("not the password")
    page.get_by_test_id("new-password").fill(CHOSEN)
    expect(page.get_by_test_id("password-strength")).to_contain_text("Strong")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("alert").locator("visible=true")).to_contain_text("not the password you have now")
    page.locator("#password-current").fill(password)
    page.get_by_role("button", name="Change it").click()
    expect(page.locator("[data-slot=said]")).to_contain_text("The new password works")
    page.get_by_text("Everything, word for word").click()
    expect(page.locator("[data-slot=all]")).to_contain_text("password_set_at")


def test_whoever_is_not_signed_in_is_sent_to_the_door(portal: Server, open_browser: Open) -> None:
    """Nothing of an account shows to a stranger."""
    page = open_browser(camera="none").page
    page.goto(f"{portal.address}/account/")
    expect(page.get_by_role("heading", name="Sign in first")).to_be_visible()
