"""A new version of the site: taken between visits, never under a page that is open, and never half."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE_MS, Open
from tests.browser.line import line_to
from tests.browser.versions import (
    NEW_WORDS,
    OLD_WORDS,
    later_of,
    newer_site,
    newer_site_with_another_runtime,
    program_of,
    shell_of,
    weights,
)
from tests.browser.visiting import (
    cut,
    first_visit,
    kept,
    kept_files,
    visit,
    wait_for,
    wait_for_python,
    wait_until_kept,
)
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

KEEP = """async (paths) => {
  const cache = await caches.open("harmony-files");
  for (const path of paths) await cache.put(path, await fetch(path));
}"""
USED = "() => navigator.storage.estimate().then(({ usage }) => usage)"
USES_AT_MOST = "(most) => navigator.storage.estimate().then(({ usage }) => usage <= most)"


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


def test_a_new_runtime_takes_the_place_of_the_old(server: Server, open_browser: Open, tmp_path: Path) -> None:
    """It comes beside the old one, of which nothing goes; then it starts, and the old one's megabytes go."""
    browser = open_browser()
    old, new = server.site, newer_site_with_another_runtime(server.site, tmp_path)
    before = weights(old, program_of(old) + later_of(old))
    after = weights(new, program_of(new))
    both = before.keys() & after.keys()
    assert [path.partition("-")[0] for path in both] == ["/assets/decoder"]
    with line_to(server.port) as line:
        first_visit(browser, line.address, old)
        browser.page.evaluate(KEEP, later_of(old))  # as after a sign-in
        assert kept_files(browser.page) == before
        publish(server, new)
        line.log.clear()
        page = visit(browser, line.address)
        wait_until_kept(page, program_of(new))
        wait_for(page, IS_WAITING)
        assert words(page) == OLD_WORDS
        assert kept_files(page) == before | after
        used = page.evaluate(USED)
        assert sorted({each.path for each in line.log} & after.keys()) == sorted(after.keys() - both)
        line.log.clear()
        page = visit(browser, line.address)
        wait_for_words(page, NEW_WORDS)
        wait_for_python(browser)
        assert kept_files(page) == after
        freed = sum(before[path] for path in before.keys() - both)
        wait_for(page, USES_AT_MOST, used - 0.9 * freed)  # a tenth for what the browser adds of its own
        assert not {each.path for each in line.log} & after.keys()
        cut(line, browser)
        page = visit(browser, line.address)
        wait_for_python(browser)
        assert words(page) == NEW_WORDS
        page.get_by_test_id("badge-button").click()
        browser.wait_for_stage("scanning")


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
