"""A list of ids that are others now: what a vendor gives out who renumbers a district."""

from __future__ import annotations

import csv
from pathlib import Path

from harmony.findings import Finding, RosterError, said
from harmony.roster.findings import Findings
from harmony.spelling import visible

HEADERS = frozenset(("old", "oldid", "old_id", "oldsourcedid", "from"))
"""How the first row begins where it names the columns."""


def read_moved(path: Path) -> tuple[tuple[str, str], ...]:
    """The pairs of old and new ids in a CSV file of two columns, with a header or without.

    Raises RosterError where a row has not two ids, or one is told twice.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise RosterError([Finding(path.name, said('is not UTF-8. Save it as "CSV UTF-8".'))]) from None
    findings, pairs, seen = Findings(), [], (set[str](), set[str]())
    for number, row in enumerate(csv.reader(text.splitlines()), start=1):
        ids = [visible(each) for each in row]
        if not any(ids) or (number == 1 and ids[0].lower().replace(" ", "") in HEADERS):
            continue
        if len(ids) != 2 or not all(ids):
            findings.add(path.name, said("has not two ids: the old one and the new."), row=number)
        elif any(each in known for each, known in zip(ids, seen, strict=True)):
            findings.add(path.name, said("names an id that stood in an earlier row."), row=number)
        else:
            pairs.append((ids[0], ids[1]))
            for each, known in zip(ids, seen, strict=True):
                known.add(each)
    findings.raise_if_any()
    return tuple(pairs)
