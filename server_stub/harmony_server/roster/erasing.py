"""Erasing people who left long ago: only by the district's own rule, and never without a record."""

from __future__ import annotations

from harmony_server.store import Store, Transaction

DAY_S = 86_400
AT_ONCE = 50
"""People that are erased in one transaction."""


def erase_gone(store: Store, *, keep_days: int, now: float) -> int:
    """Erase whoever has been in no roster for so many days; how many that were.

    Each is put on record by the id that the audit knows them by. Raises StoreUnavailable.
    """
    erased = 0
    with store.importing():
        while some := store.write(lambda tx: _erase_some(tx, now - keep_days * DAY_S, now)):
            erased += some
    return erased


def erase_person(tx: Transaction, person_id: str, now: float) -> None:
    """Erase one person whole: the record keeps that something happened, and no more to whom."""
    tx.people.lock(person_id)
    tx.erasing.erase([person_id])
    tx.audit.forget_who(person_id)
    tx.audit.add("person_erased", "ok", now=now)


def count_gone(store: Store, *, keep_days: int, now: float) -> int:
    """How many that would be; raises StoreUnavailable."""
    with store.read() as tx:
        return len(tx.erasing.gone_since_before(now - keep_days * DAY_S, 1_000_000))


def _erase_some(tx: Transaction, before: float, now: float) -> int:
    gone = tx.erasing.gone_since_before(before, AT_ONCE)
    tx.people.lock(*gone)
    tx.erasing.erase(gone)
    tx.audit.add_for_each(gone, "person_erased", "ok", now=now)
    return len(gone)
