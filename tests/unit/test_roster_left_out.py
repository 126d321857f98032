"""What rows say plainly is done, and counted or noted: who is over, unknown, or has no place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from harmony.model import Role
from harmony.roster import Roster, RosterEnrollment
from tests.unit.oneroster_files import EXPORT, edited, export
from tests.unit.staged import read
from tests.unit.test_roster_forgiven import ANA, CHI, HEADER, RIGHT, ZOE, parts, users

DIFFERENT: dict[str, tuple[dict[str, bytes], Callable[[Roster], Roster], str]] = {
    # what is odd: (the files, what the roster then is, why rows were left out or what was noted)
    "a leaver whose row is still there": (
        edited("users", "u1,,,true", "u1,tobedeleted,2026-11-01T00:00:00Z,false"),
        lambda roster: replace(roster, people=roster.people[1:], enrollments=roster.enrollments[1:]),
        "gone 1, enrollment 1",
    ),
    "inactive, as OneRoster 1.0 says it": (
        edited("users", "u1,,,true", "u1,inactive,,true"),
        lambda roster: replace(roster, people=roster.people[1:], enrollments=roster.enrollments[1:]),
        "gone 1, enrollment 1",
    ),
    "a class that is over": (
        edited("classes", "room-12,,", "room-12,tobedeleted,"),
        lambda roster: replace(roster, classes=(), enrollments=()),
        "class 1, enrollment 2",
    ),
    "an enrollment that is over": (
        edited("enrollments", "e1,,", "e1,tobedeleted,"),
        lambda roster: replace(roster, enrollments=roster.enrollments[1:]),
        "enrollment 1",
    ),
    "one student's grade is none": (
        edited("users", ",1,\n", ",99,\n"),
        lambda roster: replace(roster, people=(replace(roster.people[0], grades=()), *roster.people[1:])),
        '"99" is no grade',
    ),
    "a role that nobody knows": (
        edited("users", ",student,", ",astronaut,"),
        lambda roster: replace(roster, people=roster.people[1:], enrollments=roster.enrollments[1:]),
        "unknown role 1, enrollment 1",
    ),
    "an aide and their enrollments": (
        export(
            users=EXPORT["users.csv"] + "u5,,,true,maple,aide,helper,,Kim,Ito,,,,,,,,\n",
            enrollments=EXPORT["enrollments.csv"] + "e3,,,room-12,maple,u5,aide,,,\n",
        ),
        lambda roster: roster,
        "aide 1, enrollment 1",
    ),
    "another role in one class": (
        edited("enrollments", "u2,teacher", "u2,student"),
        lambda roster: replace(
            roster,
            enrollments=(roster.enrollments[0], RosterEnrollment("room-12", "u2", Role.STUDENT)),
        ),
        "",
    ),
    "a teacher with a row for each school": (
        users(HEADER, ZOE, ANA.replace('"maple,birch"', "maple"), ANA.replace('"maple,birch"', "birch"), CHI),
        lambda roster: roster,
        "the same of one id again",
    ),
    "a class without a title": (
        edited("classes", "room-12,,,Room 12", "room-12,,,"),
        lambda roster: replace(roster, classes=(replace(roster.classes[0], title="room-12"),)),
        "called by its id",
    ),
    "a class whose school is gone": (
        export(
            orgs=EXPORT["orgs.csv"].replace("birch,,", "birch,tobedeleted,"),
            users=EXPORT["users.csv"].replace('"maple,birch"', "maple"),
            classes=EXPORT["classes.csv"] + "room-1,,,Room 1,01,math,,homeroom,,birch,fall\n",
        ),
        lambda roster: replace(
            roster,
            schools=roster.schools[:1],
            people=(roster.people[0], replace(roster.people[1], schools=("maple",)), roster.people[2]),
        ),
        "school 1, class 1",
    ),
    "a student of no school": (
        edited("users", "u1,,,true,maple", "u1,,,true,"),
        lambda roster: replace(roster, people=(replace(roster.people[0], schools=()), *roster.people[1:])),
        "belongs to no school",
    ),
    "no classes yet": (
        export(
            classes=EXPORT["classes.csv"].splitlines()[0],
            enrollments=EXPORT["enrollments.csv"].splitlines()[0],
        ),
        lambda roster: replace(roster, classes=(), enrollments=()),
        "nothing below it",
    ),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_what_it_says_is_read_and_told(what: str) -> None:
    """What a row says plainly is done, nothing else is lost, and it is counted or noted."""
    files, meant, told = DIFFERENT[what]
    roster = read(files)
    assert parts(roster) == parts(meant(RIGHT))
    left_out = dict(re.findall(r"([a-z ]+?) (\d+)(?:, )?", told)) if re.search(r" \d+$", told) else {}
    counts = {why.strip(): int(count) for why, count in left_out.items()}
    assert {why: n for why, n in roster.skipped.items() if why != "guardian"} == counts
    assert counts or told in "\n".join(map(str, roster.warnings))
