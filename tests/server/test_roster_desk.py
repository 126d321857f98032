"""What the console does with rosters: kept files are looked at, applied, listed and taken back."""

from __future__ import annotations

import secrets
import stat
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest

from harmony.findings import RosterError
from harmony_server.roster import desk
from harmony_server.roster.outcome import Accepted, MassRemoval
from harmony_server.roster.uploads import KEEP_S, MAX_FILES, NoSuchUpload, Uploads
from harmony_server.roster.work import Asked, Done
from tests.district import ADA, TILDA, District
from tests.server.engines import on_both_engines
from tests.server.rosters import CURRENT, imported, stored
from tests.unit.oneroster_files import export

pytestmark = on_both_engines

ASKED = Asked(accepted=Accepted(removals=True), by=ADA.id)


@pytest.fixture
def uploads(district: District) -> Uploads:
    """The rosters that wait in the district."""
    return Uploads(district.data)


def zipped() -> bytes:
    """The small export as one file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in export().items():
            archive.writestr(name, content)
    return out.getvalue()


def pieces(content: bytes) -> Iterator[bytes]:
    """A body as it comes in."""
    for start in range(0, len(content), 1000):
        yield content[start : start + 1000]


def kept(uploads: Uploads) -> str:
    """The small export, handed over as a zip."""
    return uploads.keep([("Export.ZIP", pieces(zipped()))], secrets.token_bytes)


def looked_at(district: District, uploads: Uploads, upload_id: str, asked: Asked = ASKED) -> Done:
    """What importing it would do."""
    return desk.preview(
        district.store, uploads, upload_id, asked, now=district.clock(), rng=secrets.token_bytes
    )


def applied(district: District, uploads: Uploads, upload_id: str, asked: Asked = ASKED) -> Done:
    """Import it."""
    return desk.apply(
        district.store, uploads, upload_id, asked, now=district.clock(), rng=secrets.token_bytes
    )


def test_a_roster_is_looked_at_then_applied_then_taken_back(district: District, uploads: Uploads) -> None:
    """The preview changes nothing and says what applying does; who did it is in the history."""
    before, upload_id = stored(district), kept(uploads)
    previewed = looked_at(district, uploads, upload_id)
    assert stored(district) == before
    done = applied(district, uploads, upload_id)
    assert previewed.changes == done.changes
    assert done.report.outcome == "imported"
    with pytest.raises(NoSuchUpload):
        uploads.roster(upload_id)
    desk.undo(district.store, accept_removals=True, now=district.clock(), by=TILDA.id)
    assert set(stored(district).people) == set(before.people)
    undone, first, *_ = desk.history(district.store, 9)
    assert (first.by_id, undone.by_id, undone.undoes) == (ADA.id, TILDA.id, first.version)


def test_csv_files_may_come_one_by_one(district: District, uploads: Uploads) -> None:
    """A folder's files picked together are one roster, as a zip of them is."""
    upload_id = uploads.keep(
        [(name, pieces(content)) for name, content in export().items()], secrets.token_bytes
    )
    one = looked_at(district, uploads, upload_id)
    other = looked_at(district, uploads, kept(uploads))
    assert one.changes is not None
    assert other.changes is not None
    assert one.changes.changes == other.changes.changes


def test_the_guard_can_be_overruled_after_looking(district: District, uploads: Uploads) -> None:
    """T-26: what takes the door from a school is refused until somebody has said so."""
    upload_id = kept(uploads)
    guarded = Asked(by=ADA.id)
    assert isinstance(looked_at(district, uploads, upload_id, guarded).refusal, MassRemoval)
    assert isinstance(applied(district, uploads, upload_id, guarded).refusal, MassRemoval)
    assert applied(district, uploads, upload_id).refusal is None


def test_what_was_looked_at_under_another_roster_is_not_applied(district: District, uploads: Uploads) -> None:
    """The nightly import came in between: what was read on the screen is no longer true."""
    upload_id = kept(uploads)
    looked_at(district, uploads, upload_id)
    imported(district, CURRENT, source="other")
    with pytest.raises(desk.RosterMovedOn):
        applied(district, uploads, upload_id)
    looked_at(district, uploads, upload_id)
    assert applied(district, uploads, upload_id).refusal is None


def test_nothing_is_applied_that_was_not_looked_at(district: District, uploads: Uploads) -> None:
    """An id of nothing, of a path, or of files that nobody saw."""
    for upload_id in ("x" * 20, "../../etc", "", kept(uploads)):
        with pytest.raises(NoSuchUpload):
            applied(district, uploads, upload_id)


@pytest.mark.parametrize(
    "names",
    [
        [],
        ["roster.txt"],
        ["../users.csv.exe"],
        [".csv"],
        ["a.zip", "b.zip"],
        ["a.zip", "users.csv"],
        ["users.csv", "USERS.csv"],
        [f"{n}.csv" for n in range(MAX_FILES + 1)],
    ],
)
def test_only_one_zip_or_csv_files_are_kept(district: District, uploads: Uploads, names: list[str]) -> None:
    """T-24: anything else is refused in words, and nothing of it stays."""
    with pytest.raises(RosterError):
        uploads.keep([(name, [b"x"]) for name in names], secrets.token_bytes)
    assert list((district.data / "uploads").iterdir()) == []


def test_too_much_is_refused_while_it_comes(
    district: District, uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T-24: not one piece more is written than is allowed."""
    monkeypatch.setattr("harmony_server.roster.uploads.MAX_BYTES", 2500)
    with pytest.raises(RosterError, match="too large"):
        uploads.keep([("users.csv", pieces(b"x" * 10_000))], secrets.token_bytes)
    assert list((district.data / "uploads").iterdir()) == []


def test_what_waits_is_its_owners_alone_and_not_for_long(district: District, uploads: Uploads) -> None:
    """T-25: children's names do not lie about."""
    upload_id = kept(uploads)
    place = district.data / "uploads" / upload_id
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    uploads.expire(place.stat().st_mtime + KEEP_S - 60)
    assert uploads.roster(upload_id).exists()
    uploads.expire(place.stat().st_mtime + KEEP_S + 60)
    with pytest.raises(NoSuchUpload):
        uploads.roster(upload_id)
