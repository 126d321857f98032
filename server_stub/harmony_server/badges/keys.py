"""The keys that sign a district's badges: `keys/` in its data folder.

    keys/ring.toml    which keys there are, and until when each is good
    keys/<kid>.pem    an Ed25519 private key (PKCS8), readable by its owner alone
    keys/pepper       32 random bytes that keep what the throttle stores from being guessed back

The newest live key signs; every live key verifies. A key serves one school year, and its badges with it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from jwt.algorithms import OKPAlgorithm

FOLDER = "keys"
KEY_DAYS = 400
"""How long a key is good: a school year and the weeks around it."""
PEPPER_BYTES = 32
MAX_KEYS = 256
"""A badge names its key in one byte."""

_KID = re.compile(r"[0-9a-f]{2}")

Rng = Callable[[int], bytes]
"""Gives so many random bytes: `secrets.token_bytes` outside of tests."""


class KeyRingError(Exception):
    """The folder of keys cannot be used; the text says what to mend."""


@dataclass(frozen=True)
class Key:
    """One key and when it is good."""

    kid: str
    private: Ed25519PrivateKey
    public: Ed25519PublicKey
    created: float
    not_after: float

    def is_live(self, now: float) -> bool:
        """Whether badges signed with this key still open."""
        return now < self.not_after


@dataclass(frozen=True)
class KeyRing:
    """A district's keys as they stand at one moment, `now`."""

    keys: tuple[Key, ...]
    """Every key there ever was, oldest first."""
    pepper: bytes
    now: float

    @classmethod
    def load(cls, data: Path, now: float) -> KeyRing:
        """Read the keys of a data folder; raises KeyRingError."""
        folder = data / FOLDER
        try:
            ring = tomllib.loads((folder / "ring.toml").read_text(encoding="utf-8"))
            keys = tuple(_read_key(folder, entry) for entry in ring["key"])
            pepper = (folder / "pepper").read_bytes()
        except FileNotFoundError as error:
            raise KeyRingError(f"{error.filename} is missing. `harmony init` makes the keys.") from None
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise KeyRingError(f"The keys in {folder} cannot be read: {error}") from None
        if len(pepper) != PEPPER_BYTES:
            raise KeyRingError(f"{folder / 'pepper'} must hold {PEPPER_BYTES} bytes.")
        return cls(keys, pepper, now)

    @classmethod
    def create(cls, data: Path, now: float, rng: Rng) -> KeyRing:
        """Make the folder with a first key; raises KeyRingError if there is one already."""
        folder = data / FOLDER
        try:
            folder.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            raise KeyRingError(f"{folder} is there already.") from None
        _write_new(folder / "pepper", rng(PEPPER_BYTES))
        return _add_key(data, (), now, rng)

    @classmethod
    def rotate(cls, data: Path, now: float, rng: Rng) -> KeyRing:
        """Add a key that signs from now on; what the others signed stays good until they expire."""
        return _add_key(data, cls.load(data, now).keys, now, rng)

    @classmethod
    def end(cls, data: Path, kid: str, now: float, rng: Rng) -> KeyRing:
        """End a key now; where it was the one that signs, a new one takes its place. Raises KeyRingError."""
        ring = cls.load(data, now)
        if ring.find(kid) is None:
            known = ", ".join(key.kid for key in ring.keys)
            raise KeyRingError(f"There is no key {kid!r}. There are: {known}")
        signed = [key.kid for key in ring.keys if key.is_live(now)][-1:]
        # Whole seconds, as the ring is written: rounded up, the key would be good for the rest of one.
        keys = tuple(
            replace(key, not_after=min(key.not_after, int(now))) if key.kid == kid else key
            for key in ring.keys
        )
        if signed in ([], [kid]):
            return _add_key(data, keys, now, rng)
        _write_ring(data / FOLDER / "ring.toml", keys)
        return cls.load(data, now)

    def at(self, now: float) -> KeyRing:
        """The same keys at another moment."""
        return replace(self, now=now)

    @property
    def signing_key(self) -> Key:
        """The newest live key; raises KeyRingError when every key has expired."""
        live = [key for key in self.keys if key.is_live(self.now)]
        if not live:
            raise KeyRingError("Every key has expired. Make a new one with: harmony keys rotate")
        return live[-1]

    def find(self, kid: str) -> Key | None:
        """A key by its id, live or not."""
        return next((key for key in self.keys if key.kid == kid), None)

    def public_keys(self) -> Mapping[str, Ed25519PublicKey]:
        """What verifies badges now, by kid."""
        return {key.kid: key.public for key in self.keys if key.is_live(self.now)}

    def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """The live public keys as a JSON Web Key Set (RFC 7517, RFC 8037)."""
        return {
            "keys": [
                OKPAlgorithm.to_jwk(key, as_dict=True) | {"kid": kid, "alg": "EdDSA", "use": "sig"}
                for kid, key in self.public_keys().items()
            ]
        }


def _add_key(data: Path, keys: tuple[Key, ...], now: float, rng: Rng) -> KeyRing:
    folder = data / FOLDER
    private = Ed25519PrivateKey.from_private_bytes(rng(32))
    key = Key(_next_kid(keys), private, private.public_key(), now, now + KEY_DAYS * 86400)
    _write_new(
        folder / f"{key.kid}.pem",
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
    _write_ring(folder / "ring.toml", (*keys, key))
    return KeyRing.load(data, now)


def _next_kid(keys: tuple[Key, ...]) -> str:
    number = max((int(key.kid, 16) for key in keys), default=0) + 1
    if number >= MAX_KEYS:
        raise KeyRingError("Every key id has been used; a new data folder is needed.")
    return f"{number:02x}"


def _read_key(folder: Path, entry: dict[str, Any]) -> Key:
    kid, created, not_after = entry["kid"], entry["created"], entry["not_after"]
    if not _KID.fullmatch(kid):
        raise ValueError("a kid is 2 lower-case hexadecimal digits")
    private = serialization.load_pem_private_key((folder / f"{kid}.pem").read_bytes(), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise ValueError(f"{kid}.pem is not an Ed25519 key")
    return Key(kid, private, private.public_key(), created.timestamp(), not_after.timestamp())


def _write_ring(path: Path, keys: tuple[Key, ...]) -> None:
    """Replace the list whole, so that a server reading it meanwhile sees the old or the new one."""
    text = "".join(
        f'[[key]]\nkid = "{key.kid}"\ncreated = {_iso(key.created)}\nnot_after = {_iso(key.not_after)}\n\n'
        for key in keys
    )
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    _write_new(part, text.encode())
    part.replace(path)


def _write_new(path: Path, content: bytes) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # badges are printed with this key next
    except FileExistsError:
        raise KeyRingError(f"{path} is there already: is another command at work?") from None


def _iso(time: float) -> str:
    return datetime.fromtimestamp(time, UTC).isoformat(timespec="seconds")
