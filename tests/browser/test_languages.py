"""Which language shows, and what a switch keeps."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open, Watched
from tests.browser.test_password import demo_account, sign_in
from tests.running import Server

pytestmark = pytest.mark.browser

SWITCH_THEN_DOOR = """() => void setTimeout(() => {
  for (const tapped of ["a[lang=es]", "[data-action=start]"]) document.querySelector(tapped).click();
})"""


def language(browser: Watched) -> str:
    """The language of the page that shows."""
    return browser.page.get_attribute("html", "lang") or ""


@pytest.mark.parametrize("path", ["", "family/", "forgot/", "claim/", "demo-app.html", "404.html"])
def test_the_address_wins_over_the_browser(portal: Server, open_browser: Open, path: str) -> None:
    """`/es/…` stays Spanish in an English browser; an address without a language follows a Spanish one."""
    for locale, folder in (("en-US", "es/"), ("es-MX", "")):
        browser = open_browser(camera="none", locale=locale)
        browser.page.goto(f"{portal.address}/{folder}{path}")
        browser.page.wait_for_url(f"{portal.address}/es/{path}")
        browser.page.wait_for_load_state("networkidle")
        assert language(browser) == "es"
        assert browser.page.url == f"{portal.address}/es/{path}"


def test_a_choice_wins_over_the_browser_and_links_keep_it(portal: Server, open_browser: Open) -> None:
    """Chosen once, a language holds for every page and every link."""
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(portal.address)
    page.get_by_role("link", name="Español").click()
    page.get_by_role("link", name="Ayuda para familias").click()
    page.wait_for_url(f"{portal.address}/es/family/")
    page.get_by_role("link", name="Volver").click()
    page.wait_for_url(f"{portal.address}/es/")
    page.goto(f"{portal.address}/family/")
    page.wait_for_url(f"{portal.address}/es/family/")


def test_a_switch_keeps_the_form_but_no_password(portal: Server, open_browser: Open) -> None:
    """The form shows in the other language with the user name; the password lies nowhere."""
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(f"{portal.address}/#password")
    page.get_by_test_id("username").fill("1033")
    page.get_by_test_id("password").fill("maple-secret")
    page.get_by_role("link", name="Español").click()
    page.get_by_role("heading", name="Entrar con contraseña").wait_for()
    assert page.get_by_test_id("username").input_value() == "1033"
    assert page.get_by_test_id("password").input_value() == ""
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])")
    assert "maple-secret" not in kept
    assert "1033" not in kept
    page.reload()
    page.get_by_role("heading", name="Entrar con contraseña").wait_for()
    assert page.get_by_test_id("username").input_value() == ""


def test_a_switch_keeps_a_notice(portal: Server, open_browser: Open) -> None:
    """Somebody who reads that there is no camera reads it in their language after a tap."""
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    page.wait_for_selector("html[data-screen=camera-none]")
    page.get_by_role("link", name="Español").click()
    page.get_by_role("heading", name="Aquí no hay cámara").wait_for()


def test_a_switch_keeps_the_camera(portal: Server, open_browser: Open) -> None:
    """Whoever is at the camera is at the camera in the other language."""
    browser = open_browser()
    page = browser.page
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    page.wait_for_selector("html[data-screen=scan]")
    page.get_by_role("link", name="Español").click()
    page.wait_for_selector("html[lang=es][data-screen=scan]")


def test_a_switch_is_not_lost_where_the_door_shows_meanwhile(portal: Server, open_browser: Open) -> None:
    """The other page is on its way when this one goes to the door by itself: no step back calls it off."""
    browser = open_browser(camera="none", service_workers="block")
    page = browser.page
    page.context.route("**/*", lambda route: route.continue_())  # what comes this way takes a while
    page.goto(portal.address)
    page.locator(".ways [data-action=password]").click()
    page.wait_for_selector("html[data-screen=password]")
    page.evaluate(SWITCH_THEN_DOOR)
    page.wait_for_selector("html[lang=es][data-live]")


def test_a_switch_on_the_dashboard_keeps_the_child_in(portal: Server, open_browser: Open) -> None:
    """The dashboard has the languages too; it stays the same child's, and its apps open in that language."""
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(f"{portal.address}/#password")
    sign_in(browser, *demo_account(portal))
    browser.wait_for_stage("signed-in")
    page.wait_for_selector("[data-screen=success]", state="hidden")
    name = page.get_by_test_id("student-name").inner_text()
    page.get_by_role("link", name="Español").click()
    page.get_by_role("button", name="Salir").wait_for()
    assert page.get_by_test_id("student-name").inner_text() == name
    with page.context.expect_page() as opened:
        page.get_by_test_id("app-tile").first.click()
    opened.value.wait_for_url("**/es/demo-app.html?app=*")


@pytest.mark.parametrize("way", ["Back", "Back to my apps"])
def test_a_demo_app_closes_its_tab(portal: Server, open_browser: Open, way: str) -> None:
    """Its ways back close the tab that a tile opened; opened by its address they lead to the door."""
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(f"{portal.address}/#password")
    sign_in(browser, *demo_account(portal))
    page.get_by_test_id("app-tile").first.wait_for()
    page.wait_for_selector("[data-screen=success]", state="hidden")
    with page.context.expect_page() as opened:
        page.get_by_test_id("app-tile").first.click()
    app = opened.value
    app.wait_for_load_state()
    with app.expect_event("close"):  # in a moment: a click that closes its own page is told as an error
        app.get_by_role("link", name=way, exact=True).evaluate("link => void setTimeout(() => link.click())")
    page.goto(f"{portal.address}/family/")
    page.goto(f"{portal.address}/demo-app.html")
    page.get_by_role("link", name=way, exact=True).click()
    page.wait_for_url(f"{portal.address}/")
