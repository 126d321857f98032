"""Which app was opened by whom and when: nothing of what happened there."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select

from harmony_server.store.sign_on_tables import launches

AT_ONCE = 500


class Launches:
    """The launch log."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, app_id: str, person_id: str, now: float) -> None:
        """Record that somebody opened an app."""
        self._connection.execute(insert(launches), {"at": now, "app_id": app_id, "person_id": person_id})

    def last_of(self, person_id: str) -> dict[str, float]:
        """When somebody last opened each app, by the app's id."""
        query = select(launches.c.app_id, func.max(launches.c.at)).where(launches.c.person_id == person_id)
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(launches.c.app_id))}

    def counts(self, since: float) -> dict[str, tuple[int, int]]:
        """How often each app was opened since a time, and by how many people, by the app's id."""
        query = select(launches.c.app_id, func.count(), func.count(launches.c.person_id.distinct())).where(
            launches.c.at >= since
        )
        rows = self._connection.execute(query.group_by(launches.c.app_id))
        return {row[0]: (row[1], row[2]) for row in rows}

    def forget_before(self, time: float) -> bool:
        """Drop some that are older than the district keeps them; says whether there were any."""
        old = select(launches.c.id).where(launches.c.at < time).limit(AT_ONCE)
        mine = old.with_for_update(skip_locked=True)
        return self._connection.execute(delete(launches).where(launches.c.id.in_(mine))).rowcount > 0
