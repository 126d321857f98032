"""Visits after the first: nearly nothing travels, and nothing needs the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser import canvas_camera
from tests.browser.conftest import Open, Watched
from tests.browser.line import Line, line_to
from tests.browser.test_password import demo_account, sign_in
from tests.browser.versions import later_of, program_of, shell_of
from tests.browser.visiting import (
    HAS_CONTROLLER,
    cut,
    first_visit,
    kept,
    visit,
    wait_for_python,
    wait_until_kept,
)
from tests.running import Server

pytestmark = pytest.mark.browser

LATER_VISIT = 5_000
"""Bytes, headers included, that a visit may cost once the page is kept."""

INLINE_SCRIPT = """() => {
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.body.append(script);
}"""

SERVERS_OWN = ("/api/v1/dashboard", "/api/v1/portal", "/.well-known/badge-keys.json", "/readyz")
"""Addresses that only the server may answer."""
ASK = "path => fetch(path).then(() => 'answered', () => 'nothing')"


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """A line to a server that a test may stop."""
    with line_to(server.port) as line:
        yield line


def test_a_later_visit_costs_nearly_nothing(server: Server, line: Line, open_browser: Open) -> None:
    """Until Python scans frames again, at most 5 KB travel, headers and all, and none of the runtime."""
    browser = open_browser()
    first_visit(browser, line.address, server.site)
    line.log.clear()
    visit(browser, line.address)
    browser.wait_for_stage("ready")
    assert browser.page.evaluate(HAS_CONTROLLER)
    assert sum(each.body + each.headers for each in line.log) <= LATER_VISIT
    assert not line.asked_for("/runtime/*")
    assert not line.asked_for("/")


def test_the_scanner_starts_without_a_network(server: Server, line: Line, open_browser: Open) -> None:
    """With the server stopped, the page opens in the languages that were read here, and Python starts."""
    browser = open_browser()
    first_visit(browser, line.address, server.site)
    assert not [path for path in kept_paths(browser.page) if path.startswith(("/es/", "/ar/"))]
    visit(browser, f"{line.address}/es/")
    wait_until_kept(browser.page, shell_of(server.site, "es"))
    assert not [path for path in kept_paths(browser.page) if path.startswith("/ar/")]
    server.stop()
    cut(line, browser)
    page = visit(browser, line.address)
    wait_for_python(browser)
    page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    page.goto(f"{line.address}/family/")
    assert page.get_by_role("heading", name="Help at home").is_visible()
    page.get_by_role("link", name="Español").click()
    assert page.get_by_role("heading", name="Ayuda en casa").is_visible()
    page.get_by_role("link", name="Volver").click()
    page.get_by_role("link", name="Usar contraseña").click()
    assert page.get_by_test_id("username").is_visible()


def kept_paths(page: Page) -> set[str]:
    """Every path that is kept on the device."""
    return {path for paths in kept(page).values() for path in paths}


def test_the_policy_holds_for_kept_pages(server: Server, line: Line, open_browser: Open) -> None:
    """T-23: a page from the device comes with the policy and the permissions it was sent with."""
    browser = open_browser()
    first_visit(browser, line.address, server.site)
    server.stop()
    line.is_cut = True
    for path in ("/", "/forgot/", "/family/"):
        visit(browser, line.address)
        response = browser.page.goto(line.address + path)
        assert response is not None
        assert response.from_service_worker
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
        assert "camera=(self)" in response.headers["permissions-policy"]
    browser.page.evaluate(INLINE_SCRIPT)
    assert browser.page.evaluate("window.ran") is None


def test_no_answer_about_a_person_is_kept(server: Server, line: Line, open_browser: Open) -> None:
    """T-30: the device keeps the site's own files; no answer of the server is kept, or passes its worker."""
    browser = open_browser()
    first_visit(browser, line.address, server.site)
    by_worker: set[str] = set()
    by_server: set[str] = set()

    def note(answer: Response) -> None:
        (by_worker if answer.from_service_worker else by_server).add(urlsplit(answer.url).path)

    browser.context.on("response", note)
    page = visit(browser, f"{line.address}/#password")
    sign_in(browser, *demo_account(server))
    page.get_by_test_id("app-tile").first.wait_for()
    assert [page.evaluate(ASK, path) for path in SERVERS_OWN] == ["answered"] * len(SERVERS_OWN)
    page.get_by_test_id("sign-out").click()
    page.get_by_test_id("badge-button").wait_for()
    own = {*shell_of(server.site), *program_of(server.site), *later_of(server.site)}
    assert {path for paths in kept(page).values() for path in paths} <= own
    assert "/" in by_worker
    assert by_worker <= own
    assert {"/api/v1/session", *SERVERS_OWN} <= by_server
    server.stop()
    line.is_cut = True
    assert [page.evaluate(ASK, path) for path in SERVERS_OWN] == ["nothing"] * len(SERVERS_OWN)


def test_a_copy_that_was_altered_on_the_device_is_not_used(
    server: Server, line: Line, open_browser: Open
) -> None:
    """T-29: a page or a part of the runtime that is not what was kept is dropped and fetched again."""
    browser = open_browser()
    first_visit(browser, line.address, server.site)
    (library,) = [path for path in program_of(server.site) if path.endswith(".zip")]
    browser.page.evaluate(
        """async (paths) => {
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const path of paths) {
                    if (await cache.match(path)) await cache.put(path, new Response("<h1>Mine</h1>"));
                }
            }
        }""",
        ["/", library],
    )
    line.log.clear()
    page = visit(browser, line.address)
    assert page.get_by_role("heading", name="Hello! Come in.").is_visible()
    browser.wait_for_stage("ready")
    assert line.asked_for("/")
    assert len(line.asked_for(library)) == 1


@pytest.mark.parametrize("without", ["a service worker", "room"])
def test_the_page_works_online_without(server: Server, line: Line, open_browser: Open, without: str) -> None:
    """With service workers blocked, or the disk full, every visit is like the first, and no error shows."""
    options = {"service_workers": "block"} if without == "a service worker" else {}
    browser = open_browser(**options)
    if without == "room":
        fill_disk(browser, line.address)
    for _ in range(2):
        visit(browser, line.address)
        if without == "room":
            fill_disk(browser, line.address)
        browser.wait_for_stage("ready")
        assert not browser.page.evaluate(HAS_CONTROLLER)
    assert browser.errors == []


def fill_disk(browser: Watched, origin: str) -> None:
    """Leave this origin no room at all."""
    tools = browser.context.new_cdp_session(browser.page)
    tools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})


def test_a_badge_read_without_a_network_is_kept(
    server: Server, line: Line, open_browser: Open, badge: Path
) -> None:
    """A page opened from the device reads the badge, and sends it when the line is back."""
    browser = open_browser()
    canvas_camera.install(browser)
    first_visit(browser, line.address, server.site)
    line.is_cut = True
    page = visit(browser, line.address)
    browser.wait_for_stage("ready")
    page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    canvas_camera.hold_up(browser, badge)
    page.wait_for_selector("html[data-screen=net-school]")
    line.is_cut = False
    page.evaluate("dispatchEvent(new Event('online'))")  # the device's word comes before the countdown's end
    page.get_by_test_id("app-tile").first.wait_for()
