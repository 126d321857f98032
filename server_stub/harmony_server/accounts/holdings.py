"""What the portal holds about one person, whole: for the person, and for whoever answers for it.

Secrets are told of, never shown: that there is a password, and since when.
"""

from __future__ import annotations

from typing import Any

from harmony.model import ExternalKind, Person
from harmony_server.store import Transaction

LAST_EVENTS = 1000
"""The newest events of a person's record that are told."""


def holdings_of(tx: Transaction, person: Person) -> dict[str, Any]:
    """Everything stored about a person, as plain values; times in seconds since 1970."""
    schools = {each.id: each.name for each in tx.roster.schools()}
    classes = {each.id: each.title for each in tx.roster.classes()}
    credential, recovery = tx.credentials.get(person.id), tx.recovery.of(person.id)
    slip, secret = tx.slips.of(person.id), tx.badge_secrets.get(person.id)
    return {
        "id": person.id,
        "username": person.username,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "role": person.role.value,
        "grades": list(person.grades),
        "picture": person.picture.name,
        "colour": person.picture.colour,
        "enabled": person.enabled,
        "schools": sorted(schools[each] for each in person.school_ids if each in schools),
        "classes": sorted(
            classes[each.class_id] for each in tx.people.enrollments(person.id) if each.class_id in classes
        ),
        "external_ids": [
            {"source": each.source, "id": each.id}
            for each in tx.external_ids.of(ExternalKind.PERSON, person.id)
        ],
        "password_set_at": credential.changed_at if credential else None,
        "badge_second_step": {"kind": secret.kind, "set_at": secret.set_at} if secret else None,
        "recovery_address": recovery.address,
        "recovery_address_waiting": recovery.pending,
        "slip_until": slip.expires_at if slip else None,
        "badges": [
            {"state": each.state.value, "issued_at": each.issued_at, "last_used_at": each.last_used_at}
            for each in tx.badges.of(person.id)
        ],
        "sessions": [
            {"device": each.device, "begun_at": each.created_at, "last_seen_at": each.last_seen_at}
            for each in tx.sessions.of_person(person.id)
        ],
        "grants": [each.grant.kind.value for each in tx.grants.held_by(person.id)],
        "events": [
            {"at": each.at, "event": each.event, "outcome": each.outcome, "by": each.amr}
            for each in tx.audit.about(person.id, LAST_EVENTS)
        ],
    }
