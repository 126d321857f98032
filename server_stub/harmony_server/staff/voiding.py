"""Voiding badges, one or a school's: first in numbers, then for good, and back within ten minutes.

Undoing is safe: only badges come back whose owners were given no other meanwhile, and ten minutes later none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from harmony.model import AuthenticationMethod
from harmony.people.ids import new_id
from harmony_server.accounts.refusals import AccessRefused, OutOfReach
from harmony_server.badges import lifecycle
from harmony_server.badges.keys import Rng
from harmony_server.settings.config import SessionLimits
from harmony_server.staff.choosing import Choice, chosen
from harmony_server.staff.help import check_seen, look_whether_seen
from harmony_server.staff.reach import Asker, Right
from harmony_server.store import OperationRecord, Store, Transaction

UNDO_S = 10 * 60
AT_ONCE = 200
"""Badges in one transaction: a few milliseconds, so that nobody at the door waits for the rest."""
VOIDED = "void"
PER_PAGE = 8
"""Wallet cards on a page, by which pages to print again are told."""


class Reason(StrEnum):
    """Why badges are voided."""

    LOST = "lost"
    STOLEN = "stolen"
    YEAR_END = "year_end"
    OTHER = "other"


IN_WRONG_HANDS = frozenset({Reason.LOST, Reason.STOLEN})
"""Whoever has the badge may be signed in with it: its sessions end whether or not that is asked for."""


class TooLateToUndo(AccessRefused):
    """The ten minutes are over, or it was undone before."""

    def __init__(self) -> None:
        super().__init__("too_late_to_undo")


@dataclass(frozen=True)
class Voiding:
    """What is to be done."""

    choice: Choice
    reason: Reason
    end_sessions: bool
    """All sessions of theirs, whatever they began with."""
    seen: dict[str, int]
    """By student the version that the page showed, where it says so."""


@dataclass(frozen=True)
class Expected:
    """What will happen, in numbers."""

    void: int
    stay: int
    """Students who have no badge that opens: nothing changes for them."""
    sessions_end: int
    sessions_stay: int
    pages_to_reprint: int


def expect(tx: Transaction, asker: Asker, voiding: Voiding, *, now: float, limits: SessionLimits) -> Expected:
    """Tell what voiding would do; `limits` are those of students' sessions. Raises as `void` does."""
    who = [each.person.id for each in chosen(tx, asker.reach, voiding.choice, Right.VOID)]
    void = len(tx.badges.issued_to_any(who))
    open_ = tx.sessions.count_by_method(who, begun_since=now - limits.max_s, seen_since=now - limits.idle_s)
    all_ = sum(open_.values())
    ending = all_ if voiding.end_sessions else 0
    if not voiding.end_sessions and voiding.reason in IN_WRONG_HANDS:
        ending = open_.get(AuthenticationMethod.BADGE, 0)
    return Expected(void, len(who) - void, ending, all_ - ending, -(-void // PER_PAGE))


def void(
    store: Store, asker: Asker, voiding: Voiding, *, now: float, rng: Rng
) -> tuple[OperationRecord, int]:
    """Void the badges, some in each transaction; gives the operation, and how many it voided.

    Raises OutOfReach, MissingGrant and ChangedMeanwhile before anything is done.
    """
    operation = OperationRecord(new_id(rng), VOIDED, asker.id, now, now + UNDO_S, None)
    with store.read() as tx:
        who = [each.person.id for each in chosen(tx, asker.reach, voiding.choice, Right.VOID)]
        look_whether_seen(tx, voiding.seen)
    if len(who) <= AT_ONCE:
        return operation, store.write(partial(_void_few, asker=asker, voiding=voiding, operation=operation))
    store.write(lambda tx: tx.operations.add(operation))
    return operation, sum(store.write_in_steps(_steps(who, asker, voiding, operation)))


def undo(tx: Transaction, asker: Asker, operation_id: str, *, now: float) -> int:
    """Have the badges of one's own operation open again; how many. Raises OutOfReach, TooLateToUndo."""
    operation = tx.operations.get(operation_id)
    if operation is None or operation.by_id != asker.id:
        raise OutOfReach
    if operation.undone_at is not None or now >= operation.undo_until:
        raise TooLateToUndo
    restored = lifecycle.restore_any(tx, tx.operations.badges_of(operation_id), now, by=asker.id)
    tx.operations.undone(operation_id, now)
    return len(restored)


def recent(tx: Transaction, asker: Asker, *, now: float) -> list[tuple[OperationRecord, int]]:
    """One's own operations that can be undone still, each with how many badges."""
    return tx.operations.of(asker.id, since=now - UNDO_S)


def _steps(
    who: Sequence[str], asker: Asker, voiding: Voiding, operation: OperationRecord
) -> Iterator[partial[int]]:
    for first in range(0, len(who), AT_ONCE):
        some = who[first : first + AT_ONCE]
        yield partial(_void_some, who=some, asker=asker, voiding=voiding, operation=operation)


def _void_few(tx: Transaction, *, asker: Asker, voiding: Voiding, operation: OperationRecord) -> int:
    """All in one transaction, and whether they are as they were seen is asked under the lock."""
    who = [each.person.id for each in chosen(tx, asker.reach, voiding.choice, Right.VOID)]
    check_seen(tx, dict.fromkeys(who) | voiding.seen)
    tx.operations.add(operation)
    return _void_some(tx, who=who, asker=asker, voiding=voiding, operation=operation)


def _void_some(
    tx: Transaction, *, who: Sequence[str], asker: Asker, voiding: Voiding, operation: OperationRecord
) -> int:
    ended = lifecycle.void_any(
        tx,
        who,
        operation.at,
        by=asker.id,
        reason=voiding.reason.value,
        end_sessions=voiding.reason in IN_WRONG_HANDS,
    )
    if voiding.end_sessions:
        tx.sessions.end_of_people(who)
    tx.operations.add_badges(operation.id, ended)
    return len(ended)
