"""A new version of the site: taken between visits, never under a page that is open, and never half."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE_MS, Open
from tests.browser.versions import NEW_WORDS, OLD_WORDS, newer_site, shell_of
from tests.browser.visiting import first_visit, kept, visit, wait_for
from tests.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.alone]

IS_WAITING = "() => navigator.serviceWorker.getRegistration().then(({ waiting }) => waiting !== null)"
IS_SETTLED = "() => navigator.serviceWorker.getRegistration().then(({ installing }) => installing === null)"
LOOK_FOR_UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update().catch(String);
  const { installing } = registration;
  return new Promise((resolve) => {
    if (!installing) resolve("nothing");
    else installing.addEventListener("statechange", () => resolve(installing.state));
  });
}"""
GET_ALL = "async (paths) => (await Promise.all(paths.map((path) => fetch(path)))).every(({ ok }) => ok)"


def publish(server: Server, site: Path) -> None:
    """Put another version of the site in front of everybody."""
    server.stop()
    server.site = site
    server.start()


def words(page: Page) -> str:
    """The heading of the first page."""
    return page.locator("main > [data-screen=start] h1").inner_text()


def wait_for_words(page: Page, expected: str) -> None:
    """Wait for a heading; the page may start anew meanwhile."""
    page.get_by_role("heading", name=expected).wait_for()


@pytest.mark.parametrize("how", ["in a new tab", "by a reload"])
def test_a_new_version_opens_with_the_next_visit(
    server: Server, open_browser: Open, tmp_path: Path, how: str
) -> None:
    """T-29: the visit that finds a new version stays in its own; the next is in the new, the old is gone."""
    browser = open_browser()
    old = server.site
    first_visit(browser, server.address, old)
    publish(server, newer_site(old, tmp_path))
    page = visit(browser, server.address)
    wait_for(page, IS_WAITING)
    browser.wait_for_stage("ready")
    assert words(page) == OLD_WORDS
    if how == "by a reload":
        page.reload()
    else:
        page = visit(browser, server.address)
    wait_for_words(page, NEW_WORDS)
    browser.wait_for_stage("ready")
    shells = [name for name in kept(page) if name.startswith("harmony-shell-")]
    assert shells == ["harmony-shell-newer"]


def test_two_open_pages_stay_in_their_version(server: Server, open_browser: Open, tmp_path: Path) -> None:
    """While any page of the old version is open, all are; its files stay until the last is closed."""
    browser = open_browser()
    old = server.site
    first_visit(browser, server.address, old)
    publish(server, newer_site(old, tmp_path))
    page = visit(browser, server.address)
    wait_for(page, IS_WAITING)
    other = browser.context.new_page()
    other.goto(server.address)
    other.wait_for_selector("html[data-stage=ready]", timeout=PATIENCE_MS)
    assert words(other) == words(page) == OLD_WORDS
    server.stop()
    assert page.evaluate(GET_ALL, shell_of(old))
    server.start()
    assert words(visit(browser, server.address)) == NEW_WORDS


def test_a_half_published_version_is_not_taken(server: Server, open_browser: Open, tmp_path: Path) -> None:
    """T-29: a new list of files beside an old page is no version; the one that is whole stays."""
    browser = open_browser()
    old = server.site
    first_visit(browser, server.address, old)
    half = newer_site(old, tmp_path)
    for suffix in ("", ".br", ".gz"):
        (half / f"index.html{suffix}").write_bytes((old / f"index.html{suffix}").read_bytes())
    publish(server, half)
    page = visit(browser, server.address)
    browser.wait_for_stage("ready")
    assert page.evaluate(LOOK_FOR_UPDATE) == "redundant"
    page = visit(browser, server.address)
    assert words(page) == OLD_WORDS
    wait_for(page, IS_SETTLED)
    assert not page.evaluate(IS_WAITING)
    assert "harmony-shell-newer" not in kept(page)
