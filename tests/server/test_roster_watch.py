"""The folder that rosters are dropped into: taken when whole, moved on with a report, told by exit code."""

from __future__ import annotations

import json
import stat
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from harmony_server.roster.inbox import Inbox
from tests.server.command import Command, imported_district, refused
from tests.server.test_roster_zip import zipped
from tests.unit.oneroster_files import EXPORT, edited, export


@pytest.fixture
def run(tmp_path: Path) -> Command:
    """The command on a district with the small export imported."""
    return imported_district(tmp_path)


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    """The folder."""
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def watched(run: Command, drop: Path) -> tuple[int, str]:
    """Take what is there, once."""
    result = run("roster", "watch", drop, "--once", "--settled", "0")
    return result.exit_code, result.stdout + result.stderr


def names(folder: Path) -> list[str]:
    """What is in a folder, without the times before the names."""
    return sorted(each.name.partition("-")[2] for each in folder.iterdir())


def test_a_roster_that_arrives_is_imported_and_moved_on(run: Command, drop: Path) -> None:
    """A zip and a folder of files, each with its report, which its owner alone can read."""
    new = EXPORT["users.csv"] + "u5,,,true,birch,student,1005,,Noa,Reyes,,,,,,,7,\n"
    zipped(drop / "new.zip", export(users=new))
    assert watched(run, drop)[0] == 0
    (drop / "old").mkdir()
    for name, content in export().items():
        (drop / "old" / name).write_bytes(content)
    assert watched(run, drop)[0] == 0
    done = drop / "done"
    assert names(done) == sorted(
        ["new.zip", "new.zip.report.html", "new.zip.report.json", "old", "old.report.html", "old.report.json"]
    )
    (report,) = done.glob("*new.zip.report.json")
    assert json.loads(report.read_text("utf-8"))["kinds"]["people"]["added"] == 1
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert list(drop.iterdir()) == [done]


def test_a_refused_one_is_told_and_kept_with_its_reasons(run: Command, drop: Path) -> None:
    """The exit code is 1, and the report says what to mend."""
    zipped(drop / "bad.zip", edited("users", "u1,,,true", "u1,,,perhaps"))
    code, said = watched(run, drop)
    assert code == 1
    assert "neither true nor false" in said
    (report,) = (drop / "refused").glob("*.json")
    assert json.loads(report.read_text("utf-8"))["outcome"] == "refused"
    assert watched(run, drop)[0] == 0


def test_the_same_files_again_change_nothing(run: Command, drop: Path, tmp_path: Path) -> None:
    """A system that sends yesterday's export once more is no reason to do anything."""
    before = run("roster", "history").stdout
    (tmp_path / "roster.zip").rename(drop / "again.zip")
    code, said = watched(run, drop)
    assert code == 0
    assert "changed nothing" in said
    assert run("roster", "history").stdout == before


def test_nothing_there_is_no_failure(run: Command, drop: Path) -> None:
    """A timer that comes too early ends well; other files are not touched."""
    (drop / "README.txt").write_text("hello", "utf-8")
    (drop / "half.zip.part").write_bytes(b"PK")
    assert watched(run, drop)[0] == 0
    assert {each.name for each in drop.iterdir()} == {"README.txt", "half.zip.part"}


def test_a_file_is_whole_when_it_grows_no_more(drop: Path) -> None:
    """What is still being sent waits: its time begins anew with every byte."""
    inbox, file = Inbox(drop, settled_s=10), drop / "growing.zip"
    file.write_bytes(b"a")
    assert inbox.whole(100) == []
    assert inbox.whole(109) == []
    file.write_bytes(b"ab")
    assert inbox.whole(110) == []
    assert inbox.whole(119) == []
    assert inbox.whole(120) == [file]


def test_a_link_is_not_followed(drop: Path, tmp_path: Path) -> None:
    """T-24: whoever may drop files there does not choose which files of this machine are read or moved."""
    (drop / "roster.zip").symlink_to(zipped(tmp_path / "elsewhere.zip", export()))
    (drop / "folder").symlink_to(tmp_path, target_is_directory=True)
    assert Inbox(drop, settled_s=0).whole(1) == []


def test_history_and_undo_by_command(run: Command, tmp_path: Path) -> None:
    """What was imported is listed with its figures, and the last of it is taken back."""
    new = EXPORT["users.csv"] + "u5,,,true,birch,student,1005,,Noa,Reyes,,,,,,,7,\n"
    assert run("roster", "import", zipped(tmp_path / "new.zip", export(users=new))).exit_code == 0
    listed = run("roster", "history").stdout
    assert "new.zip" in listed
    assert "+1" in listed
    assert "Import 2 (new.zip) was taken back." in run("roster", "undo").stdout
    assert "takes back 2" in run("roster", "history", "--last", "1").stdout
    assert "taken back already" in refused(run("roster", "undo"))


def test_somebody_is_told_by_mail(run: Command, drop: Path, tmp_path: Path) -> None:
    """What was imported with its figures, what was refused with its reasons; nobody's name, nothing twice."""
    box, settings = tmp_path / "mail", run.data / "district.toml"
    box.mkdir()
    way = f'\n[mail]\nmail_url = "{box.as_uri()}"\nsender = "portal@maple.example"\n'
    command = ("roster", "watch", drop, "--once", "--settled", "0", "--mail", "office@maple.example")
    assert "sends no mail" in refused(run(*command))
    settings.write_text(settings.read_text("utf-8") + way, "utf-8")
    new = EXPORT["users.csv"] + "u5,,,true,birch,student,1005,,Noa,Reyes,,,,,,,7,\n"
    zipped(drop / "new.zip", export(users=new))
    assert run(*command).exit_code == 0
    zipped(drop / "same.zip", export(users=new))
    assert run(*command).exit_code == 0
    zipped(drop / "bad.zip", edited("users", "u1,,,true", "u1,,,perhaps"))
    assert run(*command).exit_code == 1
    mails = [message_from_bytes(each.read_bytes(), policy=default) for each in box.rglob("*.eml")]
    told = {str(mail["Subject"]): mail.get_body(("plain",)) for mail in mails}
    assert set(told) == {"Maple: a roster was imported", "Maple: a roster was refused"}
    text = "".join(str(body.get_content()) for body in told.values() if body)
    assert "new.zip was imported. People who came: 1; who left: 0; of whom something changed: 0." in text
    assert "neither true nor false" in text
    assert not any(name in text for name in ("Noa", "Reyes", "Zoë", "1005"))


def test_the_mail_is_in_a_language_of_the_staff(run: Command, drop: Path, tmp_path: Path) -> None:
    """Whoever looks after the roster may read Spanish; a language without such texts is told at once."""
    box, settings = tmp_path / "mail", run.data / "district.toml"
    box.mkdir()
    way = f'\n[mail]\nmail_url = "{box.as_uri()}"\nsender = "portal@maple.example"\n'
    settings.write_text(settings.read_text("utf-8") + way, "utf-8")
    command = ("roster", "watch", drop, "--once", "--settled", "0", "--mail", "office@maple.example")
    assert "There are: en, es." in refused(run(*command, "--language", "xx"))
    zipped(drop / "new.zip", export(users=EXPORT["users.csv"].replace("Rivera", "Rivera Sol")))
    assert run(*command, "--language", "es").exit_code == 0
    (mail,) = (message_from_bytes(each.read_bytes(), policy=default) for each in box.rglob("*.eml"))
    assert mail["Subject"] == "Maple: se importó un listado"
