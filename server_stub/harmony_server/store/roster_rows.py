"""A roster's values as rows of the tables."""

from __future__ import annotations

from typing import Any

from harmony.model import Enrollment, ExternalId, Person, School, SchoolClass
from harmony.spelling import folded
from harmony_server.store.finding import search_key

Values = dict[str, Any]


def school_row(each: School) -> Values:
    """A school, without when it holds."""
    return {"id": each.id, "name": each.name}


def class_row(each: SchoolClass) -> Values:
    """A class, without when it holds."""
    return {"id": each.id, "title": each.title, "school_id": each.school_id}


def enrollment_row(each: Enrollment) -> Values:
    """An enrollment, without when it holds."""
    return {"class_id": each.class_id, "person_id": each.person_id, "role": each.role.value}


def name_row(name: ExternalId) -> Values:
    """An external id, without when it holds."""
    return {
        "source": name.source,
        "kind": name.kind.value,
        "external_id": name.id,
        "portal_id": name.portal_id,
    }


def person_row(person: Person) -> Values:
    """What stands in the person's own row: grades and schools have others."""
    return {
        "id": person.id,
        "username": person.username,
        "username_key": folded(person.username),
        "given_name": person.given_name,
        "family_name": person.family_name,
        "role": person.role.value,
        "picture": person.picture.name,
        "colour": person.picture.colour,
        "enabled": person.enabled,
        "search_key": search_key(person.given_name, person.family_name, person.username),
    }
