"""What follows from roles and grants: who may hold and give one, and whose session limits apply."""

from __future__ import annotations

import pytest

from harmony.grants import (
    Grant,
    GrantKind,
    holds,
    limits_as,
    looks_after,
    may_give,
    may_hold,
    may_invite,
    teacher_grant,
    teaches,
)
from harmony.model import Enrollment, Person, Picture, Role

TEACHER = Grant(GrantKind.TEACHER, class_ids=frozenset({"room-1"}))
BADGES = Grant(GrantKind.BADGE_MANAGER, school_id="maple")
LEAD = Grant(GrantKind.SCHOOL_LEAD, school_id="maple")
DISTRICT = Grant(GrantKind.DISTRICT_ADMINISTRATOR)
EVERY = (TEACHER, BADGES, LEAD, DISTRICT)


@pytest.mark.parametrize(
    ("kind", "school", "classes"),
    [
        (GrantKind.TEACHER, None, ()),
        (GrantKind.TEACHER, "maple", ("room-1",)),
        (GrantKind.BADGE_MANAGER, None, ()),
        (GrantKind.SCHOOL_LEAD, "", ()),
        (GrantKind.SCHOOL_LEAD, "maple", ("room-1",)),
        (GrantKind.DISTRICT_ADMINISTRATOR, "maple", ()),
    ],
)
def test_a_grant_is_of_what_its_kind_says(
    kind: GrantKind, school: str | None, classes: tuple[str, ...]
) -> None:
    """T-33: a grant that lost its school or classes is none, rather than one of everything."""
    with pytest.raises(ValueError, match=kind.value):
        Grant(kind, school, frozenset(classes))


def test_no_grant_is_nothing() -> None:
    """T-33: whoever holds nothing may nothing, and one grant is not another."""
    for kind in GrantKind:
        assert not holds((), kind)
        assert not holds((), kind, school_id="maple")
    assert not teaches((), "room-1")
    assert not holds((DISTRICT,), GrantKind.SCHOOL_LEAD, school_id="maple")


def test_a_grant_of_a_school_is_of_that_school_alone() -> None:
    """T-33: the badges of another school are another's."""
    assert holds(EVERY, GrantKind.BADGE_MANAGER, school_id="maple")
    assert not holds(EVERY, GrantKind.BADGE_MANAGER, school_id="birch")
    assert not holds(EVERY, GrantKind.BADGE_MANAGER)
    assert holds(EVERY, GrantKind.DISTRICT_ADMINISTRATOR)


def test_a_teacher_may_what_follows_from_the_roster() -> None:
    """The grant names the classes that somebody teaches, not those that they learn in."""
    taught = Enrollment("room-1", "p", Role.TEACHER)
    learnt = Enrollment("room-2", "p", Role.STUDENT)
    grant = teacher_grant(Role.TEACHER, [taught, learnt])
    assert grant == TEACHER
    assert teaches((TEACHER,), "room-1")
    assert not teaches((TEACHER,), "room-2")
    assert teacher_grant(Role.TEACHER, [learnt]) is None


def test_a_student_never_holds_a_grant() -> None:
    """T-33: a slip in a roster, a child as a class's teacher, opens nothing."""
    assert teacher_grant(Role.STUDENT, [Enrollment("room-1", "p", Role.TEACHER)]) is None
    assert {role for role in Role if may_hold(role)} == {Role.TEACHER, Role.ADMINISTRATOR}


def test_only_a_district_administrator_gives_grants() -> None:
    """T-33: and nobody gives a teacher's, which is the roster's to say."""
    for grant in (BADGES, LEAD, DISTRICT):
        assert may_give((DISTRICT,), grant)
        assert not may_give((TEACHER, BADGES), grant)
    assert not may_give(EVERY, TEACHER)


def test_a_school_lead_hands_on_their_schools_badges() -> None:
    """T-33: and neither what they are themselves, nor anything of another school."""
    assert may_give((LEAD,), BADGES)
    for grant in (LEAD, DISTRICT, TEACHER, Grant(GrantKind.BADGE_MANAGER, "birch")):
        assert not may_give((LEAD,), grant)


def test_a_school_lead_invites_who_can_do_less() -> None:
    """T-33: Who has somebody's ways in set anew could be them: never somebody above, or elsewhere."""
    here, elsewhere = staff("maple"), staff("birch")
    assert may_invite((LEAD,), here, (TEACHER, BADGES))
    assert may_invite((DISTRICT,), elsewhere, (LEAD,))
    for grant in (LEAD, DISTRICT, Grant(GrantKind.BADGE_MANAGER, "birch")):
        assert not may_invite((LEAD,), here, (TEACHER, grant))
    assert not may_invite((LEAD,), elsewhere, (TEACHER,))
    assert not may_invite((TEACHER, BADGES), here, ())
    assert looks_after((LEAD,), here)
    assert not looks_after((LEAD,), elsewhere)
    assert looks_after((DISTRICT,), elsewhere)


def staff(school: str) -> Person:
    """Somebody who teaches at a school."""
    return Person("p", "p", "P", "Q", Role.TEACHER, Picture("sun", "sky"), (), frozenset({school}))


@pytest.mark.parametrize(
    ("role", "grants", "limits"),
    [
        (Role.STUDENT, (), Role.STUDENT),
        (Role.AIDE, (), Role.STUDENT),
        (Role.GUARDIAN, (), Role.STUDENT),
        (Role.TEACHER, (), Role.TEACHER),
        (Role.ADMINISTRATOR, (), Role.ADMINISTRATOR),
        (Role.AIDE, (BADGES,), Role.TEACHER),
        (Role.AIDE, (TEACHER,), Role.TEACHER),
        (Role.TEACHER, (TEACHER, BADGES), Role.TEACHER),
        (Role.TEACHER, (TEACHER, LEAD), Role.ADMINISTRATOR),
        (Role.TEACHER, (DISTRICT,), Role.ADMINISTRATOR),
        (Role.STUDENT, (LEAD,), Role.ADMINISTRATOR),
        (Role.ADMINISTRATOR, (TEACHER,), Role.ADMINISTRATOR),
    ],
)
def test_session_limits_follow_from_role_and_grants(
    role: Role, grants: tuple[Grant, ...], limits: Role
) -> None:
    """T-13: the more a session can do, the sooner it ends."""
    assert limits_as(role, grants) is limits
