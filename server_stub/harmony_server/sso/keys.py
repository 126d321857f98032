"""The keys that sign for apps: `oidc-keys/` in the data folder. No badge is signed with them.

    oidc-keys/ring.toml    which keys there are, oldest first
    oidc-keys/<kid>.pem    a private key (PKCS8), readable by its owner alone
    oidc-keys/pairwise     32 random bytes that make each app's ids of people; never changed

The newest key of an algorithm signs. What an older one signed is good for as long as it would have been: it
stays published until then. A `kid` is the key's thumbprint (RFC 7638).
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from harmony_server.badges.keys import KeyRingError, Rng

FOLDER = "oidc-keys"
RING = "ring.toml"
SALT = "pairwise"
SALT_BYTES = 32
RSA_BITS = 2048
PUBLISHED_AFTER_S = 24 * 3600
"""How long a key stays published once another signs: longer than any token lives and any app keeps keys."""

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class SigningKey:
    """One key and since when there is it."""

    kid: str
    alg: str
    private: PrivateKey = field(repr=False)
    created: float

    @property
    def public_jwk(self) -> dict[str, Any]:
        """The public half as a JSON Web Key (RFC 7517)."""
        return _jwk(self.private) | {"kid": self.kid, "alg": self.alg, "use": "sig"}


@dataclass(frozen=True)
class OidcKeys:
    """The keys of a data folder."""

    keys: tuple[SigningKey, ...]
    salt: bytes = field(repr=False)

    @classmethod
    def load(cls, data: Path) -> OidcKeys:
        """Read them; raises KeyRingError."""
        folder = data / FOLDER
        try:
            ring = tomllib.loads((folder / RING).read_text(encoding="utf-8"))
            keys = tuple(_read_key(folder, entry) for entry in ring["key"])
            salt = (folder / SALT).read_bytes()
        except FileNotFoundError as error:
            raise KeyRingError(
                f"{error.filename} is missing. `harmony keys rotate --oidc` makes it."
            ) from None
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise KeyRingError(f"The keys in {folder} cannot be read: {error}") from None
        if len(salt) != SALT_BYTES:
            raise KeyRingError(f"{folder / SALT} must hold {SALT_BYTES} bytes.")
        return cls(keys, salt)

    @classmethod
    def ensure(cls, data: Path, now: float, rng: Rng) -> OidcKeys:
        """Read them, made whole and at once where there are none; raises KeyRingError."""
        if not (data / FOLDER).exists():
            part = data / f"{FOLDER}.{rng(4).hex()}"
            part.mkdir(mode=0o700)
            _write_private(part / SALT, rng(SALT_BYTES))
            _write_ring(part, [_new_key(part, alg, now) for alg in _NEW])
            try:
                part.rename(data / FOLDER)
            except OSError:  # another process was first
                shutil.rmtree(part)
        return cls.load(data)

    @classmethod
    def rotate(cls, data: Path, now: float, rng: Rng) -> OidcKeys:
        """Add a key of each algorithm, which signs from now on; raises KeyRingError."""
        if not (data / FOLDER).exists():
            return cls.ensure(data, now, rng)
        kept = cls.load(data).keys
        _write_ring(data / FOLDER, [*kept, *(_new_key(data / FOLDER, alg, now) for alg in _NEW)])
        return cls.load(data)

    def signing(self, alg: str) -> SigningKey:
        """The key that signs by an algorithm; raises KeyRingError if there is none."""
        found = next((key for key in reversed(self.keys) if key.alg == alg), None)
        if found is None:
            raise KeyRingError(f"There is no key for {alg}. Make one with: harmony keys rotate --oidc")
        return found

    def find(self, kid: object) -> SigningKey | None:
        """A key by its id, published or not."""
        return next((key for key in self.keys if key.kid == kid), None)

    def published(self, now: float) -> list[SigningKey]:
        """The keys that something good may be signed with at a moment."""
        return [
            key for key, until in self._until().items() if until is None or now < until + PUBLISHED_AFTER_S
        ]

    def jwks(self, now: float) -> dict[str, list[dict[str, Any]]]:
        """Their public halves as a JSON Web Key Set (RFC 7517, section 5)."""
        return {"keys": [key.public_jwk for key in self.published(now)]}

    def _until(self) -> Mapping[SigningKey, float | None]:
        """By key, since when a newer one of its algorithm signs."""
        later = {
            key: [each.created for each in self.keys[place + 1 :] if each.alg == key.alg]
            for place, key in enumerate(self.keys)
        }
        return {key: min(times, default=None) for key, times in later.items()}


def _new_rsa() -> PrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)


def _new_ec() -> PrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


_NEW = {"RS256": _new_rsa, "ES256": _new_ec}


def _new_key(folder: Path, alg: str, now: float) -> SigningKey:
    private = _NEW[alg]()
    key = SigningKey(thumbprint(_jwk(private)), alg, private, now)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write_private(folder / f"{key.kid}.pem", pem)
    return key


def _jwk(private: PrivateKey) -> dict[str, Any]:
    if isinstance(private, rsa.RSAPrivateKey):
        return dict(RSAAlgorithm.to_jwk(private.public_key(), as_dict=True))
    return dict(ECAlgorithm.to_jwk(private.public_key(), as_dict=True))


def thumbprint(jwk: Mapping[str, Any]) -> str:
    """A public key's SHA-256 thumbprint (RFC 7638, section 3)."""
    required = {name: jwk[name] for name in ("crv", "e", "kty", "n", "x", "y") if name in jwk}
    canonical = json.dumps(required, sort_keys=True, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()


def _read_key(folder: Path, entry: dict[str, Any]) -> SigningKey:
    kid, alg = entry["kid"], entry["alg"]
    private = serialization.load_pem_private_key((folder / f"{kid}.pem").read_bytes(), password=None)
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) or alg not in _NEW:
        raise ValueError(f"{kid}.pem is no key for {', '.join(_NEW)}")
    if thumbprint(_jwk(private)) != kid:
        raise ValueError(f"{kid}.pem is another key than its name says")
    return SigningKey(kid, alg, private, entry["created"].timestamp())


def _write_ring(folder: Path, keys: Iterable[SigningKey]) -> None:
    """Replace the list whole, so that a server reading it meanwhile sees the old or the new one."""
    text = "".join(
        f'[[key]]\nkid = "{key.kid}"\nalg = "{key.alg}"\ncreated = {_iso(key.created)}\n\n' for key in keys
    )
    part = folder / f"{RING}.part"
    part.unlink(missing_ok=True)
    _write_private(part, text.encode())
    part.replace(folder / RING)


def _write_private(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _iso(time: float) -> str:
    return datetime.fromtimestamp(time, UTC).isoformat(timespec="microseconds")
