"""Whatever is in the files, the reader gives a roster or findings, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from harmony.findings import RosterError
from harmony.roster import Options
from tests.unit.oneroster_files import EXPORT, export
from tests.unit.roster_bundles import CLEVER, ONEROSTER_1_2, SDS, files
from tests.unit.staged import read

FILES = sorted(EXPORT)
ENCODINGS = ("cp1252", "utf-16", "utf-16-le", "utf-7", "mac_roman", "idna")
BUNDLES = (EXPORT, ONEROSTER_1_2, CLEVER, SDS)


def reads_or_refuses(files: dict[str, bytes]) -> None:
    """Read files that may be anything; any other error than RosterError fails the test."""
    with suppress(RosterError):
        assert read(files).people


@given(st.sampled_from(FILES), st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_in_a_file(name: str, content: bytes) -> None:
    """A file of random bytes is refused in words."""
    reads_or_refuses({**export(), name: content})


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=100, deadline=None)
def test_any_bytes_inside_a_file(name: str, data: st.DataObject) -> None:
    """A file damaged in one place is read or refused in words."""
    content = EXPORT[name].encode()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 30)))
    damage = data.draw(st.binary(max_size=30))
    reads_or_refuses({**export(), name: content[:start] + damage + content[end:]})


@given(st.sampled_from(FILES), st.binary(max_size=200), st.sampled_from(ENCODINGS))
@settings(max_examples=60, deadline=None)
def test_any_bytes_in_any_encoding(name: str, content: bytes, encoding: str) -> None:
    """Whatever an operator says about how a file is written, it is read or refused in words."""
    with suppress(RosterError):
        assert read({**export(), name: content}, Options(encoding=encoding)).people


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_any_text_in_any_cell(data: st.DataObject) -> None:
    """T-24: a cell of any text, however strange its letters, is read or refused in words."""
    name = data.draw(st.sampled_from(FILES))
    rows = [line.split(",") for line in EXPORT[name].splitlines()]
    row = data.draw(st.sampled_from(rows))
    column = data.draw(st.integers(0, len(row) - 1))
    row[column] = data.draw(st.text(st.characters(codec="utf-8"), max_size=60))
    reads_or_refuses({**export(), name: "\n".join(",".join(row) for row in rows).encode()})


@given(st.dictionaries(st.text(max_size=12) | st.sampled_from(FILES), st.binary(max_size=60), max_size=8))
@settings(max_examples=100, deadline=None)
def test_any_set_of_files(files: dict[str, bytes]) -> None:
    """An export of any files under any names is refused in words."""
    reads_or_refuses(files)


@given(st.sampled_from(BUNDLES), st.data())
@settings(max_examples=100, deadline=None)
def test_any_damage_to_any_format(bundle: Mapping[str, str], data: st.DataObject) -> None:
    """T-24: files of every format, cut and pasted together in any way, are read or refused in words."""
    contents = files(bundle)
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(sorted(contents)))
        whole = contents[name]
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, len(whole)))
        other = data.draw(st.sampled_from([whole, *contents.values()]))
        piece = data.draw(st.sampled_from([b"", b",", b'"', b"\r", b"\0", b"\xff", b";", other[start:end]]))
        contents[name] = whole[:start] + piece + whole[end:]
    reads_or_refuses(contents)
