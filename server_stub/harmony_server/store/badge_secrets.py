"""What children know beside their badges, as hashes, and how often each badge was tried without it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select

from harmony_server.store.tables import badge_secret_tries, badge_secrets, badges
from harmony_server.store.upserting import insert_new, upsert


@dataclass(frozen=True)
class BadgeSecret:
    """A child's secret."""

    person_id: str
    kind: str
    length: int
    """Digits, or pictures."""
    secret_hash: str
    """Argon2id of a keyed hash."""
    set_at: float


@dataclass(frozen=True)
class SecretTries:
    """Wrong tries with one badge that no right one has made forgotten."""

    badge_id: str
    wrong: int
    tried_at: float
    forgiven_at: float


class BadgeSecrets:
    """Secrets by person, tries by badge. Whoever reads here in order to write locks the person first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: str) -> BadgeSecret | None:
        """A person's secret."""
        query = select(badge_secrets).where(badge_secrets.c.person_id == person_id)
        row = self._connection.execute(query).first()
        return BadgeSecret(**row._asdict()) if row else None

    def add(self, secret: BadgeSecret) -> bool:
        """Keep a person's secret unless there is one: says whether there was none. Of two one is kept."""
        return insert_new(self._connection, badge_secrets, asdict(secret))

    def forget(self, person_id: str) -> bool:
        """Forget a person's secret and every try at it; says whether there was one."""
        theirs = select(badges.c.badge_id).where(badges.c.person_id == person_id)
        self._connection.execute(delete(badge_secret_tries).where(badge_secret_tries.c.badge_id.in_(theirs)))
        gone = delete(badge_secrets).where(badge_secrets.c.person_id == person_id)
        return self._connection.execute(gone).rowcount > 0

    def tries(self, badge_id: str) -> SecretTries | None:
        """The wrong tries with a badge; None if there are none."""
        query = select(badge_secret_tries).where(badge_secret_tries.c.badge_id == badge_id)
        row = self._connection.execute(query).first()
        return SecretTries(**row._asdict()) if row else None

    def most_wrong(self, person_id: str) -> int:
        """The wrong tries with that badge of a person which was tried most."""
        own = badge_secret_tries.join(badges, badges.c.badge_id == badge_secret_tries.c.badge_id)
        query = select(badge_secret_tries.c.wrong).select_from(own).where(badges.c.person_id == person_id)
        return max(self._connection.scalars(query), default=0)

    def put_tries(self, tries: SecretTries) -> None:
        """Record the wrong tries with a badge, in place of what was recorded."""
        self._connection.execute(upsert(self._connection, badge_secret_tries), asdict(tries))
