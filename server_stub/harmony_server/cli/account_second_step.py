"""The command `harmony account reset-second-step`."""

from __future__ import annotations

from harmony_server.accounts import badge_secrets
from harmony_server.cli.account_backup_code import StudentOption
from harmony_server.cli.console import say
from harmony_server.cli.district import DATA, DataOption, known_person, now, opened


def reset_second_step(username: StudentOption, data: DataOption = DATA) -> None:
    """Have a student choose their secret number or pictures anew; whoever is in by their badge is out."""
    with opened(data) as district:
        with district.store.read() as tx:
            person = known_person(tx, username).person
        was_set = district.store.write(lambda tx: badge_secrets.reset(tx, person.id, by=None, now=now()))
    if was_set:
        say("Forgotten. With the next badge a new secret is chosen.")
    else:
        say("There was none; the badge stays as it is.")
