"""`harmony account slips`: for whom they are, and what they void."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
import zxingcpp

from harmony.model import Person, Role
from harmony_words import Language, languages
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
    assert "1 slip." in command("account", "slips", "--student", LEO.username, "--out", out).stdout
    assert out.stat().st_mode & 0o077 == 0
    assert len(pypdfium2.PdfDocument(out)) == 1
    assert "only grades 06" in refused(command("account", "slips", "--student", "S1001", "--out", out))
    assert "Say who" in refused(command("account", "slips", "--out", out))
    assert "no slips in 'xx'" in refused(
        command("account", "slips", "--student", LEO.username, "--language", "xx", "--out", out)
    )


NAMES = ("Đặng Thảo", "محمد", "李小明", "민준", "אבי")


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
def test_every_name_is_printed_in_every_language(
    command: Command, district: District, language: Language
) -> None:
    """Letters of any script beside those of the slip's own; Arabic has the code on the other side."""
    older = [
        Person(f"p-{at}", f"S200{at}", name, name, Role.STUDENT, LEO.picture, ("07",))
        for at, name in enumerate(NAMES)
    ]
    put(district.store, [MIA, *older, replace(LEO, grades=("08",)), TILDA], schools=[MAPLE], classes=[FIRST])
    out = district.data / "slips.pdf"
    command("account", "slips", "--grade", "07", "--language", language.code, "--out", out)
    page = pypdfium2.PdfDocument(out)[0]
    picture = page.render(scale=3).to_pil()
    page.close()
    codes = zxingcpp.read_barcodes(picture)
    assert len(codes) == len(NAMES)
    assert len({code.text for code in codes}) == len(NAMES)
    first_column = min(code.position.top_left.x for code in codes)
    assert (first_column < picture.width / 4) == (language.direction == "rtl")


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
