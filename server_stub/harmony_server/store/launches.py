"""Which app was opened by whom and when: nothing of what happened there."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select

from harmony_server.store.sign_on_tables import launches
from harmony_server.store.tables import classes, enrollments
from harmony_server.store.versions import holds

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

    def by_week(
        self, app_id: str, *, until: float, week_s: float, weeks: int
    ) -> list[tuple[float, int, int]]:
        """By week, the latest first: when it began, how often an app was opened, by how many people."""
        counted = select(func.count(), func.count(launches.c.person_id.distinct()))
        found = []
        for since in (until - week_s * (week + 1) for week in range(weeks)):
            within = launches.c.app_id == app_id, launches.c.at > since, launches.c.at <= since + week_s
            row = self._connection.execute(counted.where(*within)).one()
            found.append((since, row[0], row[1]))
        return found

    def by_class(self, app_id: str, *, since: float) -> list[tuple[str, int, int]]:
        """How often an app was opened since a time, and by how many people, by the title of their classes."""
        query = (
            select(classes.c.title, func.count(), func.count(launches.c.person_id.distinct()))
            .join(enrollments, enrollments.c.person_id == launches.c.person_id)
            .join(classes, classes.c.id == enrollments.c.class_id)
            .where(launches.c.app_id == app_id, launches.c.at >= since, holds(enrollments), holds(classes))
            .group_by(classes.c.id, classes.c.title)
            .order_by(func.count().desc(), classes.c.title)
        )
        return [(row[0], row[1], row[2]) for row in self._connection.execute(query)]

    def forget_before(self, time: float) -> bool:
        """Drop some that are older than the district keeps them; says whether there were any."""
        old = select(launches.c.id).where(launches.c.at < time).limit(AT_ONCE)
        mine = old.with_for_update(skip_locked=True)
        return self._connection.execute(delete(launches).where(launches.c.id.in_(mine))).rowcount > 0
