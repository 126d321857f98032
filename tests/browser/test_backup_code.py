"""A back-up code that a teacher reads aloud: in the password's place, once, with words of its own."""

from __future__ import annotations

import secrets
import time
import tomllib

import pytest

from harmony_server.accounts import backup_codes
from harmony_server.badges.keys import KeyRing
from harmony_server.settings.config import load
from harmony_server.store import Transaction, open_store
from tests.browser.conftest import Open, Watched
from tests.running import Server

pytestmark = pytest.mark.browser


def code_for(server: Server, username: str) -> str:
    """A new back-up code, straight from the store."""
    keys = KeyRing.load(server.data, time.time())
    store = open_store(load(server.data))

    def make(tx: Transaction) -> str:
        known = tx.people.by_username(username)
        assert known is not None
        made = backup_codes.make(
            tx,
            known.person.id,
            pepper=keys.pepper,
            by=None,
            note=None,
            now=time.time(),
            rng=secrets.token_bytes,
        )
        return made.code

    try:
        return store.write(make)
    finally:
        store.close()


def young_student(server: Server) -> str:
    """The number of a child who has a badge and no password at hand."""
    demo = tomllib.loads((server.data / "demo.toml").read_text("utf-8"))
    return str(demo["young_student"]["username"])


def offer(browser: Watched) -> None:
    """From the door to the form, and there the way of the code."""
    browser.page.locator("main > [data-screen=start] [data-action=password]").click()
    browser.page.get_by_test_id("backup-code-link").click()


def send(browser: Watched, username: str, code: str) -> None:
    """Type both, and send."""
    browser.page.get_by_test_id("username").fill(username)
    browser.page.get_by_test_id("backup-code-field").press_sequentially(code)
    browser.page.get_by_test_id("sign-in").click()


def test_a_code_opens_the_dashboard_once(server: Server, open_browser: Open) -> None:
    """The child signs in with six digits, also written in threes; the same code opens nothing again."""
    username = young_student(server)
    code = code_for(server, username)
    browser = open_browser(camera="none")
    browser.page.goto(server.address)
    offer(browser)
    send(browser, username, f"{code[:3]} {code[3:]}")
    browser.page.get_by_test_id("dashboard").wait_for()
    browser.page.get_by_test_id("sign-out").click()
    offer(browser)
    send(browser, username, code)
    summary = browser.page.get_by_test_id("password-error")
    summary.wait_for()
    assert "Ask for the code again" in summary.inner_text()


def test_the_form_is_the_password_s_again(portal: Server, open_browser: Open) -> None:
    """Who takes the link back, or leaves the form, finds the password as it was, and no digit of the code."""
    page = open_browser(camera="none").page
    page.goto(f"{portal.address}/es/#password")
    heading = page.locator("main > [data-screen=password] h1")
    words = heading.inner_text()
    page.get_by_test_id("backup-code-link").click()
    field = page.get_by_test_id("backup-code-field")
    assert field.get_attribute("inputmode") == "numeric"
    assert heading.inner_text() != words
    field.fill("12a34b5678")
    assert field.input_value() == "123456"
    page.get_by_test_id("backup-code-link").click()
    password = page.get_by_test_id("password")
    assert (password.get_attribute("type"), password.input_value()) == ("password", "")
    page.get_by_test_id("backup-code-link").click()
    page.locator("main > [data-screen=password] [data-action=start]").click()
    page.locator("main > [data-screen=start] [data-action=password]").click()
    page.get_by_test_id("password").wait_for()
    assert heading.inner_text() == words
