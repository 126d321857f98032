"""Two servers over one folder and one PostgreSQL: what an operator changes, both know at the next request."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import httpx2
import pytest

from tests.district import LEO, TILDA, Clock, District, found
from tests.postgresql import PostgreSQL
from tests.running import Server, harmony

SESSION, DASHBOARD = "/api/v1/session", "/api/v1/dashboard"


@pytest.fixture(scope="module")
def today(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """The district of today, on a database that a server on another machine could use as well."""
    data, now = tmp_path_factory.mktemp("two") / "today", time.time()
    with postgresql.database() as url:
        found(data, now, database_url=url)
        district = District(data, Clock(now))
        yield district
        district.store.close()


@pytest.fixture(scope="module")
def servers(today: District) -> Iterator[list[Server]]:
    """Two real processes over it, which take a while to start."""
    site = today.data.parent / "dist"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><title>Harmony</title>", "utf-8")
    (site / "_headers").write_text("", "utf-8")
    both = [Server(today.data, site, today.data.parent / f"{number}.log") for number in range(2)]
    for server in both:
        server.start()
    yield both
    for server in both:
        server.stop()


def sign_in(server: Server, badge: str) -> httpx2.Response:
    """Come by badge, as a browser that holds nothing."""
    return httpx2.post(f"{server.address}{SESSION}", json={"badge": badge}, timeout=20)


def test_both_know_a_new_key_and_a_new_app(today: District, servers: list[Server]) -> None:
    """R-16: a key that was made just now verifies everywhere, and an app that was taken away is gone."""
    old = today.badge(LEO).decimal
    assert [sign_in(server, old).status_code for server in servers] == [201, 201]
    harmony("keys", "rotate", "--data", today.data)
    today.clock.time = time.time()
    new = today.new_badge(LEO)
    assert new.kid != "01"
    answers = [sign_in(server, new.decimal) for server in servers]
    assert [answer.status_code for answer in answers] == [201, 201]
    shown = [[app["id"] for app in answer.json()["apps"]] for answer in answers]
    assert shown[0] == shown[1]
    catalogue = today.config.apps
    text = catalogue.read_text("utf-8")
    catalogue.write_text(text.replace('grades = ["01"]', 'grades = ["01", "02"]'), "utf-8")
    for server, before in zip(servers, shown, strict=True):
        after = [app["id"] for app in sign_in(server, new.decimal).json()["apps"]]
        assert set(after) - set(before) == {"story"}


def test_a_session_and_a_void_count_on_both(today: District, servers: list[Server]) -> None:
    """R-16: whoever signed in here is signed in there, until the badge is void everywhere."""
    here, there = servers
    badge = today.badge(TILDA).decimal
    cookies = sign_in(here, badge).cookies
    url = f"{there.address}{DASHBOARD}"
    assert httpx2.get(url, cookies=cookies, timeout=20).status_code == 200
    assert today.void(TILDA)
    assert httpx2.get(url, cookies=cookies, timeout=20).status_code == 401
    assert sign_in(there, badge).json()["code"] == "badge_void"


def test_both_end_what_a_leaked_key_opened(today: District, servers: list[Server]) -> None:
    """R-16: a key that is ended opens nowhere, and whoever came with it is signed out on both servers."""
    badge = today.badge().decimal
    cookies = [sign_in(server, badge).cookies for server in servers]
    ring = today.data / "keys" / "ring.toml"
    ended = re.sub(r"not_after = .*", "not_after = 2020-01-01T00:00:00Z", ring.read_text("ascii"))
    ring.write_text(ended, "ascii")
    for server, others in zip(servers, reversed(cookies), strict=True):
        assert sign_in(server, badge).json()["code"] == "badge_expired"
        answer = httpx2.get(f"{server.address}{DASHBOARD}", cookies=others, timeout=20)
        assert answer.json()["code"] == "session_expired"
