"""Several processes at once on one database: what may be had once is had once."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable

from sqlalchemy import func, select

from harmony.model import BadgeState, Person
from harmony_server.accounts import passwords
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.accounts.sign_in import Authentication, ClientContext
from harmony_server.accounts.throttle import PER_ACCOUNT_AND_ADDRESS
from harmony_server.store.tables import sessions
from tests.district import LEO, MIA, PASSWORD, SCHOOL_ADDRESS, District
from tests.server.engines import on_both_engines
from tests.server.racing import PROCESSES, Racers

pytestmark = on_both_engines

ROUNDS = 12
HERE = ClientContext(SCHOOL_ADDRESS, None)


def door(district: District) -> Authentication:
    """The door of a district, as a server's process has it."""
    return Authentication(
        district.config, district.store, lambda: district.keys, district.clock, secrets.token_bytes
    )


def with_password(district: District, password: str) -> Callable[[], object]:
    """Mia's coming with a password, to one door, as often as she is called."""
    at_the_door = door(district)
    return lambda: asyncio.run(at_the_door.by_password(MIA.username, password, HERE))


def until_refused(come: Callable[[], object]) -> str:
    """Why somebody is refused at last who comes again and again."""
    while True:
        try:
            come()
        except AccessRefused as refused:
            return refused.code


def guess_wrong(district: District, _number: int) -> list[str]:
    """Guess at one account as often as may be, and give what was answered."""
    guess = with_password(district, "a-wrong-password-9")
    return [until_refused(guess) for _ in range(PER_ACCOUNT_AND_ADDRESS.free)]


def test_guesses_in_several_processes_are_counted_together(district: District, racing: Racers) -> None:
    """T-07, T-19: however many processes take guesses, five at an account are looked at, not five each."""
    answers = [answer for answers in racing.race(district, guess_wrong) for answer in answers]
    assert sorted(answers) == ["too_many_tries"] * (len(answers) - 5) + ["wrong_credentials"] * 5


def issue(district: District, _number: int) -> str:
    """Print somebody's badge."""
    return district.badge(LEO).decimal


def reissue(district: District, _number: int) -> None:
    """Replace somebody's badge, again and again."""
    for _ in range(ROUNDS):
        district.new_badge(LEO)


def test_a_badge_printed_in_several_processes_is_one(district: District, racing: Racers) -> None:
    """T-02, T-19: whoever prints first issues it, and all print the same."""
    assert len(set(racing.race(district, issue))) == 1


def test_one_badge_opens_however_many_are_issued_at_once(district: District, racing: Racers) -> None:
    """T-02, T-19: of all that were issued side by side the last one opens, and no other."""
    racing.race(district, reissue)
    with district.store.read() as tx:
        states = [record.state for record in tx.badges.of(LEO.id)]
    assert len(states) == PROCESSES * ROUNDS
    assert states.count(BadgeState.ISSUED) == 1


BADGE = "badge.txt"
"""Where in the data folder a test leaves the badge that all processes come with."""


def void_or_come(district: District, number: int) -> None:
    """One process ends the badge; the others sign in with it until they are refused."""
    if number == 0:
        district.void(LEO)
        return
    at_the_door, badge = door(district), (district.data / BADGE).read_text("ascii")
    assert until_refused(lambda: asyncio.run(at_the_door.by_badge(badge, HERE))) == "badge_void"


def test_nobody_slips_in_while_their_badge_ends(district: District, racing: Racers) -> None:
    """T-02, T-19: when a void has been acknowledged, no session that the badge began is left, nor comes."""
    for _ in range(ROUNDS):
        (district.data / BADGE).write_text(district.new_badge(LEO).decimal, "ascii")
        racing.race(district, void_or_come)
        assert sessions_of(district, LEO) == 0


def change_or_come(district: District, number: int) -> None:
    """One process sets a new password; the others sign in with the old one until they are refused."""
    if number == 0:
        with district.store.begin() as tx:
            passwords.set_password(tx, MIA.id, passwords.hash_password("pear-river-8"), district.clock())
        return
    assert until_refused(with_password(district, PASSWORD)) == "wrong_credentials"


def test_nobody_slips_in_while_their_password_changes(district: District, racing: Racers) -> None:
    """T-05, T-19: when a new password has been acknowledged, no session of the old one is left, nor comes."""
    racing.race(district, change_or_come)
    assert sessions_of(district, MIA) == 0


def sessions_of(district: District, person: Person) -> int:
    """How many sessions somebody has."""
    with district.store.read() as tx:
        query = select(func.count()).where(sessions.c.person_id == person.id)
        return int(tx.sessions._connection.execute(query).scalar_one())
