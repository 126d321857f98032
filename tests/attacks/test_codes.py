"""Attacks on the codes that hold what they are good for."""

from __future__ import annotations

import base64

import pytest

from harmony_server.sso import codes
from harmony_server.sso.codes import Code
from harmony_server.store import SignOnRecord
from tests.district import MIA, District
from tests.server.relying_party import install, story

SALT, OTHER = bytes(32), bytes([1] * 32)
SIGN_ON = SignOnRecord("one", "story", "mia", "ab" * 32, "openid", "", "badge", 90.0, 100.0)
CODE = Code(SIGN_ON, "https://stories.example/callback", None, "a nonce")


def rng(count: int) -> bytes:
    """Always the same."""
    return bytes(range(count))


def test_a_code_opens_by_the_key_that_sealed_it_alone() -> None:
    """T-80: what another district sealed, or the same cut short, holds nothing."""
    text = codes.sealed(CODE, SALT, rng)
    assert codes.opened(text, SALT) == CODE
    assert codes.opened(text, OTHER) is None
    for wrong in ("", "x", text[:-4], text[:20], f"{text}AAAA", "€", "A" * 40_000):
        assert codes.opened(wrong, SALT) is None


@pytest.mark.parametrize("place", range(0, 300, 7))
def test_a_code_with_one_letter_changed_is_none(place: int) -> None:
    """T-80: wherever it is."""
    text = codes.sealed(CODE, SALT, rng)
    changed = "A" if text[place] != "A" else "B"
    assert codes.opened(f"{text[:place]}{changed}{text[place + 1 :]}", SALT) is None


def test_nobody_on_the_way_reads_who_it_is_about(district: District) -> None:
    """T-80: an address holds no id of a person or session, also not in base64."""
    install(district)
    code = story(district).code()
    held = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    for known in (MIA.username, MIA.given_name, "openid", "person_id", "story"):
        assert known.encode() not in held
