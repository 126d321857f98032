"""Secrets that must be read again are kept sealed: who has the database alone cannot read them."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from harmony_server.badges.keys import Rng

NONCE_BYTES = 12
_PURPOSE = b"harmony: second steps, sealed"


class Seal:
    """Seals with AES-GCM (NIST SP 800-38D) under a key derived from the pepper in the data folder."""

    def __init__(self, pepper: bytes) -> None:
        self._cipher = AESGCM(HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(pepper))

    def seal(self, secret: str, *, owner: str, rng: Rng) -> str:
        """Seal a text for one owner: under another's id it does not open."""
        nonce = rng(NONCE_BYTES)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, secret.encode(), owner.encode())).decode()

    def open(self, sealed: str, *, owner: str) -> str | None:
        """The text again; None if it was sealed for another, elsewhere, or altered."""
        try:
            box = base64.b64decode(sealed, validate=True)
            return self._cipher.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], owner.encode()).decode()
        except (binascii.Error, InvalidTag, ValueError):
            return None
