"""Who may do what: every operation below `/api/v1/staff/` and `/api/v1/admin/`, by its operationId.

A new operation is given its line here, or `test_who_may` fails. A line says who may, how lately they must
have done their second step, and what a right request is made of. `{name}` in a path or body stands for one of
`THINGS`, which the tests fill in: with one within reach, with another's, with one that never was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from harmony.grants import GrantKind
from harmony_server.accounts.second_step import Need
from tests.district import FIRST, MAPLE, MIA, TILDA
from tests.server.staff_world import (
    BRUNO,
    FOREIGN,
    MISSING,
    Thing,
    grant_id,
    operation_id,
    passkey_id,
    preview_id,
    print_job_id,
    session_id,
    substitute_id,
)

ANY = frozenset(GrantKind)
TEACHER, MANAGER = GrantKind.TEACHER, GrantKind.BADGE_MANAGER
LEAD, ADMINISTRATOR = GrantKind.SCHOOL_LEAD, GrantKind.DISTRICT_ADMINISTRATOR
LEADS = frozenset({LEAD, ADMINISTRATOR})


@dataclass(frozen=True)
class Rule:
    """Who may do something, and how it is asked for."""

    who: frozenset[GrantKind]
    need: Need = Need.DONE
    body: Mapping[str, Any] | None = None
    query: str = ""
    answers: int = 200
    """The status for whoever may, about what is theirs."""
    all_within_reach: frozenset[GrantKind] = frozenset({ADMINISTRATOR})
    """For whom nothing that is there is out of reach."""


WHO_MAY: Mapping[str, Rule] = MappingProxyType(
    {
        "staff_me": Rule(ANY, Need.NONE),
        "second_step_totp": Rule(ANY, Need.NONE, body={"code": "000000"}, answers=401),
        "second_step_recovery": Rule(ANY, Need.NONE, body={"code": "none"}, answers=401),
        "second_step_passkey_options": Rule(ANY, Need.NONE),
        "second_step_passkey": Rule(ANY, Need.NONE, body={"credential": {}}, answers=401),
        "staff_factors": Rule(ANY, Need.SET_UP),
        "propose_totp": Rule(ANY, Need.SET_UP, answers=201),
        "confirm_totp": Rule(ANY, Need.SET_UP, body={"code": "000000"}, answers=401),
        "remove_totp": Rule(ANY, Need.SET_UP, answers=204),
        "new_passkey_options": Rule(ANY, Need.SET_UP),
        "add_passkey": Rule(ANY, Need.SET_UP, body={"credential": {}, "name": "x"}, answers=401),
        "remove_passkey": Rule(ANY, Need.SET_UP, answers=204, all_within_reach=frozenset()),
        "new_recovery_codes": Rule(ANY, Need.SET_UP, answers=403),
        "invite": Rule(LEADS, Need.FRESH, body={"person_id": "{person_id}"}, answers=201),
        "admin_people": Rule(LEADS),
        "admin_audit": Rule(LEADS),
        "admin_audit_csv": Rule(LEADS),
        "admin_sign_ins": Rule(frozenset({ADMINISTRATOR})),
        "admin_keys": Rule(frozenset({ADMINISTRATOR})),
        "admin_apps": Rule(frozenset({ADMINISTRATOR})),
        "admin_app": Rule(frozenset({ADMINISTRATOR})),
        "add_app": Rule(
            frozenset({ADMINISTRATOR}),
            Need.FRESH,
            body={"id": "new", "name": {"en": "New"}, "kind": "link", "link": "https://new.example/"},
            answers=201,
        ),
        "change_app": Rule(frozenset({ADMINISTRATOR}), Need.FRESH, body={"down": {"en": "Being mended"}}),
        "set_app_icon": Rule(frozenset({ADMINISTRATOR}), Need.FRESH, answers=422),
        "remove_app": Rule(frozenset({ADMINISTRATOR}), Need.FRESH, body={}),
        "undo_apps": Rule(frozenset({ADMINISTRATOR}), Need.FRESH, answers=409),
        "rotate_app_secret": Rule(frozenset({ADMINISTRATOR}), Need.FRESH, answers=422),
        "admin_settings": Rule(frozenset({ADMINISTRATOR})),
        "give_grant": Rule(
            LEADS,
            Need.FRESH,
            body={"person_id": "{person_id}", "kind": "badge_manager", "school_id": "{school_id}"},
            answers=201,
        ),
        "take_grant_back": Rule(LEADS, Need.FRESH, answers=204),
        "staff_sessions": Rule(ANY),
        "staff_lettering": Rule(ANY, body={"texts": ["Ana"]}),
        "end_staff_session": Rule(ANY, answers=204, all_within_reach=frozenset()),
        "staff_classes": Rule(ANY),
        "staff_class": Rule(ANY),
        "staff_students": Rule(ANY, query="?q=mia"),
        "staff_student": Rule(ANY),
        "give_backup_code": Rule(ANY, answers=201),
        "end_backup_code": Rule(ANY, answers=204),
        "give_temporary_badge": Rule(ANY, body={"hours": 2}, answers=201),
        "end_temporary_badge": Rule(ANY, answers=204),
        "suggest_password": Rule(ANY - {MANAGER}),
        "set_student_password": Rule(ANY - {MANAGER}, body={"kind": "words"}, answers=201),
        "reset_second_step": Rule(ANY, answers=204),
        "end_student_sessions": Rule(ANY, answers=204),
        "end_student_session": Rule(ANY, answers=204),
        "void_badges": Rule(ANY, body={"students": ["{student_id}"], "reason": "lost"}),
        "layouts": Rule(ANY),
        "print_badges": Rule(ANY, body={"class_id": "{class_id}", "layout": "cards-letter"}),
        "print_job": Rule(ANY, all_within_reach=frozenset()),
        "stop_print_job": Rule(ANY, answers=204, all_within_reach=frozenset()),
        "print_job_pdf": Rule(ANY, Need.FRESH, all_within_reach=frozenset()),
        "news": Rule(ANY),
        "staff_record": Rule(ANY),
        "view_as": Rule(ANY - {MANAGER}),
        "preview_roster": Rule(frozenset({ADMINISTRATOR}), Need.FRESH, answers=201),
        "apply_roster": Rule(
            frozenset({ADMINISTRATOR}), Need.FRESH, body={"accept_removals": None}, answers=422
        ),
        "held_rosters": Rule(frozenset({ADMINISTRATOR})),
        "look_at_held_roster": Rule(frozenset({ADMINISTRATOR}), Need.FRESH),
        "drop_roster": Rule(frozenset({ADMINISTRATOR}), Need.FRESH, answers=204),
        "roster_imports": Rule(frozenset({ADMINISTRATOR})),
        "undo_roster": Rule(frozenset({ADMINISTRATOR}), Need.FRESH, body={"accept_removals": True}),
        "badge_counts": Rule(ANY - {TEACHER}),
        "give_substitute": Rule(
            ANY - {MANAGER},
            body={"class_id": "{class_id}", "until": "2026-09-22T12:00:00Z", "name": "Jo Field"},
            answers=201,
        ),
        "substitutes": Rule(ANY),
        "end_substitute": Rule(ANY, answers=204),
        "look_at_slips": Rule(ANY - {MANAGER}, body={"class_id": "{class_id}"}),
        "print_slips": Rule(ANY - {MANAGER}, body={"class_id": "{class_id}"}, answers=422),
        "operations": Rule(ANY),
        "undo_operation": Rule(ANY, all_within_reach=frozenset()),
    }
)

THINGS: Mapping[str, Thing] = MappingProxyType(
    {
        "student_id": Thing(lambda _d, _p: MIA.id, lambda _d, _p: FOREIGN["student_id"]),
        "class_id": Thing(lambda _d, _p: FIRST.id, lambda _d, _p: FOREIGN["class_id"]),
        "school_id": Thing(lambda _d, _p: MAPLE.id, lambda _d, _p: FOREIGN["school_id"]),
        "person_id": Thing(lambda _d, _p: TILDA.id, lambda _d, _p: FOREIGN["person_id"]),
        "session_id": Thing(session_id, lambda district, _p: session_id(district, BRUNO)),
        "student_session_id": Thing(lambda district, _p: session_id(district, MIA), session_id),
        "job_id": Thing(print_job_id, lambda district, _p: print_job_id(district, BRUNO)),
        "preview_id": Thing(preview_id, lambda _d, _p: MISSING),
        "substitute_id": Thing(
            lambda district, _p: substitute_id(district, TILDA, FIRST.id),
            lambda district, _p: substitute_id(district, BRUNO, FOREIGN["class_id"]),
        ),
        "operation_id": Thing(operation_id, lambda district, _p: operation_id(district, BRUNO)),
        "app_id": Thing(lambda _d, _p: "story", lambda _d, _p: MISSING),
        "grant_id": Thing(grant_id, lambda district, _p: grant_id(district, BRUNO)),
        "passkey_id": Thing(passkey_id, lambda district, _p: passkey_id(district, BRUNO)),
    }
)
