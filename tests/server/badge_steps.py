"""A district whose badges wait for a second step, and browsers before it."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from harmony.model import Person
from tests.district import MIA, District, badge_body

SESSION = "/api/v1/session"
STEP = f"{SESSION}/second-step"
CHOICE = f"{STEP}/choice"
RULES = """
[[second_step]]
kind = "pin"
grades = ["01"]
[[second_step]]
kind = "pictures"
grades = ["02"]
"""
PIN, OTHER = {"pin": "8024"}, {"pin": "8025"}
PAIR = {"pictures": ["owl", "bee"]}


def shown(district: District, person: Person = MIA) -> TestClient:
    """A browser in which somebody showed their badge."""
    client = district.client()
    client.post(SESSION, json=badge_body(district.badge(person)))
    return client


def chosen(district: District, person: Person = MIA, secret: dict[str, Any] = PIN) -> TestClient:
    """A browser in which somebody chose their secret, and is in."""
    client = shown(district, person)
    assert client.post(CHOICE, json=secret).status_code == 201
    return client


def outcome(client: TestClient, secret: dict[str, Any], path: str = STEP) -> str:
    """What a second step answers: `ok`, or the problem's code."""
    answer = client.post(path, json=secret)
    return "ok" if answer.status_code == 201 else str(answer.json()["code"])
