"""Running the portal: build what is missing, make the demo district, start the server, say where it is."""

from __future__ import annotations

import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from build_steps import site
from build_steps.environment import tool
from build_steps.paths import ROOT
from build_steps.progress import step

READY_WITHIN_S = 60


def run(*, host: str, port: int, data: Path) -> None:
    """Serve until stopped; exits with the server's own code."""
    dist = site.ensure()
    welcome = _demo(data.resolve())
    with step("The server") as current:
        where: list[str | Path] = [
            "--data",
            data.resolve(),
            "--site",
            dist,
            "--host",
            host,
            "--port",
            str(port),
        ]
        server = subprocess.Popen([tool("harmony"), "serve", *where], cwd=ROOT)
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        current.say("waiting until it is ready")
        _wait_until_ready(server, _address(host, port))
    print(f"\nHarmony Portal is open at {_address(host, port)}\n{welcome}\nStop it with Ctrl+C.", flush=True)
    try:
        raise SystemExit(server.wait())
    except KeyboardInterrupt:
        raise SystemExit(server.wait()) from None


def _demo(data: Path) -> str:
    """The demo district's welcome; nothing if the folder holds a district of its own."""
    from harmony_server import demo  # noqa: PLC0415  not needed to build

    if (data / "district.toml").exists() and not demo.is_demo(data):
        return f"District: {data}\n"
    with step("The demo district"):
        info = demo.ensure(data)
    return (
        f"Demo student   {info.student_username}\n"
        f"     password  {info.password}\n"
        f"Demo badges    {info.badges_pdf}   (print them, hold one up to the camera)\n"
    )


def _wait_until_ready(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise SystemExit(server.returncode)
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2) as response:  # noqa: S310  own server
                if response.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    server.terminate()
    raise SystemExit(f"The server was not ready within {READY_WITHIN_S} s.")


def _address(host: str, port: int) -> str:
    """Where a browser on this machine finds the server; every name of this machine is written localhost."""
    name = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::", "localhost") else host  # noqa: S104
    return f"http://{name}:{port}"
