"""The record: what happened, for whoever answers for a school or the district."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from harmony.grants import Grant, GrantKind, holds, schools_led
from harmony_server.store import Called, Recorded, RecordWanted, Transaction

EVENTS = (
    "sign_in",
    "sign_out",
    "second_step",
    "second_step_set",
    "second_step_removed",
    "second_step_reset",
    "invited",
    "invitation_accepted",
    "session_ended",
    "sessions_ended",
    "password_set",
    "backup_code",
    "backup_code_ended",
    "temporary_badge",
    "temporary_badge_ended",
    "substitute_given",
    "substitute_came_in",
    "substitute_ended",
    "slip_made",
    "account_claimed",
    "viewed_as",
    "badge_issued",
    "badge_printed",
    "badge_exported",
    "badge_ended",
    "badge_restored",
    "grant_given",
    "grant_taken_back",
    "roster_imported",
    "roster_undone",
    "person_erased",
    "key_ended",
    "app_added",
    "app_changed",
    "app_removed",
    "app_undone",
    "app_secret",
)
"""What can be asked for by name, in the order of how often it is."""
COLUMNS = ("at", "event", "outcome", "about", "about_username", "by", "by_username", "method", "note")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def within_reach(grants: Iterable[Grant]) -> frozenset[str] | None:
    """The schools whose events the holder of some grants reads; None for all there is."""
    held = tuple(grants)
    return None if holds(held, GrantKind.DISTRICT_ADMINISTRATOR) else schools_led(held)


def called(tx: Transaction, entries: Iterable[Recorded]) -> dict[str, Called]:
    """How everybody is called whom some events name, by id."""
    ids = {who for each in entries for who in (each.person_id, each.by_id) if who}
    return tx.record.called(ids)


def day_begins(day: date, timezone: str) -> float:
    """The first moment of a day where the district is."""
    return datetime.combine(day, time(), ZoneInfo(timezone)).timestamp()


def last_days(count: int, timezone: str, now: float) -> list[date]:
    """So many days up to this one, oldest first, as the district counts them."""
    today = datetime.fromtimestamp(now, ZoneInfo(timezone)).date()
    return [today - timedelta(days=back) for back in range(count - 1, -1, -1)]


def whole(tx: Transaction, wanted: RecordWanted, *, before: int | None, count: int) -> tuple[str, int | None]:
    """The next so many events as CSV (RFC 4180), and where to go on; None at the end."""
    entries = tx.record.find(wanted, before=before, count=count)
    names = called(tx, entries)
    text = as_csv(_line(each, names) for each in entries)
    return text, entries[-1].id if len(entries) == count else None


def as_csv(lines: Iterable[Iterable[str]]) -> str:
    """Lines as CSV; what a spreadsheet would take for a formula is kept from being one."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in lines:
        writer.writerow([f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell for cell in line])
    return out.getvalue()


def _line(each: Recorded, names: dict[str, Called]) -> Iterator[str]:
    yield datetime.fromtimestamp(each.at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield each.event
    yield each.outcome
    for who in (each.person_id, each.by_id):
        known = names.get(who) if who else None
        yield known.name if known else ""
        yield known.username if known else who or ""
    yield each.amr or ""
    yield each.note or ""
