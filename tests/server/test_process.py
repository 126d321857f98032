"""A real server process, over a real socket: what only shows there."""

from __future__ import annotations

import socket
import sqlite3
import threading
from pathlib import Path

import httpx2

from tests.district import MIA, PASSWORD, District, badge_body, password_body
from tests.running import Server

JSON = "Content-Type: application/json"
WRONG = "a-wrong-password-9"


def browser(server: Server) -> httpx2.Client:
    """A browser before the server, with cookies of its own."""
    return httpx2.Client(base_url=server.address, timeout=20)


def raw(server: Server, *pieces: bytes) -> bytes:
    """Send bytes as they are, piece by piece, and read what comes until the server hangs up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        for piece in pieces:
            connection.sendall(piece)
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
    return received


def test_sessions_survive_a_restart(today: District, server: Server) -> None:
    """A server that is started again in the middle of a lesson signs nobody out."""
    with browser(server) as child:
        assert child.post("/api/v1/session", json=badge_body(today.badge())).status_code == 201
        server.stop()
        server.start()
        assert child.get("/api/v1/dashboard").json()["person"]["given_name"] == MIA.given_name


def test_waits_survive_a_restart(server: Server) -> None:
    """T-07: making the server start again does not give a guesser more tries."""
    with browser(server) as guesser:
        for _ in range(5):
            assert guesser.post("/api/v1/session", json=password_body(password=WRONG)).status_code == 401
        server.stop()
        server.start()
        answer = guesser.post("/api/v1/session", json=password_body())
    assert answer.status_code == 429
    assert 1 <= answer.json()["retry_after"] <= 30


def test_nothing_secret_is_printed_or_recorded(today: District, server: Server) -> None:
    """T-12: after right and wrong sign-ins, neither the server's output nor its audit log tells a secret."""
    token = today.badge()
    altered = token.decimal[:-1] + str((int(token.decimal[-1]) + 1) % 10)
    secrets = [
        PASSWORD,
        WRONG,
        token.decimal,
        token.jwt,
        altered,
        MIA.given_name,
        MIA.family_name,
        MIA.username,
    ]
    with browser(server) as child:
        statuses = [
            child.post("/api/v1/session", json=body).status_code
            for body in (
                badge_body(token),
                {"badge": token.jwt},
                {"badge": altered},
                password_body(),
                password_body(password=WRONG),
                {"username": PASSWORD, "password": WRONG},
                {"username": [WRONG], "password": PASSWORD},
            )
        ]
        assert statuses == [201, 201, 401, 201, 401, 401, 422]
        secrets.append(next(iter(child.cookies.values())))
        child.get("/api/v1/dashboard", params={"badge": token.decimal})
        child.get(f"/{token.jwt}")
        child.request("DELETE", f"/api/v1/session?password={PASSWORD}")
        child.post("/api/v1/session", json=badge_body(token))
        secrets.append(next(iter(child.cookies.values())))
    raw(server, f"GET /{PASSWORD} HTTP/1.1\r\nHost\r\n\r\n".encode())
    server.stop()
    printed = server.log.read_text("utf-8")
    recorded = everything_recorded(today)
    for secret in secrets:
        assert secret not in printed
        assert secret not in recorded


def everything_recorded(district: District) -> str:
    """What the database says of the door: the audit log, sessions and the throttle."""
    rows: list[str] = []
    database = sqlite3.connect(district.data / "harmony.db")
    for table in ("audit", "sessions", "throttle"):
        kept = [str(row) for row in database.execute(f"SELECT * FROM {table}")]  # noqa: S608  names from above
        assert kept, table
        rows += kept
    database.close()
    return "\n".join(rows)


def test_a_chunked_flood_is_cut_off(server: Server) -> None:
    """T-15: a body without a length is answered when it gets too long, not when it ends."""
    head = f"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n{JSON}\r\nTransfer-Encoding: chunked\r\n"
    head += "Connection: close\r\n\r\n"
    chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    answer = raw(server, head.encode(), *[chunk] * 5)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"body_too_large" in answer


def test_a_browser_that_hangs_up_leaves_no_trace(server: Server) -> None:
    """A request that is never finished is not an error of the server's."""
    head = f"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n{JSON}\r\nContent-Length: 100\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head.encode() + b'{"badge":')
    with browser(server) as child:
        assert child.get("/healthz").status_code == 200
    server.stop()
    assert "Traceback" not in server.log.read_text("utf-8")


def test_raw_paths_find_nothing(server: Server) -> None:
    """T-17: paths as no browser would send them, over a socket."""
    for path in (
        "/../today/keys/01.pem",
        "//etc/passwd",
        "/%2e%2e/%2e%2e/district.toml",
        "/..%5c",
        "/icons/..",
    ):
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        assert raw(server, request.encode()).startswith(b"HTTP/1.1 404 "), path


def test_a_forwarded_address_is_believed_of_a_trusted_proxy_alone(today: District, server: Server) -> None:
    """T-07, T-11: behind the district's own proxy, https and the visitor's address are the proxy's to say."""
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5", "Host": "portal.example"}
    with browser(server) as proxy:
        answer = proxy.post("/api/v1/session", json=badge_body(today.badge()), headers=forwarded)
        assert answer.status_code == 201
        assert answer.headers["set-cookie"].startswith("__Host-harmony=")
        plain = {name: value for name, value in forwarded.items() if name == "Host"}
        refused = proxy.post("/api/v1/session", json=badge_body(today.badge()), headers=plain)
        assert refused.json()["code"] == "insecure_connection"
    server.stop()
    settings = today.data / "district.toml"
    settings.write_text(
        f'{settings.read_text("utf-8")}\n[server]\ntrusted_proxies = ["192.0.2.1"]\n', "utf-8"
    )
    server.start()
    with browser(server) as stranger:
        answer = stranger.post("/api/v1/session", json=badge_body(today.badge()), headers=forwarded)
        assert answer.json()["code"] == "insecure_connection"


def test_two_servers_may_share_a_folder(today: District, small_site: Path, tmp_path: Path) -> None:
    """T-19: two processes over one database, started at once, know the same sessions and the same waits."""
    for path in today.data.glob("harmony.db*"):
        path.rename(tmp_path / path.name)
    servers = [Server(today.data, small_site, tmp_path / f"{number}.log") for number in range(2)]
    starts = [threading.Thread(target=server.start) for server in servers]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    try:
        outcomes = []
        for guess in range(6):
            with browser(servers[guess % 2]) as guesser:
                body = {"username": "nobody", "password": WRONG}
                outcomes.append(guesser.post("/api/v1/session", json=body).status_code)
        assert outcomes == [401] * 5 + [429]
    finally:
        for server in servers:
            server.stop()
