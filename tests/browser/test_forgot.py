"""A forgotten password in a real browser: by the link in the mail that arrived."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from harmony_server.settings.config import load
from harmony_server.store import RecoveryAddress, open_store
from tests.browser.conftest import Open
from tests.running import Server
from tests.server.mail_server import MailServer, running

pytestmark = pytest.mark.browser

STUDENT, CHOSEN = "1033", "kite river lamp seven"
ADDRESS = "family@mail.example"
WITHIN_S = 60


@pytest.fixture
def mail_server(server: Server) -> Iterator[MailServer]:
    """A mail server that listens, known to the portal; the student has an address."""
    with running(MailServer()) as mail:
        server.stop()
        with (server.data / "district.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'\n[mail]\nmail_url = "{mail.url}"\nsender = "portal@maple.example"\n')
        store = open_store(load(server.data))
        with store.begin() as tx:
            known = tx.people.by_username(STUDENT)
            assert known is not None
            tx.recovery.put(RecoveryAddress(known.person.id, ADDRESS, time.time()))
        store.close()
        server.start()
        yield mail


def link_in(mail: MailServer) -> str:
    """What stands behind the # of the link in the mail that arrived."""
    give_up = time.monotonic() + WITHIN_S
    while not mail.sent_to(ADDRESS) and time.monotonic() < give_up:
        time.sleep(0.05)
    plain, _ = mail.sent_to(ADDRESS)[-1].iter_parts()
    (token,) = re.findall(r"/reset/#(\S+)", plain.get_content())
    return str(token)


def test_a_forgotten_password_is_set_by_the_link(
    server: Server, mail_server: MailServer, open_browser: Open
) -> None:
    """T-71: Asked for, read in the mail, gone from the address bar, used once; then one signs in by it."""
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(f"{server.address}/forgot/")
    page.get_by_test_id("forgot-username").fill(STUDENT)
    page.get_by_test_id("forgot-send").click()
    expect(page.get_by_test_id("forgot-sent")).to_be_visible()
    assert STUDENT not in page.get_by_test_id("forgot-sent").inner_text()
    token = link_in(mail_server)
    page.goto(f"{server.address}/reset/#{token}")
    page.get_by_test_id("reset-password").fill(CHOSEN)
    assert page.url == f"{server.address}/reset/"
    page.get_by_test_id("reset-finish").click()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_test_id("username").fill(STUDENT)
    page.get_by_test_id("password").fill(CHOSEN)
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("dashboard").wait_for()
    page.goto(f"{server.address}/reset/#{token}")
    expect(page.get_by_role("heading", name="This link is old")).to_be_visible()
    assert not [url for _, url, _ in browser.requests if token in url]


def test_without_mail_it_says_whom_to_ask(portal: Server, open_browser: Open) -> None:
    """A school that sends none, and a student without an address, are told by grade."""
    page = open_browser(camera="none").page
    page.goto(f"{portal.address}/forgot/")
    expect(page.get_by_text("Up to grade 5")).to_be_visible()
    expect(page.get_by_test_id("forgot-send")).to_be_hidden()
