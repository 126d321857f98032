"""The line between a browser and the portal: counts what passes, breaks off, alters, or is cut.

It counts at the server's end, because that sees all that a browser asks for, whoever in it asks: the page,
its worker, a script's `import`, the service worker. Chromium's own counters have to be attached to each of
these one by one, and miss what a worker fetched before they were.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Kind = Literal["altered", "broken off", "cut short", "held"]

OF_ONE_HOP = ("connection", "keep-alive", "transfer-encoding", "date", "server", "content-length")
"""Headers that a line writes itself (RFC 9110, section 7.6.1)."""


@dataclass(frozen=True)
class Passed:
    """One request and the answer that went through."""

    method: str
    path: str
    status: int
    body: int
    headers: int
    asked: Message = field(repr=False)
    came: float = field(repr=False)
    """When the request came, by a clock of this process: answers may be noted in another order."""


@dataclass
class Fault:
    """What happens to files of a pattern, so many times."""

    pattern: str
    kind: Kind
    times: int


class Line:
    """A proxy on a port of its own before a server of this machine."""

    def __init__(self, port: int) -> None:
        self.log: list[Passed] = []
        self.faults: list[Fault] = []
        self.is_cut = False
        self._target = port
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()

    def damage(self, pattern: str, kind: Kind, times: int = 1) -> None:
        """Have the next answers for a path of this pattern arrive altered, broken off, cut short, or never.

        What breaks off half way ends before the length it was announced with; what is cut short looks whole.
        """
        self.faults.append(Fault(pattern, kind, times))

    def heal(self) -> None:
        """No more faults, and no cut."""
        self.faults.clear()
        self.is_cut = False

    def asked_for(self, pattern: str) -> list[Passed]:
        """What went through for a path of this pattern, in the order in which it was asked for."""
        passed = [each for each in self.log if fnmatch(each.path, pattern)]
        return sorted(passed, key=lambda each: each.came)

    def fault_of(self, path: str) -> Kind | None:
        """The fault this answer gets, which is then used up."""
        for fault in self.faults:
            if fault.times > 0 and fnmatch(path, fault.pattern):
                fault.times -= 1
                return fault.kind
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                if line.is_cut:
                    self.close_connection = True
                    return
                super().handle_one_request()

            def do_GET(self) -> None:
                if not line.is_cut:
                    line.carry(self)
                else:
                    self.close_connection = True

            do_POST = do_DELETE = do_HEAD = do_GET  # noqa: N815  the names http.server looks for

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def carry(self, browser: BaseHTTPRequestHandler) -> None:
        """Pass one request on, and its answer back."""
        came, fault = time.monotonic(), self.fault_of(browser.path)
        asked = dict(browser.headers.items())
        if fault in ("altered", "cut short"):
            asked.pop("Accept-Encoding", None)  # so that it arrives readable, only wrong
        answer, content = self._ask(browser, asked)
        if fault == "altered":
            content = content[: len(content) // 2] + b"?" + content[len(content) // 2 + 1 :]
        if fault == "cut short":
            content = content[: len(content) // 2]
        while fault == "held" and not self.is_cut and self.faults:
            time.sleep(0.05)
        headers = [(n, v) for n, v in answer.getheaders() if n.lower() not in OF_ONE_HOP]
        browser.send_response_only(answer.status)
        for name, value in headers:
            browser.send_header(name, value)
        if answer.status not in (204, 304):
            browser.send_header("Content-Length", str(len(content)))
        browser.end_headers()
        if fault == "broken off":
            content = content[: len(content) // 2]
            browser.close_connection = True
        browser.wfile.write(content)
        written = sum(len(name) + len(value) + 4 for name, value in headers)
        self.log.append(
            Passed(browser.command, browser.path, answer.status, len(content), written, browser.headers, came)
        )

    def _ask(
        self, browser: BaseHTTPRequestHandler, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        body = browser.rfile.read(int(browser.headers.get("Content-Length") or 0))
        server = http.client.HTTPConnection("127.0.0.1", self._target, timeout=30)
        try:
            server.request(browser.command, browser.path, body or None, headers)
            answer = server.getresponse()
            return answer, answer.read()
        finally:
            server.close()


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A line that is closed in the end."""
    line = Line(port)
    try:
        yield line
    finally:
        line.heal()
        line.close()
