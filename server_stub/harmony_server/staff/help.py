"""Help for a child who is locked out: a back-up code, a temporary badge, a password, a new secret.

Each of these asks first whether the child is in reach and whether that much may be done with them.
"""

from __future__ import annotations

from collections.abc import Mapping

from harmony_server.accounts import backup_codes, badge_secrets, passwords, sessions
from harmony_server.accounts.backup_codes import BackupCode
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.badges import lifecycle
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.badges.lifecycle import IssuedBadge
from harmony_server.staff.lists import CHANGES
from harmony_server.staff.reach import Asker, InReach, Right, student_in_reach
from harmony_server.store import Transaction

LONGEST_HOURS = 12
"""How long a temporary badge opens at most: a school day."""


class ChangedMeanwhile(AccessRefused):
    """A student is not any more as the page showed them: somebody else did something."""

    def __init__(self, student_id: str) -> None:
        super().__init__("changed_meanwhile")
        self.student_id = student_id


def give_code(
    tx: Transaction, asker: Asker, student_id: str, *, pepper: bytes, now: float, rng: Rng
) -> BackupCode:
    """A back-up code for a student, which ends the one before.

    Raises OutOfReach, MissingGrant, and TooManyCodes.
    """
    student = student_in_reach(tx, asker.reach, student_id, Right.BACKUP_CODE).person
    return backup_codes.make(tx, student.id, pepper=pepper, by=asker.id, note=asker.note, now=now, rng=rng)


def end_code(tx: Transaction, asker: Asker, student_id: str, *, now: float) -> None:
    """End a student's back-up code; raises OutOfReach, MissingGrant."""
    student = student_in_reach(tx, asker.reach, student_id, Right.BACKUP_CODE).person
    backup_codes.end(tx, student.id, by=asker.id, now=now)


def temporary_badge(
    tx: Transaction, asker: Asker, student_id: str, *, keys: KeyRing, hours: int, rng: Rng, seen: int | None
) -> tuple[InReach, IssuedBadge, float]:
    """A badge that opens for some hours beside the printed one, and until when.

    Raises OutOfReach, MissingGrant, ChangedMeanwhile, and KeyRingError when every key has expired.
    """
    student = student_in_reach(tx, asker.reach, student_id, Right.TEMPORARY_BADGE)
    check_seen(tx, {student_id: seen})
    until = keys.now + hours * 3600
    issued = lifecycle.issue_temporary(tx, student_id, keys, until, rng, by=asker.id)
    return student, issued, until


def end_temporary_badge(tx: Transaction, asker: Asker, student_id: str, *, now: float) -> None:
    """End a student's temporary badge; raises OutOfReach, MissingGrant."""
    student_in_reach(tx, asker.reach, student_id, Right.TEMPORARY_BADGE)
    lifecycle.end_temporary(tx, student_id, now, by=asker.id)


def set_password(
    tx: Transaction, asker: Asker, student_id: str, password_hash: str, *, now: float, seen: int | None
) -> InReach:
    """Set a young student's password; raises OutOfReach, MissingGrant, ChangedMeanwhile."""
    student = student_in_reach(tx, asker.reach, student_id, Right.NEW_PASSWORD)
    check_seen(tx, {student_id: seen})
    passwords.set_password(tx, student_id, password_hash, now, by=asker.id)
    return student


def reset_second_step(
    tx: Transaction, asker: Asker, student_id: str, *, now: float, seen: int | None
) -> None:
    """Have a student choose anew what their badge asks for.

    Raises OutOfReach, MissingGrant, ChangedMeanwhile.
    """
    student_in_reach(tx, asker.reach, student_id, Right.RESET_SECOND_STEP)
    check_seen(tx, {student_id: seen})
    badge_secrets.reset(tx, student_id, by=asker.id, now=now)


def end_sessions(
    tx: Transaction, asker: Asker, student_id: str, session_id: str | None, *, now: float
) -> None:
    """End all sessions of a student, or one; raises OutOfReach, for a session that is none of theirs too."""
    student_in_reach(tx, asker.reach, student_id, Right.END_SESSIONS)
    if session_id is not None:
        sessions.end_by_public_id(tx, student_id, session_id, now=now, by=asker.id)
        return
    tx.people.lock(student_id)
    tx.sessions.end_of_people([student_id])
    tx.audit.add("sessions_ended", "ok", now=now, person_id=student_id, by=asker.id)


def check_seen(tx: Transaction, seen: Mapping[str, int | None]) -> None:
    """Lock students, and raise ChangedMeanwhile unless each is as it was seen, where that is told."""
    tx.people.lock(*seen)
    look_whether_seen(tx, seen)


def look_whether_seen(tx: Transaction, seen: Mapping[str, int | None]) -> None:
    """The same in a transaction that only reads."""
    versions = tx.history.newest(list(seen), CHANGES)
    for who, version in seen.items():
        if version is not None and version != versions.get(who, 0):
            raise ChangedMeanwhile(who)
