"""Codes of an authenticator (TOTP, RFC 6238): six digits, another every 30 seconds."""

from __future__ import annotations

import base64
import hmac

import pyotp

from harmony_server.badges.keys import Rng

SECRET_BYTES = 20
"""160 bits, as RFC 4226, section 4, recommends."""
WINDOW = 1
"""Steps before and after the present one whose codes count too: clocks differ, and typing takes a while."""


def new_secret(rng: Rng) -> str:
    """A secret for an authenticator, in base32."""
    return base64.b32encode(rng(SECRET_BYTES)).decode()


def uri(secret: str, *, username: str, portal: str) -> str:
    """What an authenticator scans to take a secret up."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=portal)


def step_of(secret: str, code: str, now: float) -> int | None:
    """The time step whose code this is, of those that count now; None if it is the code of none of them."""
    authenticator = pyotp.TOTP(secret)
    present = int(now) // authenticator.interval
    steps = range(present - WINDOW, present + WINDOW + 1)
    right = [step for step in steps if hmac.compare_digest(authenticator.generate_otp(step), code)]
    return max(right, default=None)
