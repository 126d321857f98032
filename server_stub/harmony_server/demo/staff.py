"""The demo district's staff: somebody for each kind of grant, with all it takes to sign in to the console."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from harmony.grants import Grant, GrantKind
from harmony.model import ExternalKind, Person
from harmony_server.accounts import grants, totp
from harmony_server.accounts.sealing import Seal
from harmony_server.demo.people import BADGE_MANAGER, MAPLE, SCHOOL_LEAD
from harmony_server.store import Store, Transaction


@dataclass(frozen=True)
class DemoStaff:
    """Somebody of the staff, and what they are given."""

    role: str
    username: str
    grants: tuple[GrantKind, ...]
    """As they are noted; a teacher's follows from the roster."""


STAFF = (
    DemoStaff("teacher", "rivera", (GrantKind.TEACHER,)),
    DemoStaff("badge_manager", BADGE_MANAGER, (GrantKind.BADGE_MANAGER,)),
    DemoStaff("school_lead", SCHOOL_LEAD, (GrantKind.SCHOOL_LEAD,)),
    DemoStaff("administrator", "okafor", (GrantKind.DISTRICT_ADMINISTRATOR,)),
)


def notes(passwords: Mapping[str, str]) -> Iterable[str]:
    """What `demo.toml` says of the staff, line by line; `passwords` by username."""
    for each in STAFF:
        kinds = ", ".join(f'"{kind.value}"' for kind in each.grants)
        yield from (
            "",
            "[[staff]]",
            f'username = "{each.username}"',
            f'password = "{passwords[each.username]}"',
            f'totp_secret = "{totp.new_secret(secrets.token_bytes)}"',
            f'role = "{each.role}"',
            f"grants = [{kinds}]",
        )


def set_up(store: Store, noted: Iterable[Mapping[str, Any]], pepper: bytes, now: float) -> None:
    """Give the staff that was noted their grants and authenticators."""
    seal = Seal(pepper)
    for entry in noted:
        with store.read() as tx:
            known = tx.people.by_username(entry["username"])
            (school_id,) = tx.external_ids.find(ExternalKind.SCHOOL, MAPLE)
        if known is None:
            continue
        sealed = seal.seal(entry["totp_secret"], owner=known.person.id, rng=secrets.token_bytes)
        kinds = [GrantKind(kind) for kind in entry["grants"] if kind != GrantKind.TEACHER]
        with store.begin() as tx:
            _set_up(tx, known.person, kinds, school_id, sealed, now)


def _set_up(
    tx: Transaction, person: Person, kinds: Iterable[GrantKind], school_id: str, sealed: str, now: float
) -> None:
    for kind in kinds:
        of = None if kind is GrantKind.DISTRICT_ADMINISTRATOR else school_id
        grants.give(tx, person, Grant(kind, of), by=None, now=now, rng=secrets.token_bytes)
    tx.totp.propose(person.id, sealed)
    tx.totp.confirm(person.id, 0, now)
