"""Drives a Chromium through its DevTools protocol over a pipe; needs nothing but the standard library."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ANSWER_WITHIN_S = 30
QUIET = (
    "--headless=new",
    "--no-sandbox",  # as root there is none; the one page that is visited is our own
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)
LAUNCH = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for number, end in enumerate(ends, start=3):
    os.dup2(end, number)
    os.close(end)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Starts a browser with two pipes where it looks for them: commands from file 3, answers to file 4."""


class NoAnswer(RuntimeError):
    """The browser ended, or did not answer in time."""


@contextmanager
def browser(program: Path, arguments: Sequence[str]) -> Iterator[Browser]:
    """A running browser with a profile of its own, ended with the block."""
    to_browser, from_us = os.pipe()
    to_us, from_browser = os.pipe()
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        ends = [str(to_browser), str(from_browser)]
        options = [*QUIET, f"--user-data-dir={profile}", *arguments, "about:blank"]
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, *ends, str(program), *options],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        try:
            yield Browser(from_us, to_us)
        finally:
            process.terminate()
            process.wait(timeout=ANSWER_WITHIN_S)
            os.close(from_us)
            os.close(to_us)


class Browser:
    """Sends commands, waits for their results, and remembers which workers a page started."""

    def __init__(self, write: int, read: int) -> None:
        self.workers: list[str] = []
        """The sessions of workers that were started and have not ended."""
        self._write, self._read = write, read
        self._buffer = b""
        self._number = 0

    def open_page(self, address: str) -> str:
        """Open a page and watch for its workers; returns the page's session."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = str(self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self.send(
            "Target.setAutoAttach", session, autoAttach=True, waitForDebuggerOnStart=False, flatten=True
        )
        self.send("Page.navigate", session, url=address)
        return session

    def evaluate(self, session: str, expression: str) -> Any:
        """The value of a JavaScript expression, as if a user had caused it."""
        result = self.send(
            "Runtime.evaluate", session, expression=expression, returnByValue=True, userGesture=True
        )
        return result.get("result", {}).get("value")

    def send(self, method: str, session: str | None = None, **parameters: object) -> dict[str, Any]:
        """Send one command and wait for its result. Raises NoAnswer."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + ANSWER_WITHIN_S
        while True:
            answer = self._receive(deadline)
            if answer.get("id") == self._number:
                return dict(answer.get("result", {}))

    def _receive(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0, deadline - time.monotonic()))
            part = os.read(self._read, 1 << 16) if ready else b""
            if not part:
                raise NoAnswer("the browser does not answer")
            self._buffer += part
        text, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        if message.get("method") == "Target.attachedToTarget":
            self.workers.append(message["params"]["sessionId"])
        elif message.get("method") == "Target.detachedFromTarget":
            self.workers = [each for each in self.workers if each != message["params"]["sessionId"]]
        return message
