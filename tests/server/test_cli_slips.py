"""`harmony account slips`: for whom they are, and what they void."""

from __future__ import annotations

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest

from harmony.model import Person, Role
from tests.district import FIRST, LEO, MAPLE, MIA, TILDA, District, put
from tests.server.command import Command, refused


@pytest.fixture
def command(district: District) -> Command:
    """The command, where Leo is in seventh grade and Mia in first."""
    older = Person(LEO.id, LEO.username, LEO.given_name, LEO.family_name, Role.STUDENT, LEO.picture, ("07",))
    put(district.store, [MIA, older, TILDA], schools=[MAPLE], classes=[FIRST])
    return Command(district.data)


def test_slips_are_for_the_grades_that_open_accounts(command: Command, district: District) -> None:
    """Eight a page, its owner's alone; whoever has a password from staff gets none."""
    out = district.data / "slips.pdf"
    assert "1 slips" in command("account", "slips", "--student", LEO.username, "--out", out).stdout
    assert out.stat().st_mode & 0o077 == 0
    assert len(pypdfium2.PdfDocument(out)) == 1
    assert "only grades 06" in refused(command("account", "slips", "--student", "S1001", "--out", out))
    assert "Say who" in refused(command("account", "slips", "--out", out))
    assert "no slips in 'xx'" in refused(
        command("account", "slips", "--student", LEO.username, "--language", "xx", "--out", out)
    )


def test_a_new_slip_voids_the_one_before(command: Command, district: District) -> None:
    """T-70: At most one slip of a student opens the account; that it was made is on record."""
    hashes = []
    for language in ("en", "es"):
        out = district.data / f"{language}.pdf"
        arguments = ("--student", LEO.username, "--language", language, "--paper", "a4", "--out", out)
        assert command("account", "slips", *arguments).exit_code == 0
        with district.store.read() as tx:
            slip = tx.slips.of(LEO.id)
        assert slip is not None
        hashes.append(slip.code_hash)
    with district.store.read() as tx:
        assert tx.slips.get(hashes[0]) is None
        assert [entry.event for entry in tx.audit.last(2)] == ["slip_made", "slip_made"]
