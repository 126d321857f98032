"""Signing in with a badge: every state a badge can be in, and every form it can be sent in."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.testclient import TestClient

from harmony.badge.signing import sign
from harmony.badge.token import BadgeToken
from harmony.model import Person
from harmony_server.badges.keys import KEY_DAYS, KeyRing
from tests.district import CODE, DORA, LARS, LEO, MIA, ORIGIN, District, badge_body
from tests.server.engines import on_both_engines

pytestmark = on_both_engines

DAY_S = 24 * 3600
SESSION = "/api/v1/session"


def code_of(client: TestClient, token: BadgeToken) -> tuple[int, str | None]:
    """Status and problem code of a sign-in."""
    response = client.post(SESSION, json=badge_body(token))
    return response.status_code, response.json().get("code")


@pytest.mark.parametrize(
    "form",
    [
        lambda token: token.jwt,
        lambda token: token.decimal,
        lambda token: f"HTTPS://PORTAL.EXAMPLE/#{token.decimal}",
    ],
    ids=["jwt", "decimal", "link"],
)
def test_every_form_opens_the_dashboard(
    district: District, client: TestClient, form: Callable[[BadgeToken], str]
) -> None:
    """A badge opens as JWT, as the printed number and as the link a phone's camera sees."""
    response = client.post(SESSION, json={"badge": form(district.badge())})
    assert response.status_code == 201
    answer = response.json()
    assert answer["person"].pop("key")
    assert answer == {
        "person": {"given_name": "Miabelle", "role": "student", "picture": "sun", "colour": "sky"},
        "session": {"idle_seconds_left": 3600, "longest_seconds_left": 36000, "away_seconds": 900},
        "search": False,
        "start_here": None,
        "apps": [
            {
                "id": "story",
                "names": {"en": "Story Doors", "es": "Puerta de cuentos"},
                "icon": "/icons/story.svg",
                "background": "sky",
                "category": "read",
                "link": "https://stories.example/start",
                "down": False,
            },
            {
                "id": "numbers",
                "names": {"en": "Number Garden"},
                "icon": None,
                "background": "paper",
                "category": "more",
                "link": "https://numbers.example/",
                "down": False,
            },
        ],
        "ask_who": False,
        "account": False,
        "staff": None,
    }


def test_printing_again_gives_the_same_badge(district: District) -> None:
    """A card lost in the printer is printed again, not replaced."""
    assert district.badge().decimal == district.badge().decimal


def test_a_void_badge_is_told_so(district: District, client: TestClient) -> None:
    """T-02: a voided badge opens no more, however good its signature."""
    token = district.badge()
    assert district.void() is True
    assert code_of(client, token) == (403, "badge_void")
    assert district.void() is False


def test_a_replaced_badge_is_told_so(district: District, client: TestClient) -> None:
    """T-02: a re-issued badge ends the old one; the new one opens."""
    old = district.badge()
    new = district.new_badge()
    assert code_of(client, old) == (403, "badge_replaced")
    assert code_of(client, new) == (201, None)


def test_a_badge_without_record_is_unknown(district: District, client: TestClient) -> None:
    """T-01: a signature alone opens nothing; the district must have issued that very badge."""
    key = district.keys.signing_key
    unrecorded = sign(badge_id="AAAAAAAAAAAA", district=CODE, kid=key.kid, key=key.private)
    assert code_of(client, unrecorded) == (401, "badge_unknown")


def test_another_districts_badge_is_told_so(client: TestClient) -> None:
    """A badge of the town next door is sent there, not called forged."""
    foreign = sign(badge_id="AAAAAAAAAAAA", district="AAAA", kid="01", key=Ed25519PrivateKey.generate())
    assert code_of(client, foreign) == (403, "badge_other_district")


def test_an_unknown_key_is_told_so(client: TestClient) -> None:
    """A badge naming a key that never was is not looked up any further."""
    token = sign(badge_id="AAAAAAAAAAAA", district=CODE, kid="ff", key=Ed25519PrivateKey.generate())
    assert code_of(client, token) == (401, "badge_unknown_key")


def test_a_forged_badge_is_told_so(district: District, client: TestClient) -> None:
    """T-01: the id of a real badge under somebody else's key does not open."""
    real = district.badge()
    forged = sign(badge_id=real.badge_id, district=CODE, kid=real.kid, key=Ed25519PrivateKey.generate())
    assert code_of(client, forged) == (401, "badge_bad_signature")


@pytest.mark.parametrize("person", [DORA, LARS], ids=["disabled", "left"])
def test_a_badge_of_somebody_who_may_not_is_refused(
    district: District, client: TestClient, person: Person
) -> None:
    """T-03: who is switched off in the roster, or gone from it, is not let in by an old card."""
    assert code_of(client, district.badge(person)) == (403, "account_disabled")


def test_a_rotated_key_still_verifies(district: District, client: TestClient) -> None:
    """Rotating keys in the middle of the year leaves every printed badge good, and new ones open at once."""
    before = district.badge()
    assert code_of(client, before) == (201, None)
    KeyRing.rotate(district.data, district.clock(), secrets.token_bytes)
    after = district.badge(LEO)
    assert (before.kid, after.kid) == ("01", "02")
    assert code_of(client, before) == (201, None)
    assert code_of(client, after) == (201, None)
    assert district.badge().decimal == before.decimal


def test_last_years_badge_is_told_so(district: District, client: TestClient) -> None:
    """T-04: a badge dies with its key, and the next printing gives a new one."""
    old = district.badge()
    district.clock.advance(KEY_DAYS * DAY_S - 1)
    assert code_of(client, old) == (201, None)
    KeyRing.rotate(district.data, district.clock(), secrets.token_bytes)
    district.clock.advance(1)
    assert code_of(client, old) == (403, "badge_expired")
    assert code_of(client, district.badge()) == (201, None)


def test_the_last_use_is_kept(district: District, client: TestClient) -> None:
    """A teacher can see when a badge was last used."""
    token = district.badge()
    district.clock.advance(100)
    assert code_of(client, token) == (201, None)
    with district.store.read() as tx:
        record = tx.badges.get(token.badge_id)
    assert record is not None
    assert record.last_used_at == district.clock()


def test_what_happened_is_recorded_by_id(district: District, client: TestClient) -> None:
    """The audit log tells issue, use and end of a badge, and the refusal after it."""
    token = district.badge()
    client.post(SESSION, json=badge_body(token), headers={"Origin": ORIGIN})
    district.void()
    client.post(SESSION, json=badge_body(token))
    with district.store.read() as tx:
        events = [(entry.event, entry.outcome, entry.person_id) for entry in reversed(tx.audit.last(10))]
    assert events == [
        ("badge_issued", "ok", MIA.id),
        ("sign_in", "ok", MIA.id),
        ("badge_ended", "void", MIA.id),
        ("sign_in", "badge_void", MIA.id),
    ]
