"""Codes that hold what they are good for, sealed: nothing is written before an app shows one.

A code goes through the browser to the app and comes back from the app's server within a minute. Only who has
the portal's own key can read one or make one (AES-GCM, by a key that follows from the salt of `oidc-keys/`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from harmony.badge.token import encode_base64url
from harmony_server.badges.keys import Rng
from harmony_server.store import SignOnRecord

GOOD_FOR_S = 60
NONCE_BYTES = 12
ABOUT = b"harmony authorization code"
LONGEST = 32_768
"""Characters: with a nonce and claims as long as a request may have them."""


@dataclass(frozen=True)
class Code:
    """What a code is good for."""

    sign_on: SignOnRecord
    redirect_uri: str
    code_challenge: str | None
    nonce: str | None

    def is_over(self, now: float) -> bool:
        """Whether its minute is over."""
        return now >= self.sign_on.created_at + GOOD_FOR_S


def sealed(code: Code, salt: bytes, rng: Rng) -> str:
    """The text that an app is given."""
    nonce = rng(NONCE_BYTES)
    text = json.dumps(asdict(code), separators=(",", ":")).encode()
    return encode_base64url(nonce + _cipher(salt).encrypt(nonce, text, ABOUT))


def opened(text: str, salt: bytes) -> Code | None:
    """What it holds; None for whatever the portal did not seal."""
    if len(text) > LONGEST:
        return None
    try:
        whole = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        told: dict[str, Any] = json.loads(
            _cipher(salt).decrypt(whole[:NONCE_BYTES], whole[NONCE_BYTES:], ABOUT)
        )
    except (InvalidTag, binascii.Error, ValueError):
        return None
    return Code(**told | {"sign_on": SignOnRecord(**told["sign_on"])})


def _cipher(salt: bytes) -> AESGCM:
    return AESGCM(hmac.digest(salt, ABOUT, hashlib.sha256))
