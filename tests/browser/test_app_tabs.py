"""The tabs of apps, when whoever opened them leaves: real apps, on an origin of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_MS, Open, Watched
from tests.browser.dashboards import come_in
from tests.running import Server

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE_MS)

APP = """
[[app]]
id = "{id}"
name = {{en = "{name}", es = "{name}"}}
link = "{link}"
category = "read"
[app.who]
everyone = true
"""
APPS = {"plain": "Story Doors", "hostile": "Number Garden", "aloof": "Paint Pot"}
HOSTILE = """
<script>
for (const target of [window.opener, window.opener?.parent, window.opener?.top, window.opener?.opener])
  try { target.location = "/taken" } catch {}
</script>
"""
"""It tries to lead the page that opened it elsewhere."""

HIDDEN = "Object.defineProperty(document, 'hidden', { value: true, configurable: true })"
"""A browser without a screen shows every page: what a tab in front does to the one behind it."""
SHOWN = "delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))"


class _App(BaseHTTPRequestHandler):
    """Apps by their path; one keeps everybody who opened it away."""

    def do_GET(self) -> None:
        """Answer with a page that says which it is."""
        name = self.path.strip("/")
        body = f"<title>{name}</title><h1>{name}</h1>{HOSTILE if name == 'hostile' else ''}"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        if name == "aloof":
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _apps() -> Iterator[str]:
    site = ThreadingHTTPServer(("127.0.0.1", 0), _App)
    Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{site.server_port}"
    finally:
        site.shutdown()
        site.server_close()


@pytest.fixture
def apps(server: Server) -> Iterator[str]:
    """The apps of the district, each of another origin than the portal."""
    with _apps() as site:
        told = (APP.format(id=app, name=name, link=f"{site}/{app}") for app, name in APPS.items())
        (server.data / "apps.toml").write_text("".join(told), "utf-8")
        yield site


def open_app(browser: Watched, name: str) -> Page:
    """Tap an app's tile, and wait until it stands in its tab."""
    with browser.context.expect_page() as opened:
        browser.page.locator(f"[data-category] a[data-app={name}]").click()
    tab = opened.value
    expect(tab.locator("h1")).to_have_text(name)
    return tab


def told(page: Page) -> dict[str, str]:
    """Every app on the screen of tabs, and whether it is told as open or closed."""
    lines = page.locator("[data-screen=tabs-open] li")
    names = lines.locator("[data-slot=app-name]").all_inner_texts()
    states = lines.locator("[data-state]:not([hidden])").all_inner_texts()
    return dict(zip(names, (state.strip() for state in states), strict=True))


def test_the_apps_of_whoever_leaves_close(server: Server, open_browser: Open, apps: str) -> None:
    """T-39: Next student closes the tabs of apps and leads on at once: nothing is left to tell."""
    browser = open_browser(camera="none")
    page = browser.page
    come_in(browser, server, "student")
    tabs = [open_app(browser, "plain"), open_app(browser, "hostile")]
    page.get_by_role("button", name="Next student").click()
    page.wait_for_selector("[data-screen=camera-none]:not([hidden])")
    for tab in tabs:
        tab.is_closed() or tab.wait_for_event("close")
    assert [each.url for each in browser.context.pages] == [page.url]


def test_an_app_leads_its_opener_nowhere(server: Server, open_browser: Open, apps: str) -> None:
    """T-39: What an app knows as its opener is an empty frame; neither it nor the dashboard moves."""
    browser = open_browser(camera="none")
    come_in(browser, server, "student")
    tab = open_app(browser, "hostile")
    assert tab.evaluate("Boolean(window.opener)")
    tab.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert browser.page.url.startswith(server.address)
    assert not [frame.url for frame in browser.page.frames if "taken" in frame.url]
    expect(browser.page.get_by_test_id("dashboard")).to_be_visible()


def test_an_app_that_cut_itself_off_is_shown(server: Server, open_browser: Open, apps: str) -> None:
    """T-39: Out of reach from its first moment on, it is told as open beside what did close."""
    browser = open_browser(camera="none")
    page = browser.page
    come_in(browser, server, "student")
    page.clock.install()
    page.evaluate(HIDDEN)
    open_app(browser, "plain")
    aloof = open_app(browser, "aloof")
    page.clock.run_for(5000)
    page.evaluate(SHOWN)
    page.get_by_test_id("sign-out").click()
    page.get_by_test_id("tabs-open").wait_for()
    assert told(page) == {"Story Doors": "Closed", "Paint Pot": "Open"}
    assert not aloof.is_closed()
    page.get_by_role("button", name="Go on").click()
    page.get_by_test_id("badge-button").wait_for()


def test_what_an_earlier_page_opened_is_shown(server: Server, open_browser: Open, apps: str) -> None:
    """T-39: A page that was loaded anew has no hold on what was open; the next child hears nothing of it."""
    browser = open_browser(camera="none")
    page = browser.page
    come_in(browser, server, "student")
    by_earlier_page = open_app(browser, "plain")
    page.reload()
    page.get_by_test_id("app-tile").first.wait_for()
    open_app(browser, "hostile")
    page.get_by_test_id("sign-out").click()
    page.get_by_test_id("tabs-open").wait_for()
    assert told(page) == {"Story Doors": "Open", "Number Garden": "Closed"}
    assert not by_earlier_page.is_closed()
    page.get_by_role("button", name="Go on").click()
    page.get_by_test_id("badge-button").wait_for()
    come_in(browser, server, "young_student")
    page.get_by_test_id("sign-out").click()
    page.get_by_test_id("badge-button").wait_for()
