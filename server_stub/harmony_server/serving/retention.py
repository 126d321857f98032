"""Forgetting what the district keeps no longer: as the server starts, and every day it runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import repeat
from threading import Event, Thread

from harmony_server.roster.erasing import erase_gone
from harmony_server.settings.config import Config
from harmony_server.store import Store, StoreUnavailable, Transaction

DAY_S = 24 * 3600
KEEP_MAIL_DAYS = 30
"""How long it can be seen that a mail was sent, or failed and why."""

log = logging.getLogger("harmony")


def forget_old(store: Store, config: Config, now: float) -> None:
    """Forget what is too old, some at a time, so that nobody waits. Raises StoreUnavailable."""
    oldest = now - config.keep_audit_days * DAY_S
    forgetting: tuple[Callable[[Transaction], bool], ...] = (
        lambda tx: tx.audit.forget_before(oldest),
        lambda tx: tx.launches.forget_before(oldest),
        lambda tx: tx.mail.forget_ended_before(now - KEEP_MAIL_DAYS * DAY_S),
        lambda tx: tx.slips.forget_ended_before(now),
        lambda tx: tx.resets.forget_ended_before(now),
    )
    for forget in forgetting:
        any(not some for some in store.write_in_steps(repeat(forget)))  # until there is none


class Retention:
    """Does so every day, and erases who left longer ago than the district keeps them."""

    def __init__(self, store: Store, config: Config, now: Callable[[], float]) -> None:
        self._store, self._config, self._now = store, config, now
        self._stopping = Event()

    def start(self) -> None:
        """Begin, in a thread that ends with the process."""
        Thread(target=self._run, name="retention", daemon=True).start()

    def stop(self) -> None:
        """Begin with nothing more."""
        self._stopping.set()

    def apply(self) -> None:
        """Forget and erase now; what another process is at just now, it does."""
        try:
            forget_old(self._store, self._config, self._now())
            if self._config.keep_gone_days is not None:
                erase_gone(self._store, keep_days=self._config.keep_gone_days, now=self._now())
        except StoreUnavailable:
            log.warning("What is too old could not be forgotten just now; it is tried again tomorrow.")

    def _run(self) -> None:
        while not self._stopping.wait(DAY_S):
            self.apply()
