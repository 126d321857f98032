"""The asset loader on a bad line: files damaged, broken off, held up; each is mended or told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import PLAIN_HOST, Open
from tests.browser.line import Kind, Line, line_to
from tests.browser.versions import program_of
from tests.browser.visiting import wait_for_python, wait_until_kept
from tests.running import Server

pytestmark = pytest.mark.browser

PARTS = ["*/pyodide.asm.wasm", "*/python_stdlib.zip", "*/pyodide.asm.mjs", "*/pyodide.mjs"]
DECODER = "/assets/decoder-*.wasm"
FAILED = "html[data-screen=load-failed]"


@pytest.fixture
def line(portal: Server) -> Iterator[Line]:
    """A line to the shared portal."""
    with line_to(urlsplit(portal.address).port or 0) as line:
        yield line


@pytest.mark.parametrize("part", PARTS)
def test_a_damaged_file_is_fetched_once_more(line: Line, open_browser: Open, part: str) -> None:
    """One wrong byte is noticed; the file is asked for again past every cache, and Python starts."""
    line.damage(part, "altered")
    browser = open_browser()
    browser.page.goto(line.address)
    wait_for_python(browser)
    first, second, *_ = line.asked_for(part)
    assert first.asked["Cache-Control"] is None
    assert second.asked["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("how", ["broken off", "cut short"])
@pytest.mark.parametrize("part", ["*/pyodide.asm.wasm", "*/pyodide.mjs", DECODER])
def test_a_truncated_file_alone_is_fetched_again(
    portal: Server, line: Line, open_browser: Open, part: str, how: Kind
) -> None:
    """Of a file half came, whether or not it looks whole: it alone is fetched twice, and Python starts."""
    line.damage(part, how)
    browser = open_browser()
    browser.page.goto(line.address)
    wait_for_python(browser)
    program = program_of(portal.site)
    came = Counter(each.path for each in line.log if each.path in program)
    assert came == {path: 2 if fnmatch(path, part) else 1 for path in program}


@pytest.mark.parametrize("part", PARTS)
def test_a_file_damaged_twice_is_told(line: Line, open_browser: Open, part: str) -> None:
    """T-29: a file that is wrong again is never used: the page says so, and the decoder scans alone."""
    line.damage(part, "altered", times=2)
    browser = open_browser()
    browser.page.goto(line.address)
    browser.wait_for_stage("ready")
    browser.page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    words = browser.page.locator("main > [data-screen=scan]").get_by_text("More help came broken, two times.")
    assert words.is_visible()
    assert len(line.asked_for(part)) == 2


def test_a_decoder_damaged_twice_too_is_told(line: Line, open_browser: Open) -> None:
    """With nothing left to read a badge by, the page says what came broken; the password still works."""
    line.damage(DECODER, "altered", times=99)
    line.damage("*/python_stdlib.zip", "altered", times=2)
    browser = open_browser()
    browser.page.goto(line.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.page.wait_for_selector(FAILED)
    failed = browser.page.locator("main > [data-screen=load-failed]")
    assert failed.get_by_text("A part came broken, two times.").is_visible()
    failed.get_by_role("button", name="Use a password").click()
    assert browser.page.get_by_test_id("username").is_visible()


@pytest.mark.parametrize(("broken", "late"), [(0, 1), (1, 0)])
def test_a_broken_download_goes_on_where_it_broke(
    portal: Server, line: Line, open_browser: Open, broken: int, late: int
) -> None:
    """What else comes is kept, even after the page has told of the file that broke; the next visit has it."""
    line.damage(PARTS[broken], "broken off", times=2)
    line.damage(PARTS[late], "held")
    browser = open_browser()
    browser.page.goto(line.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    words = browser.page.locator("main > [data-screen=scan]").get_by_text("More help did not come.")
    words.wait_for()
    line.heal()
    whole = [path for path in program_of(portal.site) if not fnmatch(path, PARTS[broken])]
    wait_until_kept(browser.page, whole)
    line.log.clear()
    browser.page.reload()
    wait_for_python(browser)
    again = {each.path for each in line.log} & set(program_of(portal.site))
    assert again == set(program_of(portal.site)) - set(whole)
    browser.page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    assert words.is_hidden()


def test_a_page_that_keeps_nothing_still_starts(line: Line, open_browser: Open) -> None:
    """With no room on the device, every file is used as it came."""
    browser = open_browser()
    browser.context.add_init_script("CacheStorage.prototype.open = () => Promise.reject(new Error())")
    browser.page.goto(line.address)
    browser.wait_for_stage("ready")


@pytest.mark.alone
def test_a_page_without_https_still_starts(line: Line, open_browser: Open) -> None:
    """Over plain http there is neither a cache nor a hash; a file that broke off is noticed by its length."""
    line.damage("*/python_stdlib.zip", "broken off")
    browser = open_browser()
    browser.page.goto(line.address.replace("localhost", PLAIN_HOST))
    browser.wait_for_stage("ready")
    assert browser.page.evaluate("crypto.subtle === undefined && !('caches' in window)")
    assert len(line.asked_for("*/python_stdlib.zip")) == 2


def test_a_line_that_stands_still_is_told(line: Line, open_browser: Open) -> None:
    """When no byte came for ten seconds, the page says that it is still loading."""
    line.damage(DECODER, "held")
    line.damage("/runtime/*", "held", times=99)
    browser = open_browser()
    browser.page.goto(line.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.page.wait_for_selector("html[data-screen=load]")
    stalled = browser.page.get_by_text("Still loading")
    assert stalled.is_hidden()
    stalled.wait_for()
    line.heal()
    browser.wait_for_stage("scanning")
