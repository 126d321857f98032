"""Many at once before a real server process: in which order they are answered, never how fast."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import httpx2

from tests.district import LEO, District, badge_body, password_body
from tests.running import Server
from tests.server.test_throttle_addresses import many_children

STORM = 100
ROUNDS = 5
SESSION = "/api/v1/session"


def browser(server: Server) -> httpx2.Client:
    """A browser before the server that waits as long as it takes."""
    return httpx2.Client(base_url=server.address, timeout=300)


def answered(storm: list[Future[int]]) -> int:
    """How many of a storm have their answer."""
    return sum(each.done() for each in storm)


def test_passwords_hold_up_nothing_else(today: District, server: Server) -> None:
    """R-01: while a hundred wrong passwords wait, badges, dashboards, health and files are answered."""
    children = many_children(today, STORM)
    badge = badge_body(today.badge(LEO))

    def guess(number: int) -> int:
        with browser(server) as guesser:
            body = password_body(children[number], "a-wrong-password-9")
            return guesser.post(SESSION, json=body).status_code

    with ThreadPoolExecutor(STORM) as many, browser(server) as child:
        storm = [many.submit(guess, number) for number in range(STORM)]
        while not answered(storm):
            assert child.get("/healthz").status_code == 200
        for _ in range(ROUNDS):
            assert child.post(SESSION, json=badge).status_code == 201
            for path in ("/api/v1/dashboard", "/", "/healthz", "/readyz"):
                assert child.get(path).status_code == 200, path
        still_waiting = STORM - answered(storm)
    assert still_waiting > STORM / 10
    assert {each.result() for each in storm} <= {401, 503}
