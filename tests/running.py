"""Real processes for tests: the `harmony` command and its server, on loopback, ended with the test."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2

HARMONY = Path(sys.executable).parent / "harmony"
READY_WITHIN_S = 120


def harmony(*arguments: str | Path, stdin: str = "", check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does; with `check`, a refusal fails the test with what was said."""
    done = subprocess.run(
        [HARMONY, *arguments], input=stdin, capture_output=True, text=True, check=False, timeout=120
    )
    if check and done.returncode != 0:
        raise AssertionError(f"harmony {arguments[0]} exited with {done.returncode}:\n{done.stderr}")
    return done


def free_port() -> int:
    """A port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A real server process over a data folder; the address stays the same when it starts again."""

    def __init__(self, data: Path, site: Path, log: Path, *options: str, descriptors: int = 0) -> None:
        self.data = data
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.log = log
        self.site = site
        self.options = options
        self.descriptors = descriptors
        """How many descriptors the process may have open; as many as this one if 0."""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it says it is ready."""
        where: list[str | Path] = [
            "--data",
            self.data,
            "--site",
            self.site,
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            *self.options,
        ]
        limited = ["sh", "-c", f'ulimit -n {self.descriptors}; exec "$0" "$@"'] if self.descriptors else []
        with self.log.open("ab") as log:
            self._process = subprocess.Popen([*limited, HARMONY, "serve", *where], stdout=log, stderr=log)
        deadline = time.monotonic() + READY_WITHIN_S
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the server did not start:\n{self.log.read_text('utf-8')}")
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """The process's id; it must have been started."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=60)
            self._process = None

    def _is_ready(self) -> bool:
        try:
            return httpx2.get(f"{self.address}/readyz", timeout=2).status_code == 200
        except httpx2.TransportError:
            return False
