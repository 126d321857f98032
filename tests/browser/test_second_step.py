"""What a badge may wait for: a secret number or two pictures, chosen once and asked for from then on."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from harmony.badge.token import parse
from tests.browser.conftest import PATIENCE_MS, Open, Watched
from tests.browser.staff import VIOLATIONS, check_state, come_in, open_console, staff
from tests.browser.test_small_screens import OUT_OF_SIGHT
from tests.running import Server

pytestmark = pytest.mark.browser

Asking = Callable[[str], Server]
UNTIL_OVER = """async () => {
  while ((await fetch("/api/v1/session/second-step")).status !== 401)
    await new Promise((resolve) => setTimeout(resolve, 100));
}"""
PLACES = "() => [...document.querySelectorAll('[data-picture]')].map(({ dataset }) => dataset.picture)"
TAPPED_SHOWS = """() => [...document.querySelectorAll("[data-picture]")]
  .map((each) => getComputedStyle(each, "::after").content).filter((content) => content !== "none")"""


@pytest.fixture
def asking(dist: Path, demo_data: Path, tmp_path: Path) -> Iterator[Asking]:
    """A running server over a copy of the demo district, where students' badges ask for a kind of secret."""
    started: list[Server] = []

    def start(kind: str) -> Server:
        data = Path(shutil.copytree(demo_data, tmp_path / "data"))
        with (data / "district.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'\n[[second_step]]\nkind = "{kind}"\neveryone = true\n')
        server = Server(data, dist, tmp_path / "server.log")
        server.start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()


def student_of(server: Server) -> str:
    """The number of a child who has a badge."""
    return str(tomllib.loads((server.data / "demo.toml").read_text("utf-8"))["young_student"]["username"])


def link_of(server: Server, badge: Path) -> str:
    """The address that a phone's own camera app opens."""
    code = zxingcpp.read_barcode(cv2.imread(str(badge), cv2.IMREAD_GRAYSCALE))
    assert code is not None
    return f"{server.address}/#{parse(code.text).decimal}"


def tap(page: Page, digits: str) -> None:
    """Tap a secret number, and go on."""
    for digit in digits:
        page.get_by_test_id("pin-digit").filter(has_text=digit).click()
    page.locator("main > [data-screen=pin]").get_by_test_id("second-step-go").click()


def pick(page: Page, *names: str) -> None:
    """Tap pictures, and go on."""
    for name in names:
        page.get_by_test_id("picture-choice").filter(has_text=name).click()
    page.locator("main > [data-screen=pictures]").get_by_test_id("second-step-go").click()


def says(page: Page, screen: str, words: str) -> None:
    """Wait until the heading says this."""
    heading = page.locator(f"main > [data-screen={screen}] h1")
    expect(heading).to_have_text(words, timeout=PATIENCE_MS)


def watched(browser: Watched) -> Page:
    """Its page, where whatever the policy forbids is noted."""
    browser.context.add_init_script(VIOLATIONS)
    return browser.page


def knows_nobody(browser: Watched) -> None:
    """Nothing of the child shows but the first name, nothing is open, and what is asked hinders nobody."""
    page = browser.page
    check_state(page)
    assert page.get_by_test_id("first-name").and_(page.locator(":visible")).inner_text()
    assert page.evaluate("() => fetch('/api/v1/dashboard').then(({ status }) => status)") == 401
    browser.errors = [each for each in browser.errors if "401" not in each]  # that question's own


def test_a_secret_number(
    asking: Asking, open_browser: Open, badge: Path, camera_video: Callable[[Path], Path]
) -> None:
    """By the camera: chosen twice the same, with taps and keys; then asked for, refused kindly, and right.

    Nothing has to be scrolled for it on the smallest phone.
    """
    server = asking("pin")
    browser = open_browser(camera_video(badge), viewport={"width": 320, "height": 640})
    page = watched(browser)
    page.goto(server.address)
    page.get_by_test_id("badge-button").click()
    says(page, "pin", "Choose a secret number")
    knows_nobody(browser)
    assert page.evaluate(OUT_OF_SIGHT) == []
    tap(page, "1234")
    says(page, "pin", "Tap it once more")
    tap(page, "8024")
    says(page, "pin", "Not the same")
    for _ in range(2):
        tap(page, "1234")
    says(page, "pin", "Choose another one")
    tap(page, "8024")
    says(page, "pin", "Tap it once more")
    page.keyboard.type("80249")
    expect(page.locator("main > [data-screen=pin] [role=status]")).to_have_text("4 of 4")
    page.get_by_test_id("second-step-go").click()
    page.get_by_test_id("app-tile").first.wait_for()
    page.get_by_test_id("sign-out").click()
    page.goto(link_of(server, badge))
    says(page, "pin", "Tap your secret number")
    page.keyboard.type("8025")
    assert page.locator(".slot.full").count() >= 4
    page.keyboard.press("Backspace")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    says(page, "pin", "Not that one")
    assert page.evaluate(OUT_OF_SIGHT) == []
    check_state(page)
    assert "8026" not in page.content()
    page.keyboard.type("8024")
    page.keyboard.press("Enter")
    page.get_by_test_id("app-tile").first.wait_for()


def test_two_pictures(
    asking: Asking, open_browser: Open, badge: Path, camera_video: Callable[[Path], Path]
) -> None:
    """T-75: Chosen in sight; asked for, they lie elsewhere and what was tapped is not marked."""
    server = asking("pictures")
    browser = open_browser(camera_video(badge), viewport={"width": 320, "height": 640}, color_scheme="dark")
    page = watched(browser)
    page.goto(server.address)
    page.get_by_test_id("badge-button").click()
    says(page, "pictures", "Choose your first picture")
    knows_nobody(browser)
    page.get_by_test_id("picture-choice").filter(has_text="Owl").click()
    says(page, "pictures", "Now your second picture")
    assert page.evaluate(TAPPED_SHOWS) == ['""']
    pick(page, "Bee")
    says(page, "pictures", "Tap both once more")
    pick(page, "Bee", "Owl")
    page.get_by_test_id("app-tile").first.wait_for()
    page.get_by_test_id("sign-out").click()
    places = set()
    for _ in range(2):
        page.goto(link_of(server, badge))
        says(page, "pictures", "Tap your two pictures")
        places.add(tuple(page.evaluate(PLACES)))
        page.get_by_test_id("picture-choice").filter(has_text="Hat").click()
        assert page.evaluate(TAPPED_SHOWS) == []
        pick(page, "Bee")
        says(page, "pictures", "Not those two")
        places.add(tuple(page.evaluate(PLACES)))
    assert len(places) == 4
    pick(page, "Owl", "Bee")
    page.get_by_test_id("app-tile").first.wait_for()


def reset_by_a_teacher(page: Page, server: Server) -> None:
    """The button on the child's page in the console."""
    come_in(page, staff(server, "administrator"))
    page.goto(f"{server.address}/staff/#find?q={student_of(server)}")
    page.get_by_test_id("student-name").first.click()
    page.locator("summary", has_text="number or pictures").click()
    check_state(page)
    page.get_by_test_id("reset-second-step").click()
    page.locator("[data-slot=changes]", has_text="Second step reset").wait_for()


def test_ways_out_and_a_teacher(asking: Asking, open_browser: Open, badge: Path) -> None:
    """T-73: Not me ends the waiting; after too many tries there is a rest, then a teacher resets it."""
    server = asking("pin")
    browser = open_browser(camera="none", viewport={"width": 390, "height": 844})
    page, link = watched(browser), link_of(server, badge)
    page.goto(link)
    says(page, "pin", "Choose a secret number")
    page.locator("main > [data-screen=pin]").get_by_test_id("not-me").click()
    page.get_by_test_id("badge-button").wait_for()
    page.evaluate(UNTIL_OVER)
    page.goto(link)
    tap(page, "8024")
    tap(page, "8024")
    page.get_by_test_id("app-tile").first.wait_for()
    page.get_by_test_id("sign-out").click()
    page.goto(link)
    says(page, "pin", "Tap your secret number")
    page.locator(".top [popovertarget=languages]").click()
    page.locator(".top a[lang=es]").click()
    says(page, "pin", "Toca tu número secreto")
    for _ in range(3):
        tap(page, "8025")
        expect(page.locator(".slot.full")).to_have_count(0)
    says(page, "pin", "Descansa un momento")
    expect(page.locator("main > [data-screen=pin] [role=timer]")).to_contain_text("segundo")
    expect(page.get_by_test_id("pin-digit").first).to_be_disabled()
    page.locator("main > [data-screen=pin]").get_by_test_id("second-step-forgot").click()
    says(page, "ask-teacher", "Pregunta a tu maestra o maestro")
    check_state(page)
    page.locator("[data-action=six-numbers]").click()
    page.get_by_test_id("backup-code-field").wait_for()
    reset_by_a_teacher(open_console(open_browser, server).page, server)
    page.goto(link)
    says(page, "pin", "Elige un número secreto")
