"""Usernames compared by what is seen: wide letters, kinds of digits, invisible characters make no difference.

The keys that usernames are found by are made anew, and invisible characters leave external ids, as they now
do when a roster is read. It stands here as it was at the time: nothing of the program is imported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point of Unicode 15.1."""


def upgrade() -> None:
    """Fold the usernames, then clean the external ids."""
    _fold_usernames()
    _clean_external_ids()


def _fold_usernames() -> None:
    people = sa.table("people", *map(sa.column, ("id", "username", "username_key", "active")))
    connection = op.get_bind()
    rows = connection.execute(sa.select(people).order_by(people.c.id)).mappings().all()
    for person_id, key in _keys(rows).items():
        connection.execute(sa.update(people).where(people.c.id == person_id).values(username_key=key))


def _keys(rows: Iterable[Mapping[Any, Any]]) -> Mapping[str, str]:
    """The new key of everybody whose key changes.

    Of several active people whose names fold together one gets the key, the one who had it before others. The
    rest keep theirs: the next roster is refused until it tells them apart.
    """
    owners = {row["username_key"] for row in rows if row["active"]}
    keys: dict[str, str] = {}
    for row in rows:
        key = _folded(row["username"])
        if key == row["username_key"] or (row["active"] and key in owners):
            continue
        keys[row["id"]] = key
        if row["active"]:
            owners.add(key)
    return keys


def _clean_external_ids() -> None:
    names = ("source", "kind", "external_id")
    table = sa.table("external_ids", *map(sa.column, names))
    connection = op.get_bind()
    known = {tuple(row) for row in connection.execute(sa.select(table).order_by(*table.c))}
    for source, kind, old in sorted(known):
        new = _visible(old)
        if new == old or not new or (source, kind, new) in known:
            continue
        known.add((source, kind, new))
        same = sa.and_(table.c.source == source, table.c.kind == kind, table.c.external_id == old)
        connection.execute(sa.update(table).where(same).values(external_id=new))


def _visible(text: str) -> str:
    return unicodedata.normalize("NFC", IGNORABLE.sub("", text)).strip()


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", _visible(text)).casefold()
    text = _visible(unicodedata.normalize("NFKC", text))
    return "".join(_digit(letter) for letter in text).strip().casefold()


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
