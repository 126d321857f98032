"""What staff set up in tests: an authenticator's secret, as if they had done so some time ago."""

from __future__ import annotations

import secrets

import httpx2
import pyotp
from starlette.testclient import TestClient

from harmony.model import Person
from harmony_server.accounts import totp
from harmony_server.accounts.sealing import Seal
from tests.district import District

STEP_S = 30
ME = "/api/v1/staff/me"
TOTP = "/api/v1/staff/second-step/totp"
RECOVERY = "/api/v1/staff/second-step/recovery"
PASSKEY = "/api/v1/staff/second-step/passkey"
FACTORS = "/api/v1/staff/factors"


def with_totp(district: District, person: Person) -> str:
    """Give somebody an authenticator; its secret."""
    secret = totp.new_secret(secrets.token_bytes)
    sealed = Seal(district.keys.pepper).seal(secret, owner=person.id, rng=secrets.token_bytes)
    with district.store.begin() as tx:
        tx.totp.propose(person.id, sealed)
        tx.totp.confirm(person.id, 0, district.clock())
    return secret


def code(district: District, secret: str, steps: int = 0) -> str:
    """What the authenticator shows now, or some steps of half a minute later."""
    return pyotp.TOTP(secret).at(int(district.clock()) + steps * STEP_S)


def wrong(district: District, secret: str) -> str:
    """Six digits that are the code of no step around now."""
    near = {code(district, secret, steps) for steps in range(-3, 4)}
    return next(each for each in ("000000", "111111", "222222", "333333") if each not in near)


def type_code(client: TestClient, digits: str) -> httpx2.Response:
    """Type a code as the second step."""
    return client.post(TOTP, json={"code": digits})


def code_of(answer: httpx2.Response) -> str | None:
    """The problem code of an answer; None if it is none."""
    return None if answer.is_success else str(answer.json()["code"])
