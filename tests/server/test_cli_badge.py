"""Badges from the command line: printing, printing again, ending."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from harmony.badge.token import parse
from harmony_server.settings.config import load
from tests.server.command import Command, imported_district, refused
from tests.server.prints import badge_texts
from tests.server.test_roster_zip import zipped
from tests.unit.oneroster_files import EXPORT, edited, export


@pytest.fixture
def run(tmp_path: Path) -> Command:
    """The command on a district with the small export imported."""
    return imported_district(tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where a test writes its badge."""
    return tmp_path / "badge.png"


def printed(run: Command, out: Path, *more: str, student: str = "1001") -> str:
    """Print a badge as PNG and read what it says."""
    result = run("badge", "print", "--student", student, "--format", "png", "--out", out, *more)
    assert result.exit_code == 0, result.output
    with Image.open(out) as image:
        (code,) = zxingcpp.read_barcodes(image)
    return code.text


def height_of(png: Path) -> int:
    """The height of a picture in pixels."""
    with Image.open(png) as image:
        return image.height


def test_a_badge_is_printed_for_its_owner_alone_to_read(run: Command, out: Path) -> None:
    """T-28: the file holds a badge of this district as a link, and nobody else can open it."""
    text = printed(run, out)
    assert text.startswith("HTTPS://PORTAL.EXAMPLE/#")
    assert parse(text).district == load(run.data).code
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize(("form", "begins"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("pdf", b"%PDF")])
def test_every_format_is_written(run: Command, out: Path, form: str, begins: bytes) -> None:
    """The file is what `--format` says, whatever it is called."""
    run("badge", "print", "--student", "u1", "--format", form, "--out", out)
    assert out.read_bytes().startswith(begins)


def test_printing_again_gives_the_same_badge(run: Command, out: Path) -> None:
    """A lost print is replaced by the same badge, byte for byte; both work."""
    first = printed(run, out)
    content = out.read_bytes()
    assert printed(run, out) == first
    assert out.read_bytes() == content


def test_every_print_is_on_record(run: Command, out: Path) -> None:
    """T-28: a copy of a key leaves a line in the audit, also when the badge is not a new one."""
    printed(run, out)
    printed(run, out)
    events = [line.split()[2] for line in run("audit", "--last", "3").stdout.splitlines()[1:]]
    assert events == ["badge_printed", "badge_printed", "badge_issued"]


def test_after_voiding_another_badge_is_printed(run: Command, out: Path) -> None:
    """A void badge stays in the list, and the next print is a new one."""
    first = printed(run, out)
    assert "is void" in run("badge", "void", "--student", "1001").stdout
    assert "no badge that works" in run("badge", "void", "--student", "1001").stdout
    assert printed(run, out) != first
    states = re.findall(r" 01 +(\w+)", run("badge", "show", "--student", "1001").stdout)
    assert sorted(states) == ["issued", "void"]


def test_the_list_of_badges_holds_no_badge(run: Command, out: Path) -> None:
    """What opens the door is the signature, and that is shown nowhere."""
    token = parse(printed(run, out))
    shown = run("badge", "show", "--student", "1001").output
    assert token.badge_id in shown
    assert token.decimal not in shown
    assert token.jwt.split(".")[2] not in shown


def test_a_card_has_a_name_only_when_asked(run: Command, out: Path) -> None:
    """Without `--name` the card is shorter by the line for it."""
    printed(run, out)
    bare = height_of(out)
    printed(run, out, "--name")
    assert height_of(out) > bare


def test_small_squares_are_printed_with_a_warning(run: Command, out: Path) -> None:
    """What many cameras cannot read is advised against, not refused."""
    small = run("badge", "print", "--student", "u1", "--format", "svg", "--out", out, "--module-mm", "1.0")
    assert small.exit_code == 0
    assert "hard to read" in small.stderr
    usual = run("badge", "print", "--student", "u1", "--format", "svg", "--out", out)
    assert usual.stderr == ""


@pytest.mark.parametrize("size", ["0.5", "6", "large", "nan"])
def test_sizes_out_of_range_are_refused(run: Command, out: Path, size: str) -> None:
    """A size no card is printed at is not a command, and nothing is written."""
    result = run("badge", "print", "--student", "u1", "--format", "svg", "--out", out, "--module-mm", size)
    assert result.exit_code == 2
    assert not out.exists()


def test_a_name_that_cannot_be_drawn_is_refused(run: Command, out: Path, tmp_path: Path) -> None:
    """No badge with empty boxes is written; without the name it can be printed."""
    run("roster", "import", zipped(tmp_path / "new.zip", edited("users", "Zoë", "ᠮ")))
    result = run("badge", "print", "--student", "u1", "--format", "png", "--out", out, "--name")
    assert "cannot draw ᠮ (U+182E)" in refused(result)
    assert not out.exists()
    assert printed(run, out)


def test_nobody_without_the_door_gets_a_badge(run: Command, out: Path, tmp_path: Path) -> None:
    """Who is switched off, or not in the latest roster, is refused with the reason."""
    result = run("badge", "print", "--student", "okafor", "--format", "png", "--out", out)
    assert "switched off" in refused(result)
    left = edited("users", "u3,,,false,d,administrator,okafor,,Chi,Okafor,,,,,,,,\n", "")
    run("roster", "import", zipped(tmp_path / "new.zip", left))
    result = run("badge", "print", "--student", "u3", "--format", "png", "--out", out)
    assert "not in the latest roster" in refused(result)


def test_a_place_that_cannot_be_written_is_a_sentence(run: Command, tmp_path: Path) -> None:
    """A missing folder, or a folder in the file's place, is named; no part of a file is left."""
    missing = run("badge", "print", "--student", "u1", "--format", "png", "--out", tmp_path / "no" / "b.png")
    assert "There is no folder" in refused(missing)
    (tmp_path / "taken").mkdir()
    taken = run("badge", "print", "--student", "u1", "--format", "png", "--out", tmp_path / "taken")
    assert "directory" in refused(taken)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_class_is_printed_on_sheets(run: Command, out: Path, paper: str) -> None:
    """The sheet holds the badge of each student of the class, the same as printed alone; no teacher's."""
    sheet = out.with_suffix(".pdf")
    result = run("badge", "sheet", "--class", "room-12", "--out", sheet, "--paper", paper, "--name")
    assert "1 badges" in result.stdout
    assert badge_texts(sheet) == [printed(run, out)]
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600


def test_a_name_that_no_font_has_stops_no_class(run: Command, out: Path, tmp_path: Path) -> None:
    """Everybody's badge is printed; whose name is to be written by hand is said, by student id."""
    classmates = {"u5": ("1005", "ᠮᠠ"), "u6": ("1006", "Ana"), "u7": ("1007", "علی")}
    users = "".join(
        f"{who},,,true,maple,student,{name},,{given},Li,,,,,,,1,\n"
        for who, (name, given) in classmates.items()
    )
    places = "".join(f"e-{who},,,room-12,maple,{who},student,,,\n" for who in classmates)
    files = export(users=EXPORT["users.csv"] + users, enrollments=EXPORT["enrollments.csv"] + places)
    run("roster", "import", zipped(tmp_path / "new.zip", files))
    sheet = out.with_suffix(".pdf")
    result = run("badge", "sheet", "--class", "room-12", "--out", sheet, "--name")
    assert result.exit_code == 0
    assert "names of 1005. Write them by hand" in result.stderr
    assert "ᠮ" not in result.output
    assert len(badge_texts(sheet)) == 4
    assert run("badge", "sheet", "--class", "room-12", "--out", sheet).stderr == ""


def test_sheets_that_cannot_be_made_are_refused(run: Command, out: Path) -> None:
    """A class that nobody is in, and cards larger than the paper, are sentences."""
    assert "No class 'room-99'" in refused(run("badge", "sheet", "--class", "room-99", "--out", out))
    too_large = run("badge", "sheet", "--class", "room-12", "--out", out, "--module-mm", "5")
    assert "Choose a smaller --module-mm" in refused(too_large)
    assert not out.exists()
