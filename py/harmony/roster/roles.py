"""Roles as rosters write them, and what each means here."""

from __future__ import annotations

from harmony.model import Role

_WORDS = {
    Role.STUDENT: "student learner pupil",
    Role.TEACHER: "teacher instructor professor faculty lecturer educator primaryteacher coteacher "
    "substituteteacher substitute",
    Role.ADMINISTRATOR: "administrator principal siteadministrator districtadministrator systemadministrator "
    "admin schooladministrator",
    Role.AIDE: "aide proctor paraprofessional teachersaide teacheraide assistant counselor",
    Role.GUARDIAN: "guardian parent relative family",
}
ROLES = {word: role for role, words in _WORDS.items() for word in words.split()}
"""Every word that OneRoster 1.1 and 1.2, Clever and SDS have, and some that are seen beside them."""
