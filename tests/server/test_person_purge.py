"""Erasing who left long ago: by the district's own rule, whole, and never without a record."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from harmony_server.roster.erasing import count_gone, erase_gone
from harmony_server.roster.outcome import Accepted
from harmony_server.store.schema import metadata
from tests.district import LARS, LEO, MIA, District, password_body
from tests.server.command import Command, refused
from tests.server.engines import on_both_engines
from tests.server.rosters import CURRENT, imported

pytestmark = on_both_engines

DAY_S = 86_400
WITHOUT_MIA = replace(CURRENT, people=CURRENT.people[1:], enrollments=())


@pytest.fixture
def left(district: District) -> District:
    """The district that Mia has left, who had a badge and sessions and was printed for."""
    district.badge(MIA)
    assert district.client().post("/api/v1/session", json=password_body(MIA)).status_code == 201
    imported(district, WITHOUT_MIA, accepted=Accepted(removals=True))
    return district


def mentions(connection: Connection, who: str) -> set[str]:
    """The tables in which somebody's id stands."""
    return {
        table.name
        for table in metadata.sorted_tables
        if any(who in map(str, row) for row in connection.execute(select(table)))
    }


def erased(district: District, keep_days: int) -> int:
    """Erase who has been gone for so long."""
    return erase_gone(district.store, keep_days=keep_days, now=district.clock())


def test_whoever_left_is_kept_until_the_time_has_passed(left: District) -> None:
    """Not a day earlier: they may be back."""
    left.clock.advance(30 * DAY_S - 60)
    assert erased(left, 30) == 0
    left.clock.advance(120)
    assert count_gone(left.store, keep_days=30, now=left.clock()) == 2  # Lars had left before
    assert erased(left, 30) == 2
    assert erased(left, 30) == 0


def test_nothing_of_them_stays_but_the_record(left: District) -> None:
    """T-25: names, badges, passwords, sessions and external ids are gone; the audit has their id."""
    left.clock.advance(400 * DAY_S)
    with left.store.read() as tx:
        assert {"people", "badges", "credentials", "external_ids"} <= mentions(tx.audit._connection, MIA.id)
    erased(left, 30)
    with left.store.read() as tx:
        assert mentions(tx.audit._connection, MIA.id) == {"audit"}
        assert mentions(tx.audit._connection, LEO.id) > {"people"}
        events = [(each.event, each.person_id) for each in tx.audit.last(2)]
    assert {("person_erased", MIA.id), ("person_erased", LARS.id)} == set(events)
    assert left.store.faults() == []


def test_whoever_is_back_is_not_gone(left: District) -> None:
    """Who is in the latest roster stays, however long they were away."""
    imported(left, CURRENT)
    left.clock.advance(400 * DAY_S)
    erased(left, 30)
    with left.store.read() as tx:
        assert tx.people.get(MIA.id) is not None


def test_the_district_says_how_long(left: District) -> None:
    """Without a rule nobody is erased; `--check` counts."""
    run = Command(left.data)
    assert "keep_gone_days" in refused(run("person", "purge"))
    settings = left.data / "district.toml"
    text = settings.read_text("utf-8")
    rule = "keep_gone_days = 30\n"
    named = re.sub(r"\[server\]\n", f"[server]\n{rule}", text)
    settings.write_text(named if named != text else f"{text}\n[server]\n{rule}", "utf-8")
    assert "2 people have been in no roster" in run("person", "purge", "--check").stdout
    assert "2 people were erased" in run("person", "purge").stdout
    assert "0 people were erased" in run("person", "purge").stdout
