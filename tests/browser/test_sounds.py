"""The page's sounds: there after a tap, and none of them in a school that wants none."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Watched
from tests.browser.test_password import demo_account, sign_in
from tests.running import Server

pytestmark = pytest.mark.browser

COUNT = """
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.tones += 1;
  return start.apply(this, when);
};
"""
VOICES = """
window.spoken = [];
const voice = (lang) => ({ lang, name: lang, localService: true });
speechSynthesis.getVoices = () => VOICES.map(voice);
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
speechSynthesis.speak = ({ lang, voice, text }) => spoken.push([lang, voice?.name ?? "", text.length > 0]);
"""
"""A device with these voices."""


def tones_of_a_sign_in(browser: Watched, server: Server) -> int:
    """How many tones began until the dashboard stood."""
    browser.context.add_init_script(COUNT)
    browser.page.goto(f"{server.address}/#password")
    browser.page.get_by_test_id("username").click()
    sign_in(browser, *demo_account(server))
    browser.page.get_by_test_id("app-tile").first.wait_for()
    browser.wait_for_stage("signed-in")
    browser.page.wait_for_timeout(500)
    return int(browser.page.evaluate("tones"))


def test_who_is_in_hears_it(portal: Server, open_browser: Open) -> None:
    """A chord says that the door is open."""
    assert tones_of_a_sign_in(open_browser(), portal) > 3


def test_a_school_can_have_silence(server: Server, open_browser: Open) -> None:
    """`sounds = false`: nothing sounds, nor at the next visit before the server has said so again."""
    settings = server.data / "district.toml"
    server.stop()
    text = settings.read_text("utf-8").replace("[district]", "[district]\nsounds = false")
    settings.write_text(text, "utf-8")
    server.start()
    browser = open_browser()
    assert tones_of_a_sign_in(browser, server) == 0
    assert browser.page.evaluate("localStorage.getItem('harmony.silent')") == "yes"


def test_only_a_voice_of_the_page_reads_it(portal: Server, open_browser: Open) -> None:
    """In Arabic an Arabic voice reads, of whichever region; without one there is no ear."""
    browser = open_browser(camera="none", locale="ar")
    page = browser.page
    page.add_init_script(VOICES.replace("VOICES", '(window.voices ?? ["en-US", "ar-SA"])'))
    page.goto(f"{portal.address}/ar/")
    ear = page.locator("[data-action=hear]:visible")
    ear.click()
    assert page.evaluate("spoken") == [["ar-SA", "ar-SA", True]]
    page.evaluate("() => { voices = ['en-US']; speechSynthesis.dispatchEvent(new Event('voiceschanged')); }")
    expect(ear).to_have_count(0)
    page.goto(f"{portal.address}/ar/404.html")
    page.locator("[data-action=hear]").click()
    page.evaluate("() => { voices = ['en-US']; speechSynthesis.dispatchEvent(new Event('voiceschanged')); }")
    expect(page.locator("[data-action=hear]")).to_be_hidden()
