"""The decoder-only scan: a badge is read before Python is there, and where it never comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route

from harmony.badge.symbol import symbol
from tests.browser import canvas_camera
from tests.browser.conftest import Open, Watched
from tests.browser.symbols import foreign_code, picture_of
from tests.browser.test_refusals import badge_of
from tests.browser.test_scan import demo_student
from tests.running import Server, harmony

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
PYTHON = "**/pyodide.asm.wasm"
PYTHON_WORKER = "**/assets/python-worker-*.mjs"
DECODER = "**/assets/decoder-*.wasm"
DECODER_WORKER = "**/assets/decoder-worker-*.mjs"


def hold_back(browser: Watched, files: str) -> Callable[[], None]:
    """Let certain files wait; returns what lets them go."""
    held: list[Route] | None = []

    def hold(route: Route) -> None:
        if held is None:
            route.continue_()
        else:
            held.append(route)

    def release() -> None:
        nonlocal held
        waiting, held = held or [], None
        for route in waiting:
            route.continue_()

    browser.context.route(files, hold)
    return release


def missing(browser: Watched, files: str) -> None:
    """The server has no such files."""
    browser.context.route(files, lambda route: route.fulfill(status=404))


def begin(browser: Watched, address: str) -> None:
    """Open the page and press the badge button."""
    browser.page.goto(address)
    browser.page.get_by_test_id("badge-button").click()


def posts(browser: Watched) -> list[str]:
    """The bodies of all that was sent to the server."""
    return [body for method, _, body in browser.requests if method == "POST"]


def test_a_badge_opens_the_door_before_python_is_there(
    portal: Server, open_browser: Open, badge: Path
) -> None:
    """While the runtime is still on its way the decoder reads the badge; only its number is sent."""
    browser = open_browser(service_workers="block")
    canvas_camera.install(browser)
    hold_back(browser, PYTHON)
    begin(browser, portal.address)
    browser.wait_for_stage("scanning")
    browser.page.locator("[data-slot=arriving]").wait_for()
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()
    browser.wait_for_stage("signed-in")
    (body,) = posts(browser)
    assert body.startswith('{"badge":"')
    assert len(body) < 256
    assert browser.errors == []


def test_the_decoder_comes_before_the_runtime(portal: Server, open_browser: Open) -> None:
    """Nothing of Python is asked for until the decoder has come, so that they do not share a slow line."""
    browser = open_browser(service_workers="block")
    canvas_camera.install(browser)
    release = hold_back(browser, DECODER)
    begin(browser, portal.address)
    browser.page.wait_for_selector("html[data-screen=load]")
    browser.page.wait_for_timeout(500)
    assert not any("/runtime/" in address for _, address, _ in browser.requests)
    release()
    browser.wait_for_stage("scanning")


def test_python_that_never_comes_is_not_missed(portal: Server, open_browser: Open, badge: Path) -> None:
    """A runtime that cannot be had keeps no child out: the camera reads the badge all the same."""
    browser = open_browser(service_workers="block")
    canvas_camera.install(browser)
    missing(browser, PYTHON)
    browser.page.goto(portal.address)
    browser.wait_for_stage("ready")
    browser.page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    assert browser.page.locator("[data-slot=arriving]").is_hidden()
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()


def test_a_decoder_that_comes_late_is_waited_for(portal: Server, open_browser: Open, badge: Path) -> None:
    """A decoder that breaks off is asked for again when Python is there; the door is built until then."""
    tries: list[Route] = []

    def fail_at_first(route: Route) -> None:
        tries.append(route)
        if len(tries) > 2:
            route.continue_()
        else:
            route.abort()

    browser = open_browser(service_workers="block")
    canvas_camera.install(browser)
    browser.context.route(DECODER, fail_at_first)
    begin(browser, portal.address)
    browser.page.wait_for_selector("html[data-screen=load]")
    browser.wait_for_stage("scanning")
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()


@pytest.mark.parametrize("python", [PYTHON, PYTHON_WORKER], ids=["no runtime", "no worker"])
@pytest.mark.parametrize("first", [DECODER, DECODER_WORKER], ids=["no decoder", "no decoder worker"])
def test_without_both_the_door_says_so(portal: Server, open_browser: Open, python: str, first: str) -> None:
    """Only when nothing can scan frames is that told, with the password as a way on."""
    browser = open_browser(service_workers="block")
    missing(browser, python)
    missing(browser, first)
    begin(browser, portal.address)
    browser.page.wait_for_selector("html[data-screen=load-failed]")
    assert browser.page.get_attribute("html", "data-stage") == "failed"


def test_python_takes_over_while_the_camera_is_on(portal: Server, open_browser: Open, badge: Path) -> None:
    """The scan goes on where it was: the preview stays, hints begin, and the badge is read by Python."""
    browser = open_browser(service_workers="block")
    canvas_camera.install(browser)
    release = hold_back(browser, PYTHON)
    begin(browser, portal.address)
    browser.wait_for_stage("scanning")
    track = "video => video.srcObject.getVideoTracks()[0].id"
    before = browser.page.get_by_test_id("camera").evaluate(track)
    release()
    browser.page.wait_for_selector("[data-slot=arriving]", state="hidden")
    assert browser.page.get_by_test_id("camera").evaluate(track) == before
    assert browser.page.get_attribute("html", "data-stage") == "scanning"
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()
    (body,) = posts(browser)
    assert '"badge":"ey' in body, "Python sends the JWT that it has checked"


def test_a_foreign_code_never_reaches_the_server(portal: Server, open_browser: Open, tmp_path: Path) -> None:
    """T-20: The shape of a badge is looked for first: what any other code says stays on the device."""
    browser = open_browser(service_workers="block")
    canvas_camera.install(browser)
    hold_back(browser, PYTHON)
    begin(browser, portal.address)
    browser.wait_for_stage("scanning")
    canvas_camera.hold_up(browser, foreign_code("https://lunch.example/#123", tmp_path / "menu.png"))
    browser.page.wait_for_selector("[data-slot=stage][data-lit='1']")
    browser.page.wait_for_timeout(500)
    assert posts(browser) == []
    assert browser.shown() == "scan"


def test_a_server_that_was_away_gets_the_badge_read_without_python(
    server: Server, open_browser: Open, badge_picture: Print, tmp_path: Path
) -> None:
    """A badge read before Python is there is kept like any other, also while Python takes over."""
    printed = badge_of(badge_picture(server.data, demo_student(server.data)))
    browser = open_browser(service_workers="block")
    canvas_camera.install(browser)
    release = hold_back(browser, PYTHON)
    begin(browser, server.address)
    browser.wait_for_stage("scanning")
    server.stop()
    canvas_camera.hold_up(browser, picture_of(symbol(printed).modules, tmp_path / "badge.png"))
    browser.page.wait_for_selector("html[data-screen=net-school]")
    server.start()
    release()
    browser.page.get_by_test_id("app-tile").first.wait_for()  # the page tries again by itself


def test_a_photo_is_read_before_python_is_there(portal: Server, open_browser: Open, badge: Path) -> None:
    """A photo needs no Python either."""
    browser = open_browser(camera="none", service_workers="block")
    hold_back(browser, PYTHON)
    begin(browser, portal.address)
    browser.page.wait_for_selector("html[data-screen=camera-none]")
    browser.page.get_by_test_id("photo-input").set_input_files(badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()


def test_a_file_that_does_not_open_is_told_and_our_own_svg_opens(
    portal: Server, open_browser: Open, tmp_path: Path
) -> None:
    """An iPhone's photo and a PDF are called by their names; an SVG of the printed badge signs in."""
    student = demo_student(portal.data)
    printed = {form: tmp_path / f"badge.{form}" for form in ("pdf", "svg")}
    for form, out in printed.items():
        harmony("badge", "print", "--data", portal.data, "--student", student, "--format", form, "--out", out)
    phone = tmp_path / "phone.heic"
    phone.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    browser = open_browser(camera="none")
    begin(browser, portal.address)
    browser.page.wait_for_selector("html[data-screen=camera-none]")
    chosen, words = (
        browser.page.get_by_test_id("photo-input"),
        browser.page.locator("[data-file-kind]:visible"),
    )
    for file, said in ((phone, "HEIC"), (printed["pdf"], "PDF")):
        chosen.set_input_files(file)
        browser.page.wait_for_selector("html[data-screen=photo-unreadable]")
        words.filter(has_text=said).wait_for()
    chosen.set_input_files(printed["svg"])
    browser.page.get_by_test_id("app-tile").first.wait_for()
    assert not browser.errors


def test_a_photo_that_the_decoder_does_not_read_waits_for_python(
    portal: Server, open_browser: Open, tmp_path: Path
) -> None:
    """What the decoder alone does not read is scanned again by Python, which has the last word."""
    browser = open_browser(camera="none", service_workers="block")
    release = hold_back(browser, PYTHON)
    begin(browser, portal.address)
    browser.page.wait_for_selector("html[data-screen=camera-none]")
    menu = foreign_code("https://lunch.example/menu", tmp_path / "menu.png")
    browser.page.get_by_test_id("photo-input").set_input_files(menu)
    browser.page.wait_for_selector("html[data-screen=load]")
    release()
    browser.page.wait_for_selector("html[data-screen=photo-empty]")
