"""Several processes at once: what is a second step once is one once."""

from __future__ import annotations

from functools import partial

from harmony_server.accounts.throttle import SECOND_STEPS
from tests.district import TILDA, District
from tests.server.engines import on_both_engines
from tests.server.racing import Racers
from tests.server.second_steps import FACTORS, RECOVERY, code, code_of, type_code, with_totp, wrong
from tests.server.staff_world import people_two_schools, staff_client

pytestmark = on_both_engines

ROUNDS = 3
"""Not more wrong ones than are looked at."""


def outcome_of_code(district: District, _number: int, digits: str) -> str | None:
    """What typing a code in a session of one's own comes to."""
    return code_of(type_code(staff_client(district, TILDA, second_step=False), digits))


def outcome_of_recovery(district: District, _number: int, printed: str) -> str | None:
    """The same of a recovery code."""
    client = staff_client(district, TILDA, second_step=False)
    return code_of(client.post(RECOVERY, json={"code": printed}))


def wrong_as_often_as_may_be(district: District, _number: int, digits: str) -> int:
    """How many wrong codes are looked at before one has to wait."""
    client, looked_at = staff_client(district, TILDA, second_step=False), 0
    while code_of(type_code(client, digits)) == "wrong_second_step":
        looked_at += 1
    return looked_at


def test_a_code_counts_once_whoever_types_it(district: District, racing: Racers) -> None:
    """T-62: Of those who type the same code at the same moment, one gets in."""
    secret = with_totp(people_two_schools(district), TILDA)
    for _ in range(ROUNDS):
        district.clock.advance(60)
        outcomes = racing.race(district, partial(outcome_of_code, digits=code(district, secret)))
        assert sorted(map(str, outcomes)) == ["None", "wrong_second_step", "wrong_second_step"]


def test_a_recovery_code_counts_once_whoever_types_it(district: District, racing: Racers) -> None:
    """T-62: And so it is with a printed one."""
    with_totp(people_two_schools(district), TILDA)
    codes = staff_client(district, TILDA).post(f"{FACTORS}/recovery-codes").json()["codes"]
    for printed in codes[:ROUNDS]:
        outcomes = racing.race(district, partial(outcome_of_recovery, printed=printed))
        assert sorted(map(str, outcomes)) == ["None", "wrong_second_step", "wrong_second_step"]


def test_guesses_in_several_processes_are_counted_together(district: District, racing: Racers) -> None:
    """T-63: However many processes take codes, eight are looked at, not eight each."""
    secret = with_totp(people_two_schools(district), TILDA)
    digits = wrong(district, secret)
    looked_at = racing.race(district, partial(wrong_as_often_as_may_be, digits=digits))
    assert sum(looked_at) == SECOND_STEPS.capacity
