"""Rosters of invented districts as files, in every format that the portal writes."""

from __future__ import annotations

import random
from pathlib import Path

from harmony_server.demo import synthetic
from harmony_server.demo.irregular import irregular as made_irregular
from harmony_server.demo.irregular import style
from harmony_server.roster.export import PLAIN, writable, write_zip


def write_roster(path: Path, *, students: int, format_name: str, seed: int, irregular: bool) -> None:
    """Write a district of so many invented students: the same bytes from the same seed.

    Raises RosterError for a format that cannot be written.
    """
    tables = writable(format_name).write(synthetic.district(students, seed))
    if not irregular:
        write_zip(path, tables, PLAIN)
        return
    rng = random.Random(seed)  # noqa: S311  decoration: nobody is kept out by it
    write_zip(path, made_irregular(tables, rng), style(rng))
