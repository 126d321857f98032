"""The servers that are loaded: Harmony, the floor, and npm's oidc-provider, each a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.server import floor
from benchmarks.server.district import PASSWORD, District
from benchmarks.server.load import Connection, Scenario, as_json
from build_steps import npm
from build_steps.paths import ROOT
from tests.running import HARMONY

OURS, FLOOR, RIVAL = "ours", "floor", "oidc-provider"
READY_WITHIN_S = 60
SESSION = "/api/v1/session"
RIVAL_SCRIPT = Path(__file__).parent / "rival" / "server.mjs"


@dataclass(frozen=True)
class Running:
    """A server that runs, and what can be asked of it."""

    pid: int
    port: int
    scenarios: Mapping[str, Scenario]


@contextmanager
def ours(district: District, port: int, workers: int) -> Iterator[Running]:
    """The portal as an administrator starts it."""
    command: list[str | Path] = [
        HARMONY,
        "serve",
        "--data",
        district.data,
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    with _process(command, f"http://localhost:{port}/readyz") as process:
        scenarios = {
            "badge sign-in": _badge(district),
            "badge sign-in, then the dashboard": _badge(district, dashboard=True),
            "password sign-in": _password(district),
        }
        yield Running(process.pid, port, scenarios)


@contextmanager
def bare(database: str, port: int, workers: int) -> Iterator[Running]:
    """The floor, over the same engine."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    environment = {floor.DATABASE: database, floor.KEY: public.decode()}
    os.environ |= environment
    floor.make_table()
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "uvicorn",
        "benchmarks.server.floor:app",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--log-level",
        "warning",
        "--no-access-log",
    ]
    body, headers = as_json({"token": jwt.encode({"sub": "1001"}, key, algorithm="EdDSA")})

    async def sign_in(connection: Connection, _: int) -> int:
        return (await connection.ask("POST", "/", body, headers)).status

    with _process(command, f"http://127.0.0.1:{port}/") as process:
        yield Running(process.pid, port, {"badge sign-in": sign_in})


@contextmanager
def rival() -> Iterator[Running]:
    """Npm's oidc-provider: one login, from the authorization request to the tokens."""
    command = [npm.node(), RIVAL_SCRIPT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            port = int(process.stdout.readline() if process.stdout else b"0")
            yield Running(process.pid, port, {"badge sign-in": _openid_login})
        finally:
            process.terminate()


@contextmanager
def _process(command: Sequence[str | Path], ready: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + READY_WITHIN_S
            while not _answers(ready):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"A server of the bench did not start: {command[0]}")
                time.sleep(0.1)
            yield process
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx2.get(address, timeout=2).status_code in {200, 405}
    except httpx2.TransportError:
        return False


def _badge(district: District, *, dashboard: bool = False) -> Scenario:
    async def sign_in(connection: Connection, turn: int) -> int:
        body, headers = as_json({"badge": district.badges[turn % len(district.badges)]})
        answer = await connection.ask("POST", SESSION, body, headers)
        if answer.status != 201 or not dashboard:
            return answer.status
        cookies = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
        return (await connection.ask("GET", "/api/v1/dashboard", headers={"Cookie": cookies})).status

    return sign_in


def _password(district: District) -> Scenario:
    async def sign_in(connection: Connection, turn: int) -> int:
        name = district.usernames[turn % len(district.usernames)]
        body, headers = as_json({"username": name, "password": PASSWORD})
        return (await connection.ask("POST", SESSION, body, headers)).status

    return sign_in


async def _openid_login(connection: Connection, _: int) -> int:
    path = (
        "/auth?client_id=bench&response_type=code&scope=openid&redirect_uri=https://client.example/callback"
    )
    cookies: dict[str, str] = {}
    for _step in range(4):
        written = "; ".join(f"{name}={value}" for name, value in cookies.items())
        answer = await connection.ask("GET", path, headers={"Cookie": written})
        cookies |= answer.cookies
        to = urlsplit(answer.header("location"))
        if to.hostname == "client.example":
            break
        path = f"{to.path}?{to.query}" if to.query else to.path
    body = (
        f"grant_type=authorization_code&{to.query}&redirect_uri=https://client.example/callback"
        f"&client_id=bench&client_secret={'bench' * 7}"
    ).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return (await connection.ask("POST", "/token", body, headers)).status
