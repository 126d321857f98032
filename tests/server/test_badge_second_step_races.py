"""Second steps of badges at the same moment on several devices, and by the command line."""

from __future__ import annotations

from harmony_server.accounts.badge_secrets import PACE
from tests.district import MIA, District
from tests.server.badge_steps import CHOICE, OTHER, chosen, outcome, shown
from tests.server.command import Command
from tests.server.engines import on_both_engines
from tests.server.racing import PROCESSES, Racers


def test_the_commands(asking: District) -> None:
    """Reset says whether there was one; the doctor names a school where a badge alone would open."""
    run = Command(asking.data)
    chosen(asking)
    for said in ("Forgotten", "There was none"):
        assert said in run("account", "reset-second-step", "--student", MIA.username).stdout
    assert "ok     badges: 2 [[second_step]]" in run("doctor").stdout
    with (asking.data / "district.toml").open("a", encoding="utf-8") as settings:
        settings.write('schools = ["nowhere"]\n')
    assert "wrong  badges: no roster knows the school 'nowhere'" in run("doctor").stdout


def choose_in_a_race(district: District, number: int) -> str:
    """What choosing another PIN than anybody else answers."""
    return outcome(shown(district), {"pin": f"80{number}4"}, CHOICE)


def guess_in_a_race(district: District, _number: int) -> list[str]:
    """What guessing as often as may be answers."""
    client = shown(district)
    return [outcome(client, OTHER) for _ in range(PACE.free)]


@on_both_engines
def test_two_devices_choose_one_secret(asking: District, racing: Racers) -> None:
    """T-74: Of several that choose at once, one is kept, and lets in; the others are told so."""
    asking.badge()
    answers = racing.race(asking, choose_in_a_race)
    assert sorted(answers) == ["ok", *["second_step_set"] * (PROCESSES - 1)]
    with asking.store.read() as tx:
        assert len(tx.sessions.of_person(MIA.id)) == 1


@on_both_engines
def test_guesses_at_once_are_counted_together(asking: District, racing: Racers) -> None:
    """T-73: However many devices guess at the same moment, three guesses are looked at, then all wait."""
    chosen(asking)
    answers = [code for each in racing.race(asking, guess_in_a_race) for code in each]
    assert answers.count("wrong_second_step") == PACE.free
    assert answers.count("too_many_tries") == PROCESSES * PACE.free - PACE.free
