"""Firefox and WebKit, driven by WebDriver's own commands: over Marionette's socket, and over HTTP.

Playwright drives neither as a distribution packs it: its Firefox needs newer commands, its WebKit is its own.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx2

from tests.running import free_port

STARTS_WITHIN_S = 120
SCRIPT_MS = 120_000

PREFERENCES = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "marionette.port": 0,
    "app.update.disabledForTesting": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "en-US",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
"""A Firefox with a camera of its own, which asks nobody and calls nobody."""

MINI_BROWSER = "usr/lib/*/webkit2gtk-4.*/MiniBrowser"
MINI_BROWSER_FLAGS = [
    "--automation",
    "--enable-media-stream=true",
    "--enable-mock-capture-devices=true",
    "--autoplay-policy=allow",
]

Found = TypeVar("Found")


class Missing(Exception):
    """This machine has no such browser; says what would bring it."""


class Driver(ABC):
    """A browser with one page, which takes WebDriver's commands."""

    @abstractmethod
    def navigate(self, address: str) -> None:
        """Open an address and wait until it is loaded."""

    @abstractmethod
    def run(self, script: str, arguments: list[object]) -> Any:
        """Run the body of a function in the page; gives what it returns, awaited."""


@contextmanager
def firefox(scratch: Path) -> Iterator[Driver]:
    """A headless Firefox with a profile of its own in a folder."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        raise Missing("there is no Firefox; Debian's is firefox-esr")
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (scratch / "user.js").write_text("\n".join(lines), "utf-8")
    port_file = scratch / "MarionetteActivePort"
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(scratch)]
    with _process(command, scratch):
        port = _soon(lambda: int(port_file.read_text("utf-8")))
        with socket.create_connection(("127.0.0.1", port), timeout=2 * SCRIPT_MS / 1000) as connection:
            yield _Marionette(connection)


@contextmanager
def webkit(scratch: Path) -> Iterator[Driver]:
    """WebKitGTK's small browser, before a display of its own, with its data in a folder."""
    driver, display = shutil.which("WebKitWebDriver"), shutil.which("xvfb-run")
    browser = next(Path("/").glob(MINI_BROWSER), None)
    if not (driver and display and browser):
        raise Missing("there is no WebKitGTK; Debian's are webkit2gtk-driver, xvfb and xauth")
    port = free_port()
    with _process([display, "-a", driver, f"--port={port}", "--host=127.0.0.1"], scratch):
        address = f"http://127.0.0.1:{port}"
        with httpx2.Client(base_url=address, timeout=2 * SCRIPT_MS / 1000) as client:
            _soon(lambda: client.get("/status").raise_for_status())
            yield _Http(client, {"binary": str(browser), "args": MINI_BROWSER_FLAGS})


@contextmanager
def _process(command: list[str], home: Path) -> Iterator[None]:
    """A process and all it starts, with its home in a folder, ended in the end."""
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(home))
    with (home / "browser.log").open("ab") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env={**os.environ, **places}, start_new_session=True
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _soon(attempt: Callable[[], Found]) -> Found:
    """What an attempt gives as soon as it succeeds."""
    deadline = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            return attempt()
        except (OSError, ValueError, httpx2.HTTPError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


class _Marionette(Driver):
    """Firefox's own form of WebDriver: commands as JSON behind their length, over a socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rwb")
        self._read()  # it greets
        self._ask("NewSession", {"timeouts": {"script": SCRIPT_MS}})

    def navigate(self, address: str) -> None:
        self._ask("Navigate", {"url": address})

    def run(self, script: str, arguments: list[object]) -> Any:
        asked = {"script": script, "args": arguments, "scriptTimeout": SCRIPT_MS}
        return self._ask("ExecuteScript", asked)["value"]

    def _ask(self, command: str, parameters: Mapping[str, object]) -> Any:
        message = json.dumps([0, 1, f"WebDriver:{command}", parameters]).encode()
        self._stream.write(b"%d:%s" % (len(message), message))
        self._stream.flush()
        _, _, error, result = self._read()
        if error:
            raise AssertionError(f"{command}: {error['error']}: {error['message']}")
        return result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._stream.read(1)
        return json.loads(self._stream.read(int(length[:-1])))


class _Http(Driver):
    """WebDriver as the W3C describes it."""

    def __init__(self, client: httpx2.Client, browser: Mapping[str, object]) -> None:
        self._client = client
        self._session = ""
        capabilities = {"webkitgtk:browserOptions": browser, "timeouts": {"script": SCRIPT_MS}}
        self._session = self._ask("", {"capabilities": {"alwaysMatch": capabilities}})["sessionId"]

    def navigate(self, address: str) -> None:
        self._ask("/url", {"url": address})

    def run(self, script: str, arguments: list[object]) -> Any:
        return self._ask("/execute/sync", {"script": script, "args": arguments})

    def _ask(self, command: str, parameters: Mapping[str, object]) -> Any:
        path = f"/session/{self._session}{command}" if self._session else "/session"
        answer = self._client.post(path, json=parameters).json()["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise AssertionError(f"{command}: {answer['error']}: {answer['message']}")
        return answer
