"""Finding students by any part of a name or number, and all that staff see of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harmony.model import GRADES, Person, School, SchoolClass
from harmony.people.badge_secret import MOST_WRONG, SecondStepRule, SecretKind, rule_for
from harmony_server.accounts import backup_codes, badge_secrets
from harmony_server.settings.config import SessionLimits
from harmony_server.staff import lists
from harmony_server.staff.lists import Moment
from harmony_server.staff.reach import InReach, Reach, student_in_reach
from harmony_server.store import (
    AuditEntry,
    BackupCodeRecord,
    BadgeRecord,
    SessionRecord,
    Sought,
    Transaction,
    plain,
)

FEWEST_LETTERS = 2
"""With fewer nearly everybody is meant."""
MOST_WORDS = 6
MOST_FOUND = 100
SIGN_INS_SHOWN = 20
CHANGES_SHOWN = 50
CHANGES = (
    *lists.CHANGES,
    "badge_printed",
    "badge_exported",
    "temporary_badge",
    "temporary_badge_ended",
    "backup_code",
    "sessions_ended",
    "session_ended",
    "second_step_set",
    "second_step_reset",
    "viewed_as",
    "slip_made",
    "account_claimed",
)
"""What is told of what was done about a student."""


@dataclass(frozen=True)
class Found:
    """A student who was looked for, and where they belong."""

    row: lists.Row
    classes: tuple[SchoolClass, ...]
    school: School | None


@dataclass(frozen=True)
class Change:
    """Something that was done about a student, and by whom."""

    entry: AuditEntry
    by: str | None
    """The name of whoever did it; None for the student themselves, or the operator."""


@dataclass(frozen=True)
class SecondStepOf:
    """What a student's badge asks for."""

    kind: SecretKind
    set_at: float | None
    """None where the student chooses it with the next badge."""
    wrong: int
    """Wrong tries with the badge that was tried most."""
    is_locked: bool


@dataclass(frozen=True)
class Whole:
    """All that staff see of a student."""

    found: Found
    within: InReach
    badges: tuple[BadgeRecord, ...]
    sessions: tuple[SessionRecord, ...]
    sign_ins: tuple[AuditEntry, ...]
    changes: tuple[Change, ...]
    backup_code: BackupCodeRecord | None
    """One that is good just now."""
    second_step: SecondStepOf | None
    """None where the badge alone opens."""
    names: Mapping[str, str]
    """Names of staff, by id."""


def find(
    tx: Transaction,
    reach: Reach,
    at: Moment,
    *,
    text: str = "",
    school_id: str | None = None,
    grade: str | None = None,
    count: int = 50,
) -> tuple[list[Found], bool]:
    """Students whose names and numbers hold every word of a text, and whether there are more of them.

    Nobody for fewer than two letters, unless a school or a grade is given.
    """
    words = tuple(plain(text).split())[:MOST_WORDS]
    narrow = school_id is not None or grade is not None
    if sum(map(len, words)) < FEWEST_LETTERS and (words or not narrow):
        return [], False
    if grade is not None and grade not in GRADES:
        return [], False
    sought = Sought(words=words, school_id=school_id, grade=grade)
    people = tx.students.find(reach.scope, sought, count=count + 1)
    return found(tx, people[:count], at), len(people) > count


def found(tx: Transaction, people: Sequence[Person], at: Moment) -> list[Found]:
    """Students with where they belong, in their order."""
    schools = {school.id: school for school in tx.roster.schools()}
    classes = tx.class_lists.of_students([person.id for person in people])
    return [
        Found(row, tuple(classes.get(row.person.id, ())), _first_school(row.person, schools))
        for row in lists.rows(tx, people, at)
    ]


def whole(
    tx: Transaction,
    reach: Reach,
    at: Moment,
    student_id: str,
    limits: SessionLimits,
    rules: Sequence[SecondStepRule] = (),
) -> Whole:
    """One student with all that happened. Raises OutOfReach.

    `limits` are those of students' sessions, `rules` say whose badge asks for a second step.
    """
    within = student_in_reach(tx, reach, student_id)
    (one,) = found(tx, [within.person], at)
    badges = tuple(tx.badges.of(student_id))
    entries = tx.history.of(student_id, CHANGES, count=CHANGES_SHOWN)
    staff = [*(each.by_id for each in entries), *(each.ended_by for each in badges)]
    names = tx.people.names([each for each in staff if each])
    return Whole(
        one,
        within,
        badges,
        tuple(each for each in tx.sessions.of_person(student_id) if _is_live(each, limits, at.now)),
        tuple(tx.history.of(student_id, ("sign_in",), count=SIGN_INS_SHOWN)),
        tuple(Change(each, names.get(each.by_id or "")) for each in entries),
        backup_codes.live(tx, student_id, at.now),
        _second_step(tx, within.person, rules),
        names,
    )


def _second_step(tx: Transaction, student: Person, rules: Sequence[SecondStepRule]) -> SecondStepOf | None:
    rule = rule_for(rules, tx.door.membership(student)) if rules else None
    if rule is None:
        return None
    secret = badge_secrets.current(tx, student.id, rule)
    wrong = tx.badge_secrets.most_wrong(student.id)
    return SecondStepOf(rule.kind, secret.set_at if secret else None, wrong, wrong >= MOST_WRONG[rule.kind])


def _is_live(session: SessionRecord, limits: SessionLimits, now: float) -> bool:
    return now < min(session.last_seen_at + limits.idle_s, session.created_at + limits.max_s)


def _first_school(person: Person, schools: Mapping[str, School]) -> School | None:
    own = sorted((schools[each] for each in person.school_ids if each in schools), key=lambda one: one.name)
    return own[0] if own else None
