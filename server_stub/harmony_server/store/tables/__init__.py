"""The tables. Every time is UTC in seconds since 1970.

Changing anything here takes a migration in `harmony_server/migrations/versions`; a test compares the two.
"""

from harmony_server.store.tables.badge_secrets import badge_secret_tries, badge_secrets, waiting_sign_ins
from harmony_server.store.tables.base import PORTAL_ID, metadata
from harmony_server.store.tables.door import (
    audit,
    badges,
    credentials,
    grants,
    sessions,
    throttle,
    write_probe,
)
from harmony_server.store.tables.roster import (
    classes,
    enrollments,
    external_ids,
    former_people,
    former_places,
    people,
    person_changes,
    person_grades,
    person_schools,
    roster_imports,
    schools,
)
from harmony_server.store.tables.staff import (
    backup_codes,
    operation_badges,
    operations,
    print_jobs,
    substitute_sessions,
    substitutes,
)

__all__ = [
    "PORTAL_ID",
    "audit",
    "backup_codes",
    "badge_secret_tries",
    "badge_secrets",
    "badges",
    "classes",
    "credentials",
    "enrollments",
    "external_ids",
    "former_people",
    "former_places",
    "grants",
    "metadata",
    "operation_badges",
    "operations",
    "people",
    "person_changes",
    "person_grades",
    "person_schools",
    "print_jobs",
    "roster_imports",
    "schools",
    "sessions",
    "substitute_sessions",
    "substitutes",
    "throttle",
    "waiting_sign_ins",
    "write_probe",
]
