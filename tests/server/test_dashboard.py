"""The dashboard's answer: what it tells a page beyond the apps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from harmony.apps import load
from harmony.model import Person, Role
from harmony_server.accounts.sessions import TimeLeft
from harmony_server.api.dashboard import dashboard_of
from harmony_words import LANGUAGES
from tests.district import LEO, MIA, TILDA, District, password_body

PINNED = """
[[app]]
id = "story"
name = "Story Doors"
link = "/story"
[app.who]
everyone = true
[[start_here]]
app = "story"
from = {en = "Ms. Rivera", es = "la Sra. Rivera"}
[start_here.who]
roles = ["student"]
"""


def answer(district: District, person: Person) -> Any:
    """What a person's dashboard says under a catalogue with a pin for students."""
    left = TimeLeft(idle_s=60, longest_s=3600)
    with district.store.read() as tx:
        membership = tx.door.membership(person)
    return dashboard_of(person, membership, left, load(PINNED, LANGUAGES), district.config).model_dump(
        by_alias=True
    )


def test_what_is_pinned_says_whom_it_is_from(district: District) -> None:
    """A pin comes with the app's id and the sender in every language; whoever has none gets null."""
    sender = {"en": "Ms. Rivera", "es": "la Sra. Rivera"}
    assert answer(district, MIA)["start_here"] == {"app": "story", "from": sender}
    assert answer(district, TILDA)["start_here"] is None


@pytest.mark.parametrize(
    ("role", "grades", "search"),
    [
        (Role.STUDENT, ("PK",), False),
        (Role.STUDENT, ("02",), False),
        (Role.STUDENT, ("02", "03"), True),
        (Role.STUDENT, ("12",), True),
        (Role.STUDENT, (), False),
        (Role.TEACHER, (), True),
    ],
)
def test_who_reads_is_offered_a_search(
    district: District, role: Role, grades: tuple[str, ...], search: bool
) -> None:
    """Students up to second grade find their apps by picture and by ear."""
    assert answer(district, replace(MIA, role=role, grades=grades))["search"] is search


def test_a_person_s_key_names_nobody(district: District, client: TestClient) -> None:
    """T-41: It is the same at each visit, another for each person, and holds nothing of who they are."""
    key = client.post("/api/v1/session", json=password_body()).json()["person"]["key"]
    assert (
        key
        == client.get("/api/v1/dashboard").json()["person"]["key"]
        == answer(district, MIA)["person"]["key"]
    )
    assert key != answer(district, LEO)["person"]["key"]
    assert len(key) == 22
    assert MIA.id not in key
