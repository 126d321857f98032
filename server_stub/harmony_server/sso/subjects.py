"""What an app is told of a person: an id that no other app has, and what the district granted it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from typing import Any

from harmony.apps import OidcClient
from harmony.model import GRADES, Person
from harmony_server.store import Transaction

LEAST = ("role", "grade_band")
"""What every app is told beside `sub`."""
SUBJECT_LENGTH = 32
_BANDS = {"PK-2": GRADES[:4], "3-5": GRADES[4:7], "6-8": GRADES[7:10], "9-12": GRADES[10:]}


def subject(salt: bytes, client: OidcClient, person_id: str) -> str:
    """A person's id for one sector of apps (OpenID Connect Core 1.0, section 8.1).

    It stays as long as the person is the same to the portal, whatever a roster calls them; without the salt
    nobody can tell one sector's from another's.
    """
    return _keyed(salt, "sub", client.sector, person_id)


def session_id(salt: bytes, client_id: str, session_hash: str) -> str:
    """A session's id for one app (Back-Channel Logout 1.0, section 2.1)."""
    return _keyed(salt, "sid", client_id, session_hash)


def _keyed(salt: bytes, *parts: str) -> str:
    digest = hmac.digest(salt, "\0".join(parts).encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()[:SUBJECT_LENGTH]


def grade_band(grades: Iterable[str]) -> str | None:
    """Roughly how old somebody is; None for who is in no grade, as staff is."""
    own = set(grades)
    return next((band for band, of in _BANDS.items() if own & set(of)), None)


def claims_of(tx: Transaction, person: Person, client: OidcClient) -> dict[str, Any]:
    """All that an app is told beside `sub`; what a person has not got is left out."""
    told = {name: _CLAIMS[name](tx, person) for name in (*LEAST, *client.claims)}
    return {name: value for name, value in told.items() if value}


def _schools(tx: Transaction, person: Person) -> list[str]:
    return sorted(each.name for each in tx.roster.schools() if each.id in person.school_ids)


def _classes(tx: Transaction, person: Person) -> list[str]:
    own = {each.class_id for each in tx.people.enrollments(person.id)}
    return sorted(each.title for each in tx.roster.classes() if each.id in own)


_CLAIMS: dict[str, Any] = {
    "role": lambda _tx, person: person.role.value,
    "grade_band": lambda _tx, person: grade_band(person.grades),
    "given_name": lambda _tx, person: person.given_name,
    "family_name": lambda _tx, person: person.family_name,
    "name": lambda _tx, person: f"{person.given_name} {person.family_name}".strip(),
    "preferred_username": lambda _tx, person: person.username,
    "grade": lambda _tx, person: ",".join(person.grades),
    "schools": _schools,
    "classes": _classes,
}
