"""What staff's second steps are checked by: authenticator secrets, passkeys, recovery codes.

Whoever reads here in order to write locks the person first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from harmony_server.store.staff_tables import passkeys, recovery_codes, totp


@dataclass(frozen=True)
class TotpRecord:
    """A person's authenticator secret, sealed."""

    sealed: str | None
    """The secret that codes are checked by; None before the first was confirmed."""
    last_step: int | None
    """The time step of the last code that was accepted: neither it nor one before it is accepted again."""
    pending: str | None
    """A new secret that no code confirmed yet, sealed."""


@dataclass(frozen=True)
class PasskeyRecord:
    """One passkey of a person."""

    id: str
    person_id: str
    credential_id: str
    """As its authenticator calls it, in base64url."""
    public_key: str
    """COSE (RFC 9052), in base64url."""
    sign_count: int
    name: str
    created_at: float
    last_used_at: float | None


class TotpSecrets:
    """Authenticator secrets, one a person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: str) -> TotpRecord | None:
        """A person's secrets, if they have any."""
        row = self._connection.execute(select(totp).where(totp.c.person_id == person_id)).first()
        return TotpRecord(row.sealed, row.last_step, row.pending) if row else None

    def propose(self, person_id: str, sealed: str) -> None:
        """Keep a new secret beside the one that counts, until a code confirms it."""
        changed = update(totp).where(totp.c.person_id == person_id).values(pending=sealed)
        if self._connection.execute(changed).rowcount == 0:
            self._connection.execute(insert(totp).values(person_id=person_id, pending=sealed))

    def confirm(self, person_id: str, step: int, now: float) -> None:
        """Have the new secret count, confirmed by the code of a time step."""
        self._connection.execute(
            update(totp)
            .where(totp.c.person_id == person_id)
            .values(sealed=totp.c.pending, pending=None, last_step=step, confirmed_at=now)
        )

    def accepted(self, person_id: str, step: int) -> None:
        """Record that the code of a time step was accepted."""
        self._connection.execute(update(totp).where(totp.c.person_id == person_id).values(last_step=step))

    def forget(self, person_id: str) -> None:
        """Forget a person's secrets."""
        self._connection.execute(delete(totp).where(totp.c.person_id == person_id))


class Passkeys:
    """Passkeys, several a person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, person_id: str) -> list[PasskeyRecord]:
        """A person's passkeys, oldest first."""
        query = select(passkeys).where(passkeys.c.person_id == person_id)
        rows = self._connection.execute(query.order_by(passkeys.c.created_at, passkeys.c.id))
        return [PasskeyRecord(**row._asdict()) for row in rows]

    def add(self, passkey: PasskeyRecord) -> None:
        """Record a new passkey. The transaction raises StoreConflict if somebody has it already."""
        self._connection.execute(insert(passkeys), vars(passkey))

    def used(self, passkey_id: str, sign_count: int, now: float) -> None:
        """Record that a passkey was used, and how often its authenticator says."""
        self._connection.execute(
            update(passkeys)
            .where(passkeys.c.id == passkey_id)
            .values(sign_count=sign_count, last_used_at=now)
        )

    def forget(self, person_id: str, passkey_id: str | None = None) -> None:
        """Forget one of a person's passkeys, or all."""
        theirs = delete(passkeys).where(passkeys.c.person_id == person_id)
        one = theirs if passkey_id is None else theirs.where(passkeys.c.id == passkey_id)
        self._connection.execute(one)


class RecoveryCodes:
    """Recovery codes, hashed. One that was used stays, so that it is not drawn again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def left(self, person_id: str) -> int:
        """How many a person has left."""
        unused = recovery_codes.c.person_id == person_id, recovery_codes.c.used_at.is_(None)
        return self._connection.execute(select(func.count()).where(*unused)).scalar_one()

    def replace(self, person_id: str, hashes: Collection[str], now: float) -> None:
        """Give a person new codes in place of those before; with none, take them away."""
        self._connection.execute(delete(recovery_codes).where(recovery_codes.c.person_id == person_id))
        if rows := [{"code_hash": each, "person_id": person_id, "created_at": now} for each in hashes]:
            self._connection.execute(insert(recovery_codes), rows)

    def use(self, person_id: str, code_hash: str, now: float) -> bool:
        """Use one up; says whether it was one of theirs, and not used before."""
        one = (
            recovery_codes.c.code_hash == code_hash,
            recovery_codes.c.person_id == person_id,
            recovery_codes.c.used_at.is_(None),
        )
        return self._connection.execute(update(recovery_codes).where(*one).values(used_at=now)).rowcount > 0
