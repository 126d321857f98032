"""What the build reports of the site's weight, against what a real browser fetches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Open
from tests.browser.line import Line, Passed, line_to
from tests.browser.visiting import wait_for_python
from tests.running import Server

pytestmark = pytest.mark.browser

HEADERS = 1_000
"""Bytes that travel with each file beside its content, at most; the policies are most of them."""
NOTICES = ("/assets/notices-en-*", "/assets/backup-code-*.mjs")
"""What comes as soon as the page is usable: words for all that may go wrong from then on, and a way on."""
FOR_LATER = ["/service-worker.js", "/assets/family-*.mjs", "/assets/forgot-*.mjs", "/assets/account-*.css"]
"""What a first visit brings before Python is there only to make later ones cheap: the service worker, and the
files it keeps that the open page is not made of. All else it keeps then is in the browser's cache."""
FOR_LATER_BYTES = 10_300
"""Bytes of that, at most: 10 212 as this is written, 3 500 of them the list of what five languages have."""
IS_KEEPING = "() => navigator.serviceWorker.ready.then(() => true)"
SAVE_DATA = "localStorage.setItem('harmony.saves-data', 'yes')"


@pytest.fixture
def line(portal: Server) -> Iterator[Line]:
    """A line to the shared portal."""
    with line_to(urlsplit(portal.address).port or 0) as line:
        yield line


@pytest.fixture(scope="module")
def milestones(dist: Path) -> Any:
    """What the build says of the bytes to each milestone."""
    return json.loads((dist / "build-report.json").read_text("utf-8"))["milestones"]


def files(log: list[Passed]) -> list[Passed]:
    """The site's files that came: all but the answers of the server."""
    return [each for each in log if not each.path.startswith(("/api/", "/.well-known/"))]


def until_the_last(log: list[Passed], *folders: str) -> list[Passed]:
    """What came until the last of the files below some folders."""
    return log[: max(i for i, each in enumerate(log) if each.path.startswith(folders)) + 1]


def test_the_page_weighs_what_is_reported(line: Line, open_browser: Open, milestones: Any) -> None:
    """With the door, the form and the help usable, what came is what the report says, to the byte."""
    browser = open_browser(service_workers="block")
    browser.context.add_init_script(SAVE_DATA)
    browser.page.goto(line.address, wait_until="networkidle")
    browser.page.get_by_role("link", name="Use a password").click()
    came = files(line.log)
    at_once = [each for each in came if not any(fnmatch(each.path, pattern) for pattern in NOTICES)]
    assert sum(each.body for each in at_once) == milestones["usable"]["brotli"]
    assert all(line.asked_for(pattern) for pattern in NOTICES)
    assert max(each.headers for each in came) <= HEADERS


def test_the_scanner_weighs_what_is_reported(line: Line, open_browser: Open, milestones: Any) -> None:
    """Until Python has its files, what came is what is reported, to the byte, and little for later."""
    browser = open_browser()
    line.damage("*/python_stdlib.zip", "held")
    browser.page.goto(line.address)
    browser.page.evaluate(IS_KEEPING)  # on a slow line it has long done so when Python has all its files
    line.heal()
    wait_for_python(browser)
    came = files(until_the_last(line.log, "/runtime/", "/wheels/"))
    later = [each for each in came if any(fnmatch(each.path, pattern) for pattern in FOR_LATER)]
    assert sum(each.body for each in came if each not in later) == milestones["scanner_ready"]["brotli"]
    assert sum(each.body for each in later) <= FOR_LATER_BYTES
