"""Staff from the command line: grants, the first administrator's invitation, ending sessions."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from harmony_server.accounts.invitations import PAGE
from tests.district import ADA, ORIGIN, TILDA, District
from tests.server.command import Command, refused
from tests.server.prints import pages, read_codes
from tests.server.second_steps import ME, code_of
from tests.server.staff_world import staff_client
from tests.server.test_invitations import follow, set_up

ADMINISTRATOR = ("--username", "ada", "--kind", "district_administrator")


@pytest.fixture
def run(today: District) -> Command:
    """The command over the district of today."""
    return Command(today.data)


def test_the_first_administrator_comes_in(today: District, run: Command) -> None:
    """T-65: A grant, then a link: on standard output alone, and with it password and second step are set."""
    assert run("staff", "grant", *ADMINISTRATOR).exit_code == 0
    invited = run("account", "invite", "ada")
    assert invited.exit_code == 0
    url = invited.stdout.strip()
    assert url.startswith(f"{ORIGIN}{PAGE}#")
    client = today.client()
    assert follow(client, url.partition("#")[2]).status_code == 201
    set_up(today, client)
    (grant,) = client.get(ME).json()["grants"]
    assert grant["kind"] == "district_administrator"
    assert "ada" in run("staff", "list").stdout


def test_an_invitation_is_printed(today: District, run: Command, tmp_path: Path) -> None:
    """A page to hand over, for its owner alone, with the link in letters and as a code."""
    run("staff", "grant", *ADMINISTRATOR)
    out = tmp_path / "invitation.pdf"
    answer = run("account", "invite", "ada", "--out", out)
    assert (answer.exit_code, "#" in answer.stdout) == (0, False)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    (page,) = pages(out.read_bytes())
    (code,) = read_codes(page)
    assert code.text.startswith(f"{ORIGIN}{PAGE}#")


def test_whoever_holds_nothing_is_not_invited(run: Command) -> None:
    """The operator is told what to do first, and that children are not of the staff."""
    assert "harmony staff grant" in refused(run("account", "invite", "tilda"))
    assert "not of the staff" in refused(run("account", "invite", "S1001"))


def test_a_grant_is_revoked(today: District, run: Command) -> None:
    """T-66: It is over at once, and so is what its holder has open."""
    grant = ("--username", "tilda", "--kind", "badge_manager", "--school", "maple")
    assert run("staff", "grant", *grant).exit_code == 0
    client = staff_client(today, TILDA)
    assert client.get(ME).status_code == 200
    assert run("staff", "revoke", *grant).exit_code == 0
    assert code_of(client.get(ME)) == "not_signed_in"
    assert "does not hold it" in refused(run("staff", "revoke", *grant))
    assert "tilda" not in run("staff", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--username", "tilda", "--kind", "badge_manager"), "--school"),
        ((*ADMINISTRATOR, "--school", "maple"), "leave --school out"),
        (("--username", "S1001", "--kind", "district_administrator"), "only staff"),
        (("--username", "nobody", "--kind", "district_administrator"), "Nobody has"),
        (("--username", "tilda", "--kind", "badge_manager", "--school", "nowhere"), "No school"),
    ],
)
def test_what_cannot_be_given_is_refused(run: Command, arguments: tuple[str, ...], said: str) -> None:
    """T-33: A grant fits its kind, its school is there, and its holder is of the staff."""
    assert said in refused(run("staff", "grant", *arguments))


def test_sessions_are_ended(today: District, run: Command) -> None:
    """T-61: Somebody who left a screen open is signed out everywhere, by an operator too."""
    run("staff", "grant", *ADMINISTRATOR)
    first, second = staff_client(today, ADA), staff_client(today, ADA)
    assert "2 sessions" in run("account", "end-sessions", "--username", "ada").stdout
    assert code_of(first.get(ME)) == code_of(second.get(ME)) == "not_signed_in"


def test_a_back_up_code_lets_a_child_in_once(today: District, run: Command) -> None:
    """Whoever has the machine can help a child as a teacher can; staff have no such way in."""
    code = run("account", "backup-code", "--student", "S1001").stdout.strip().replace(" ", "")
    body = {"username": "S1001", "backup_code": code}
    assert today.client().post("/api/v1/session", json=body).status_code == 201
    assert today.client().post("/api/v1/session", json=body).status_code == 401
    assert "no student" in refused(run("account", "backup-code", "--student", "tilda"))
