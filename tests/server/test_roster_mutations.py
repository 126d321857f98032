"""A mutational fuzzer of whole exports, through the database: a roster, or a refusal that leaves the old one.

It runs a few hundred times with a fixed seed. `HARMONY_MUTATIONS=100000` has it run longer, and
`HARMONY_SEED` begin elsewhere; what fails names its seed.
"""

from __future__ import annotations

import io
import os
import random
import secrets
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harmony.findings import RosterError
from harmony_server.roster.outcome import Accepted, MassRemoval
from harmony_server.roster.work import Asked, bring_in
from tests.district import District
from tests.server.rosters import stored
from tests.unit.oneroster_files import EXPORT
from tests.unit.roster_bundles import CLEVER, ONEROSTER_1_2, SDS, files

RUNS = int(os.environ.get("HARMONY_MUTATIONS", "150"))
SEED = int(os.environ.get("HARMONY_SEED", "1"))
BUNDLES: tuple[Mapping[str, str], ...] = (EXPORT, ONEROSTER_1_2, CLEVER, SDS)
TOKENS = (
    b"",
    b",",
    b'"',
    b"\r\n",
    b"\n\n",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"sep=;\n",
    b"tobedeleted",
    b"delta",
    b"NULL",
    b"1.23E+05",
    b"maple",
    b"u1",
    b"\xe2\x80\x8b",
    b"student",
    b"=cmd|' /C calc'!A0",
    b"' OR 1=1 --",
    b"\xf0\x9f\x98\x80" * 40,
)


def cut(content: bytes, rng: random.Random) -> bytes:
    """Without a piece of it."""
    start, end = sorted(rng.choices(range(len(content) + 1), k=2))
    return content[:start] + content[end:]


def doubled(content: bytes, rng: random.Random) -> bytes:
    """With a piece of it twice."""
    start, end = sorted(rng.choices(range(len(content) + 1), k=2))
    return content[:end] + content[start:]


def spliced(content: bytes, rng: random.Random) -> bytes:
    """With something strange in it."""
    place = rng.randrange(len(content) + 1)
    return content[:place] + rng.choice(TOKENS) + content[place + rng.randrange(4) :]


def flipped(content: bytes, rng: random.Random) -> bytes:
    """With a bit the other way round."""
    if not content:
        return content
    place = rng.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << rng.randrange(8)]) + content[place + 1 :]


def shuffled(content: bytes, rng: random.Random) -> bytes:
    """With its lines in another order, the header's among them."""
    lines = content.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (cut, doubled, spliced, flipped, shuffled)


def mutated(rng: random.Random) -> bytes:
    """A zip of some format's export in which one to four things are wrong, or one more in the zip itself."""
    contents = files(rng.choice(BUNDLES))
    for _ in range(rng.randint(1, 4)):
        name = rng.choice(sorted(contents))
        contents[name] = rng.choice(MUTATIONS)(contents[name], rng)
    if rng.random() < 0.1:
        contents.pop(rng.choice(sorted(contents)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    whole = out.getvalue()
    return rng.choice(MUTATIONS)(whole, rng) if rng.random() < 0.1 else whole


@pytest.mark.parametrize("part", range(3))
def test_whatever_comes_is_a_roster_or_a_refusal(district: District, tmp_path: Path, part: int) -> None:
    """T-24, T-26: no traceback; what is refused has changed nothing, what is read is whole."""
    refusals = 0
    before = stored(district)
    for run in range(RUNS // 3):
        seed = f"{SEED}.{part}.{run}"
        path = tmp_path / "mutated.zip"
        path.write_bytes(mutated(random.Random(seed)))  # noqa: S311  decoration
        asked = Asked("sis", accepted=Accepted(removals=True, new_people=True))
        try:
            done = bring_in(district.store, path, asked, now=district.clock(), rng=secrets.token_bytes)
        except Exception as error:
            raise AssertionError(f"HARMONY_SEED={seed}") from error
        after = stored(district)
        if done.refusal:
            assert isinstance(done.refusal, RosterError | MassRemoval)
            assert after == before, seed
            refusals += 1
        else:
            assert after.people, seed
        before = after
    assert 0 < refusals < RUNS // 3
    assert district.store.faults() == []
