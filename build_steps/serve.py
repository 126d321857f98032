"""Running the portal: build what is missing, make the demo district, start the server, say where it is."""

from __future__ import annotations

import os
import signal
import socket
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
    data = data.resolve()
    port = _free_port(host, port)
    dist = site.ensure()
    welcome = _demo(data)
    with step("The server") as current:
        where = ["--data", str(data), "--site", str(dist), "--host", host, "--port", str(port)]
        server = subprocess.Popen([tool("harmony"), "serve", *where], cwd=ROOT)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: server.terminate())
        current.say("waiting until it is ready")
        _wait_until_ready(server, _address(host, port))
    address = _address(host, port)
    print(f"\nHarmony Portal is open at {address}\n{welcome}{_far(host)}\nStop it with Ctrl+C.", flush=True)
    code = server.wait()
    raise SystemExit(0 if code == -signal.SIGTERM else code)


def _far(host: str) -> str:
    """What to know where other machines can reach the server: they sign in only over https."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104  recognised here, not listened on
        return ""
    return "Other machines need https to sign in: put a TLS proxy in front of this port.\n"


def _free_port(host: str, port: int) -> int:
    """The port itself if it can be listened on, or any for 0; ends in words if not.

    Asked before anything is built: another server there would answer in this one's place.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself will
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise SystemExit(
                f"Nothing can listen on port {port} of {host}: {error}. Try another, such as --port 8080."
            ) from None
        free: int = probe.getsockname()[1]
        return free


def _demo(data: Path) -> str:
    """The demo district's welcome; nothing if the folder holds a district of its own."""
    from harmony_server import demo  # noqa: PLC0415  not needed to build

    if (data / "district.toml").exists():
        if not demo.is_demo(data):
            return f"District: {data}\n"
    elif data.exists() and not (data.is_dir() and not any(data.iterdir())):
        raise SystemExit(f"{data} is there already and holds no district. Give an empty folder as --data.")
    try:
        with step("The demo district"):
            info = demo.ensure(data)
    except OSError as error:
        raise SystemExit(f"The demo district cannot be made in {data}: {error.strerror or error}.") from None
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
    local = ("127.0.0.1", "0.0.0.0", "::", "localhost")  # noqa: S104  recognised here, not listened on
    name = "localhost" if host in local else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"
