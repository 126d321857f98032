"""Sheets of labels from the command line: whose, in which order, on which sheet."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from harmony.badge.token import parse
from harmony_print import layouts
from tests.server.command import Command, imported_district, refused
from tests.server.prints import pages, read_codes
from tests.server.test_roster_zip import zipped
from tests.unit.oneroster_files import EXPORT, export

SMALL = "labels-2-inch"


@pytest.fixture
def run(tmp_path: Path) -> Command:
    """The command on a district with a class of three."""
    run = imported_district(tmp_path)
    names = {"1002": "Ben", "1003": "Ada"}
    users = "".join(
        f"s{key},,,true,maple,student,{key},,{name},Adair,,,,,,,1,\n" for key, name in names.items()
    )
    places = "".join(f"p{key},,,room-12,maple,s{key},student,,,\n" for key in names)
    larger = export(users=EXPORT["users.csv"] + users, enrollments=EXPORT["enrollments.csv"] + places)
    done = run("roster", "import", zipped(tmp_path / "larger.zip", larger))
    assert done.exit_code == 0, done.output
    return run


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where a test writes its sheet."""
    return tmp_path / "badges.pdf"


def badges_on(pdf: Path) -> list[list[str]]:
    """The badges of each page, in no order."""
    return [
        sorted(parse(code.text).badge_id for code in read_codes(page)) for page in pages(pdf.read_bytes())
    ]


@pytest.mark.parametrize(
    "who", [("--class", "room-12"), ("--school", "maple"), ("--grade", "01", "--school", "maple")]
)
def test_a_group_is_printed_on_any_sheet(run: Command, out: Path, who: tuple[str, ...]) -> None:
    """A class, a school, a grade: the same badges again, whichever sheet they are on."""
    found = []
    for layout in (SMALL, "labels-l7164"):
        done = run("badge", "print", *who, "--layout", layout, "--name", "--out", out)
        assert done.exit_code == 0, done.output
        found.append([badge for page in badges_on(out) for badge in page])
        assert "3 badges on" in done.stdout
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert found[0] == found[1]
    assert len(set(found[0])) == 3


def test_small_squares_are_told(run: Command, out: Path) -> None:
    """They are printed all the same; the advice stands on standard error."""
    done = run("badge", "print", "--class", "room-12", "--layout", SMALL, "--out", out)
    assert "under 1.2 mm" in done.stderr
    done = run("badge", "print", "--class", "room-12", "--layout", "labels-l7164", "--out", out)
    assert "mm are hard" not in done.stderr


def test_backs_cover_and_alignment_come_with_them(run: Command, out: Path) -> None:
    """Alignment, cover, then each page of codes and behind it its backs."""
    run(
        "badge",
        "print",
        "--class",
        "room-12",
        "--layout",
        SMALL,
        "--cover",
        "--alignment",
        "--name-on-back",
        "--out",
        out,
    )
    counts = [len(badges) for badges in badges_on(out)]
    assert counts == [0, 0, 3, 0]


def test_a_half_used_sheet_is_used_up(run: Command, out: Path) -> None:
    """Begun at its last label, the first page holds one badge."""
    run("badge", "print", "--class", "room-12", "--layout", SMALL, "--start", "12", "--out", out)
    assert [len(badges) for badges in badges_on(out)] == [1, 2]


def test_every_badge_of_a_sheet_is_on_record(run: Command, out: Path) -> None:
    """T-28: each copy of a key leaves a line in the audit."""
    run("badge", "print", "--class", "room-12", "--layout", SMALL, "--out", out)
    count = sum(map(len, badges_on(out)))
    told = run("audit", "--last", "100").stdout
    assert told.count("badge_printed") == count


def test_a_district_prints_on_a_sheet_of_its_own(run: Command, out: Path) -> None:
    """What it adds is shown beside the portal's own, and taken by name."""
    own = (
        '[[layout]]\nid = "ours"\ntitle = "Our labels"\npaper = "a4"\nlabel = [70, 90]\ngrid = [2, 3]\n'
        'first = [30, 13]\npitch = [80, 90.5]\nform = "above"\n'
    )
    (run.data / "layouts.toml").write_text(own, "utf-8")
    shown = run("badge", "layouts").stdout
    assert all(name in shown for name in (*layouts.built_in(), "Our labels"))
    assert run("badge", "print", "--class", "room-12", "--layout", "ours", "--out", out).exit_code == 0
    (run.data / "layouts.toml").write_text(own.replace("[2, 3]", "[3, 3]"), "utf-8")
    assert "layout ours: the labels reach beyond a4 paper." in refused(run("badge", "layouts"))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "Say who"),
        (("--student", "1001", "--class", "room-12"), "Say who"),
        (("--class", "nowhere"), "No class 'nowhere'"),
        (("--grade", "13"), "There is no grade '13'. There are: PK, KG, 01"),
        (("--grade", "12"), "There are no students of grade 12"),
        (("--school", "nowhere"), "No school 'nowhere' is in the latest roster."),
        (
            ("--class", "room-12", "--layout", "labels"),
            "There is no layout 'labels'. There are: cards-letter",
        ),
        (
            ("--class", "room-12", "--start", "9"),
            "A page of cards-letter has 8 labels, so it cannot begin at 9.",
        ),
    ],
)
def test_what_cannot_be_printed_is_told(run: Command, out: Path, options: tuple[str, ...], says: str) -> None:
    """In words, and nothing is written or issued."""
    assert says in refused(run("badge", "print", *options, "--out", out))
    assert not out.exists()
    assert "badge_issued" not in run("audit", "--last", "100").stdout


def test_a_class_is_in_the_order_of_first_names(run: Command, out: Path) -> None:
    """As small children's teachers sort; read on the sheet from left to right."""
    run("badge", "print", "--class", "room-12", "--layout", SMALL, "--out", out)
    (page,) = pages(out.read_bytes())
    codes = sorted(read_codes(page), key=lambda code: code.position.top_left.x)
    shown = [run("badge", "show", "--student", student).stdout for student in ("1003", "1002", "1001")]
    assert [parse(code.text).badge_id in told for code, told in zip(codes, shown, strict=True)] == [True] * 3
