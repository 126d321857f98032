"""How each problem of a badge's second step is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from harmony.people.badge_secret import MOST_WRONG, SecretKind
from harmony_server.store import SecretTries
from tests.district import MIA, District
from tests.server.badge_steps import CHOICE, PAIR, PIN, RULES, STEP, chosen, shown

Reach = Callable[[District, TestClient, pytest.MonkeyPatch], httpx2.Response]


def _asking(district: District) -> District:
    """The same, where badges ask for a second step."""
    with (district.data / "district.toml").open("a", encoding="utf-8") as settings:
        settings.write(RULES)
    return District(district.data, district.clock)


def _step(secret: dict[str, Any], path: str = CHOICE) -> Reach:
    def reach(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
        return shown(_asking(district)).post(path, json=secret)

    return reach


def _step_over(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    return _asking(district).client().post(STEP, json=PIN)


def _step_set(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    asking = _asking(district)
    chosen(asking)
    return shown(asking).post(CHOICE, json=PIN)


def _step_locked(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    asking = _asking(district)
    chosen(asking)
    badge_id = asking.badge(MIA).badge_id
    with asking.store.begin() as tx:
        tries = SecretTries(badge_id, MOST_WRONG[SecretKind.PIN], asking.clock(), 0)
        tx.badge_secrets.put_tries(tries)
    return shown(asking).post(STEP, json=PIN)


REACHED_BY_BADGES: Mapping[str, Reach] = {
    "second_step_over": _step_over,
    "second_step_locked": _step_locked,
    "second_step_set": _step_set,
    "second_step_easy": _step({"pin": "1234"}),
    "second_step_unfit": _step(PAIR),
}
