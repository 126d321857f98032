"""The zip a roster comes in: where its files may stand, and what is refused before it is unpacked."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmony.findings import RosterError
from harmony.roster import zipped as zipped_files
from harmony_server.roster.archive import opened
from tests.unit.oneroster_files import export
from tests.unit.staged import read, read_files


def zipped(path: Path, files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write files as a zip."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    """What is said about a zip that is refused, when it is opened or when its files are taken out."""
    with pytest.raises(RosterError) as caught, opened(path) as files:
        read_files(files)
    return str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test writes its zip."""
    return tmp_path / "roster.zip"


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_of_csv_files_is_a_roster(file: Path, compression: int) -> None:
    """However it is compressed, the files in the zip read as they would alone."""
    with opened(zipped(file, export(), compression)) as files:
        assert read_files(files) == read(export())


@pytest.mark.parametrize("folder", ["export/", "2026/fall/", "export\\"])
def test_all_files_may_stand_in_one_folder(file: Path, folder: str) -> None:
    """Whoever zips a folder gets it inside the zip; that is plain enough."""
    with opened(zipped(file, {folder + name: content for name, content in export().items()})) as files:
        assert read_files(files) == read(export())


def test_what_operating_systems_put_beside_is_passed_over(file: Path) -> None:
    """A Macintosh adds shadows of every file, and nobody means them."""
    shadows = {
        "__MACOSX/._users.csv": b"\x00\x05",
        ".DS_Store": b"\x00",
        "._users.csv": b"",
        "read me.txt": b"hi",
    }
    with opened(zipped(file, export() | shadows)) as files:
        assert set(files) == set(export())


@pytest.mark.parametrize("name", ["../users.csv", "/users.csv", "a/../../users.csv", "..\\users.csv"])
def test_a_path_that_leads_out_is_refused(file: Path, name: str) -> None:
    """T-24: nothing is ever written, and a zip that tries is not trusted with the rest either."""
    files = {name if each == "users.csv" else each: content for each, content in export().items()}
    assert "leads out of it" in refusal(zipped(file, files))


def test_files_in_several_folders_are_refused(file: Path) -> None:
    """Which of two users.csv counts is not for us to guess."""
    files = export() | {"old/users.csv": b""}
    assert "several folders" in refusal(zipped(file, files))


def test_the_same_file_twice_is_refused(file: Path) -> None:
    """A zip may hold one name twice; programs differ in which they take."""
    zipped(file, export())
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("users.csv", "")
    assert "the same file twice" in refusal(file)


def test_a_zip_without_csv_files_is_refused(file: Path) -> None:
    """Somebody chose the wrong file."""
    assert refusal(zipped(file, {"letter.pdf": b"%PDF"})) == "roster.zip: holds no CSV file."


@pytest.mark.parametrize("content", [b"", b"sourcedId,status\n", b"PK\x05\x06", b"PK\x03\x04 not really"])
def test_what_is_no_zip_is_refused(file: Path, content: bytes) -> None:
    """A CSV file under a zip's name, or an empty file, is said to be no zip."""
    file.write_bytes(content)
    assert "not a zip file" in refusal(file)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """A mistyped path is a sentence."""
    assert "cannot be opened: No such file" in refusal(tmp_path / "none.zip")
    assert "holds no CSV file" in refusal(tmp_path)


def test_a_truncated_zip_is_refused(file: Path) -> None:
    """Half a download holds no roster."""
    content = zipped(file, export()).read_bytes()
    file.write_bytes(content[: len(content) // 2])
    assert "not a zip file" in refusal(file)


def test_damage_inside_is_found(file: Path) -> None:
    """A flipped bit in a file's content is found by its checksum."""
    content = bytearray(zipped(file, export(), zipfile.ZIP_STORED).read_bytes())
    content[content.index(b"Adair")] ^= 1
    file.write_bytes(content)
    assert "users.csv in it is damaged" in refusal(file)


@pytest.mark.parametrize("name", [b"\0sers.csv", b".\0ers.csv"])
def test_a_file_without_a_name_is_refused(file: Path, name: bytes) -> None:
    """A name that damage cut off at once, or to a dot, names no file."""
    content = zipped(file, export()).read_bytes()
    file.write_bytes(content.replace(b"users.csv", name))
    assert "has no name" in refusal(file)


def test_unusual_compression_is_refused(file: Path) -> None:
    """Only what every program can pack and unpack is read."""
    assert "Make a plain zip" in refusal(zipped(file, export(), zipfile.ZIP_LZMA))


def test_an_encrypted_zip_is_refused(file: Path) -> None:
    """A password on the zip cannot be guessed; the finding says to leave it off."""
    content = bytearray(zipped(file, export()).read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for start in _occurrences(content, signature):
            content[start + flags] |= 1
    file.write_bytes(content)
    assert "encrypted" in refusal(file)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(file: Path) -> None:
    """T-24: a file that says it unpacks a thousandfold is never opened."""
    bomb = export() | {"users.csv": b"\0" * (64 * 1024 * 1024)}
    assert "which no roster does" in refusal(zipped(file, bomb))


def test_a_zip_bomb_that_lies_about_its_size_is_stopped(file: Path) -> None:
    """T-24: what the directory claims does not decide how much is unpacked."""
    bomb = export() | {"users.csv": b"\0" * (64 * 1024 * 1024)}
    content = bytearray(zipped(file, bomb).read_bytes())
    for start in _occurrences(content, struct.pack("<L", 64 * 1024 * 1024)):
        content[start : start + 4] = struct.pack("<L", 1000)
    file.write_bytes(content)
    assert "users.csv in it is damaged" in refusal(file)


def test_a_file_that_is_too_large_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However honestly it is packed, a file beyond every district's size is not taken into memory."""
    monkeypatch.setattr(zipped_files, "MAX_FILE_BYTES", 100)
    assert "larger than" in refusal(zipped(file, export()))


def test_thousands_of_files_are_refused(file: Path) -> None:
    """A zip of very many files is no roster."""
    many = {f"{number}.csv": b"" for number in range(zipped_files.MAX_ENTRIES + 1)}
    assert "201 files" in refusal(zipped(file, many))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_any_damage_is_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """T-24: whatever bytes of a zip are damaged, the answer is a roster or a RosterError."""
    file = tmp_path_factory.mktemp("zip") / "roster.zip"
    content = bytearray(zipped(file, export()).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(content)
    with suppress(RosterError), opened(file) as files:
        read_files(files)


@given(st.binary(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """A file of random bytes is no roster."""
    file = tmp_path_factory.mktemp("zip") / "roster.zip"
    file.write_bytes(content)
    refusal(file)


def _occurrences(content: bytearray, wanted: bytes) -> list[int]:
    places, start = [], content.find(wanted)
    while start >= 0:
        places.append(start)
        start = content.find(wanted, start + 1)
    return places
