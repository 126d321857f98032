"""Coming to the portal, leaving it, and what stays on the device in between."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE_MS, Watched
from tests.browser.line import Line
from tests.browser.versions import program_of, shell_of

KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    kept[name] = requests.map(({ url }) => new URL(url).pathname);
  }
  return kept;
}"""

IS_WHOLE = """async (paths) => {
  const copies = paths.map((path) => caches.match(path, { ignoreVary: true }));
  return (await Promise.all(copies)).every(Boolean);
}"""

KEPT_FILES = """async () => {
  const cache = await caches.open("harmony-files");
  const weigh = async (request) => {
    const { byteLength } = await (await cache.match(request)).arrayBuffer();
    return [new URL(request.url).pathname, byteLength];
  };
  return Object.fromEntries(await Promise.all((await cache.keys()).map(weigh)));
}"""

HAS_CONTROLLER = "() => navigator.serviceWorker.controller !== null"


def first_visit(browser: Watched, address: str, site: Path) -> None:
    """Come for the first time, and stay until all is kept that may be."""
    browser.page.goto(address)
    browser.wait_for_stage("ready")
    wait_until_kept(browser.page, shell_of(site) + program_of(site))


def visit(browser: Watched, address: str) -> Page:
    """Come again in a new tab, with every earlier one closed."""
    for page in browser.context.pages:
        page.close()
    browser.page = browser.context.new_page()
    browser.page.goto(address)
    return browser.page


def cut(line: Line, browser: Watched) -> None:
    """Cut a line, and leave nothing but what the site itself keeps: the browser's cache may go any day."""
    line.is_cut = True
    browser.context.new_cdp_session(browser.page).send("Network.clearBrowserCache")


def wait_until_kept(page: Page, paths: list[str]) -> None:
    """Wait until each path is in some cache of the site."""
    wait_for(page, IS_WHOLE, paths)


def wait_for(page: Page, asked: str, about: object = None) -> None:
    """Wait until a page answers a question with true; Playwright's own waiting takes a promise for that."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(asked, about):
        assert time.monotonic() < deadline, asked
        time.sleep(0.1)


def kept(page: Page) -> dict[str, list[str]]:
    """What the site's caches hold, by their names."""
    found: Any = page.evaluate(KEPT)
    return dict(found)


def kept_files(page: Page) -> dict[str, int]:
    """What is kept of the decoder and of Python, and how many bytes of each."""
    found: Any = page.evaluate(KEPT_FILES)
    return dict(found)


def wait_for_python(browser: Watched) -> None:
    """Wait until Python scans frames; where it is lost the decoder does alone, and the page says why."""
    browser.wait_for_stage("ready")
    assert browser.page.locator("[data-cause]:not([hidden])").count() == 0
