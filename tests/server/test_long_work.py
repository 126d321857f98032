"""Nobody at the door waits for what an operator does: a child signs in in the midst of every long work."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from harmony.model import Role
from harmony.roster import RosterClass, RosterEnrollment
from harmony_server import printing
from harmony_server.accounts import passwords
from harmony_server.accounts.sign_in import Authentication, ClientContext
from harmony_server.cli import badge_print
from harmony_server.roster import landing
from harmony_server.store import Store, StoreUnavailable, Transaction
from harmony_server.store.staging import Loader, Staged, Staging, difference
from tests.district import LEO, MIA, SCHOOL_ADDRESS, District
from tests.server.command import Command
from tests.server.engines import on_both_engines
from tests.server.rosters import CURRENT, X_ADA, X_LEO, X_MIA, X_TILDA, imported, stored
from tests.server.test_roster_zip import zipped
from tests.unit.oneroster_files import export

pytestmark = on_both_engines

SHEET = ("badge", "sheet", "--class", "maple-01", "--out", "badges.pdf")
CARD = ("badge", "print", "--student", MIA.username, "--format", "png", "--out", "badge.png")
CHECK = ("roster", "check", "roster.zip", "--accept-removals")
IMPORT = ("roster", "import", "roster.zip", "--accept-removals")
PASSWORD = ("account", "set-password", "--username", MIA.username)


class Child:
    """Signs in by badge whenever some work is done, through a process's own way to the database."""

    def __init__(self, district: District) -> None:
        self.badge = district.badge(LEO).decimal
        self.door = Authentication(
            district.config, district.store, lambda: district.keys, district.clock, secrets.token_bytes
        )
        self.times = 0

    def comes(self) -> None:
        """Sign in; whoever held the right to write would make it wait, and then be refused."""
        asyncio.run(self.door.by_badge(self.badge, ClientContext(SCHOOL_ADDRESS, None)))
        self.times += 1

    def during(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, with the child coming in the midst of it."""

        def both(*arguments: Any, **options: Any) -> Any:
            self.comes()
            return work(*arguments, **options)

        return both


@pytest.fixture
def child(district: District) -> Child:
    """A child with a badge."""
    return Child(district)


@pytest.mark.parametrize(
    ("place", "work", "command"),
    [
        pytest.param(badge_print, "symbol", SHEET, id="the code of a card is drawn"),
        pytest.param(printing, "sheet_pdf", SHEET, id="a sheet is drawn"),
        pytest.param(badge_print, "symbol", CARD, id="a card is drawn"),
        pytest.param(Loader, "load", CHECK, id="a roster to check is read"),
        pytest.param(difference, "compare", CHECK, id="a roster to check is compared"),
        pytest.param(Loader, "load", IMPORT, id="a roster is read"),
        pytest.param(difference, "compare", IMPORT, id="a roster is compared"),
        pytest.param(passwords, "hash_password", PASSWORD, id="a password is hashed"),
    ],
)
def test_no_long_work_holds_the_right_to_write(
    district: District,
    child: Child,
    monkeypatch: pytest.MonkeyPatch,
    place: Any,
    work: str,
    command: tuple[str, ...],
) -> None:
    """R-11: while a command draws, reads, compares or hashes, a child signs in at once."""
    monkeypatch.chdir(district.data)
    zipped(district.data / "roster.zip", export())
    monkeypatch.setattr(place, work, child.during(getattr(place, work)))
    result = Command(district.data)(*command, stdin="a-brand-new-one\n")
    assert result.exit_code == 0, result.output
    assert child.times > 0


NEXT_YEAR = replace(
    CURRENT,
    classes=(RosterClass("maple-02", "Second grade", "maple"), RosterClass("maple-03", "Third", "maple")),
    people=(
        replace(X_MIA, grades=("02",), username=X_LEO.username),
        replace(X_LEO, grades=("03",), username=X_MIA.username),
        replace(X_TILDA, family_name="Oakes-Byrne"),
        replace(X_ADA, external_id="x-new", username="newcomer"),
    ),
    enrollments=(
        RosterEnrollment("maple-02", X_MIA.external_id, Role.STUDENT),
        RosterEnrollment("maple-03", X_LEO.external_id, Role.STUDENT),
    ),
)
"""Of each kind some are new, some others than before, some gone; two have swapped their usernames."""


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Has something done after each transaction of an import, which takes as many as it has rows."""
    once = Store.write_staged
    monkeypatch.setattr(landing, "STEP_ROWS", 1)

    def watch(look: Callable[[], None]) -> None:
        def watched_write(store: Store, staging: Staging, work: Callable[[Transaction], Any]) -> Any:
            result = once(store, staging, work)
            look()
            return result

        monkeypatch.setattr(Store, "write_staged", watched_write)

    return watch


def test_an_import_counts_all_at_once(
    district: District, child: Child, watched: Callable[[Callable[[], None]], None]
) -> None:
    """R-11, T-26: after each step a child signs in, the roster is the old one; at last it is the new."""
    rosters = []

    def look() -> None:
        child.comes()
        rosters.append(stored(district))

    watched(look)
    before = stored(district)
    imported(district, NEXT_YEAR)
    after = stored(district)
    assert after == replace(NEXT_YEAR, people=after.people, classes=after.classes)
    assert set(after.people) == set(NEXT_YEAR.people)
    written = rosters.index(after)
    assert written > 10
    assert rosters == [before] * written + [after] * (len(rosters) - written)


def test_postgresql_keeps_nobody_waiting_for_the_moment_in_which_it_counts(
    district: District, child: Child, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-11: while the last transaction is open, whoever it does not change signs in as if there were none."""
    if engine != "postgresql":
        pytest.skip("SQLite has one writer: there the moment is short.")
    monkeypatch.setattr(Staged, "end_sessions", child.during(Staged.end_sessions))
    others = tuple(replace(each, family_name="Ash") for each in CURRENT.people if each != X_LEO)
    imported(district, replace(CURRENT, people=(X_LEO, *others)))
    assert child.times == 1


class Broken(Exception):
    """The machine fails."""


@pytest.mark.parametrize("step", [1, 5, 12])
def test_an_import_that_breaks_off_was_never_there(
    district: District, watched: Callable[[Callable[[], None]], None], step: int
) -> None:
    """T-26: nobody sees anything of it; the next import clears it away, and is as if it were the first."""
    before, taken = stored(district), 0

    def break_off() -> None:
        nonlocal taken
        taken += 1
        if taken == step:
            raise Broken

    watched(break_off)
    with pytest.raises(Broken):
        imported(district, NEXT_YEAR)
    assert stored(district) == before
    with district.store.read() as tx:
        assert tx.people.by_username("newcomer") is None
        assert tx.people.by_external_id("x-new") == []
    assert imported(district, CURRENT).changes["people"].changed == 0
    assert stored(district) == before
    assert imported(district, NEXT_YEAR).changes["people"].added == 1
    with district.store.read() as tx:
        assert tx.roster.find_remains() is None


def test_a_second_import_is_told_to_wait(district: District) -> None:
    """T-19: two imports would be in each other's way; the right to import ends with whoever holds it."""
    with district.store.importing(), pytest.raises(StoreUnavailable, match="being imported"):
        imported(district, CURRENT)
    assert imported(district, CURRENT).changes["people"].changed == 0
