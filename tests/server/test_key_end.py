"""The end of a leaked key, by command: what it takes away, what it leaves, and what it asks first."""

from __future__ import annotations

import secrets
import time

from harmony.model import BadgeState
from harmony_server.accounts import sessions
from harmony_server.badges.keys import KeyRing
from tests.district import LEO, MIA, TILDA, District, badge_body, password_body
from tests.server.command import Command, refused
from tests.server.engines import on_both_engines
from tests.server.test_sessions import SESSION, sign_in, state_of

pytestmark = on_both_engines


def states(district: District) -> list[BadgeState]:
    """The states of all badges that Mia and Leo ever had, newest first."""
    with district.store.read() as tx:
        return [record.state for person in (MIA, LEO) for record in tx.badges.of(person.id)]


def events(district: District) -> list[tuple[str, str]]:
    """What is on record, newest first."""
    with district.store.read() as tx:
        return [(entry.event, entry.outcome) for entry in tx.audit.last(100)]


def test_all_that_a_leaked_key_opened_ends(today: District) -> None:
    """T-42: its badges are void, whoever came in with one is out; passwords and other keys' badges stay."""
    badges = [today.badge(MIA), today.badge(LEO)]
    leaked, owner, other = today.client(), today.client(), today.client()
    token = sign_in(leaked, today)
    assert owner.post(SESSION, json=password_body()).status_code == 201
    KeyRing.rotate(today.data, today.clock(), secrets.token_bytes)
    sign_in(other, today, TILDA)
    done = Command(today.data)("keys", "end", "01", "--yes")
    assert done.exit_code == 0, done.output
    assert "2 badges will have to be printed again, 1 sessions" in done.stdout
    today.clock.time = time.time() + 1
    assert [today.client().post(SESSION, json=badge_body(badge)).json()["code"] for badge in badges] == [
        "badge_expired"
    ] * 2
    assert states(today) == [BadgeState.VOID] * 2
    with today.store.read() as tx:
        assert tx.sessions.get(sessions.token_hash(token)) is None
    assert [state_of(each)[0] for each in (leaked, owner, other)] == [401, 200, 200]
    assert events(today).count(("badge_ended", "void")) == 2
    assert ("key_ended", "01") in events(today)
    assert [key.kid for key in today.keys.keys] == ["01", "02"]
    sign_in(leaked, today)


def test_the_key_that_signs_has_a_successor(today: District) -> None:
    """Nobody is left without a key to print with."""
    assert Command(today.data)("keys", "end", "01", "--yes").exit_code == 0
    today.clock.time = time.time() + 1
    assert today.keys.signing_key.kid == "02"
    sign_in(today.client(), today)


def test_it_says_how_many_are_printed_again_and_asks(today: District) -> None:
    """Nothing is ended unless it is confirmed, by hand or by `--yes`."""
    today.badge(LEO)
    for answer in ("n\n", ""):
        asked = Command(today.data)("keys", "end", "01", stdin=answer)
        assert asked.exit_code == 1
        assert "1 badges will have to be printed again" in asked.stdout
    assert states(today) == [BadgeState.ISSUED]
    assert today.keys.signing_key.kid == "01"
    assert Command(today.data)("keys", "end", "01", stdin="y\n").exit_code == 0
    assert states(today) == [BadgeState.VOID]


def test_an_end_that_broke_off_is_taken_up_again(today: District) -> None:
    """T-42: the door is shut by the ring alone; the command done again puts the rest on record."""
    today.badge(LEO)
    before = KeyRing.end(today.data, "01", today.clock(), secrets.token_bytes)
    assert states(today) == [BadgeState.ISSUED]
    assert Command(today.data)("keys", "end", "01", "--yes").exit_code == 0
    assert states(today) == [BadgeState.VOID]
    assert [key.kid for key in today.keys.keys] == [key.kid for key in before.keys]


def test_a_key_that_is_not_there_cannot_be_ended(today: District) -> None:
    """A slip of the fingers ends nothing."""
    assert "There is no key '09'" in refused(Command(today.data)("keys", "end", "09", "--yes"))
    assert today.keys.signing_key.kid == "01"
