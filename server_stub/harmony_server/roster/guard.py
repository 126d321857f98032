"""What no export should do in a day: very many people of a school, a whole school or all teachers vanish."""

from __future__ import annotations

from sqlalchemy import Connection

from harmony_server.store.staging import figures

MAX_LOST = 3
MAX_LOST_SHARE = 0.1
"""More people of a school than both of these do not leave at once; an export that lost a filter does that."""


def vanishing(connection: Connection) -> list[str]:
    """A clause for each reason why a difference is more likely broken than true; empty if there is none."""
    said = []
    for each in figures.losing(connection):
        where = each.school or "no school"
        if each.there > 1 and each.losing == each.there:
            said.append(f"all {each.there:,} people of {where}")
        elif each.losing > max(MAX_LOST, MAX_LOST_SHARE * each.there):
            said.append(f"{each.losing:,} of {each.there:,} people of {where}")
    there, losing = figures.losing_teachers(connection)
    if there > 1 and losing == there:
        said.append(f"all {there:,} teachers")
    return said
