"""What the sources of rosters call schools, classes and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, insert, select

from harmony.model import ExternalId, ExternalKind
from harmony.spelling import folded
from harmony_server.store.tables import external_ids
from harmony_server.store.versions import holds

NAMES = select(external_ids).where(holds(external_ids))
"""What the sources of rosters that count have named."""


class ExternalIds:
    """External ids and the portal's ids they stand for; of one source everybody has one at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, kind: ExternalKind, portal_id: str) -> list[ExternalId]:
        """What each source calls somebody or something, by source."""
        query = NAMES.where(external_ids.c.kind == kind.value, external_ids.c.portal_id == portal_id)
        rows = self._connection.execute(query.order_by(external_ids.c.source))
        return [ExternalId(row.source, kind, row.external_id, row.portal_id) for row in rows]

    def find(self, kind: ExternalKind, external_id: str) -> list[str]:
        """The portal's ids that some source calls this, to the letter; else those it calls so folded."""
        query = NAMES.where(external_ids.c.kind == kind.value)
        exact = self._connection.execute(query.where(external_ids.c.external_id == external_id)).all()
        rows = exact or [
            row for row in self._connection.execute(query) if folded(row.external_id) == folded(external_id)
        ]
        return sorted({row.portal_id for row in rows})

    def by_source(self, source: str) -> Mapping[ExternalKind, Mapping[str, str]]:
        """All that a source names: the portal's id by kind and external id."""
        named: dict[ExternalKind, dict[str, str]] = {kind: {} for kind in ExternalKind}
        query = NAMES.where(external_ids.c.source == source)
        for row in self._connection.execute(query):
            named[ExternalKind(row.kind)][row.external_id] = row.portal_id
        return named

    def by_portal_id(self, kind: ExternalKind) -> Mapping[str, frozenset[str]]:
        """Every external id, of whatever source, by the portal's id; empty for one that nobody named."""
        named: dict[str, set[str]] = defaultdict(set)
        query = NAMES.with_only_columns(external_ids.c.portal_id, external_ids.c.external_id)
        for row in self._connection.execute(query.where(external_ids.c.kind == kind.value)):
            named[row.portal_id].add(row.external_id)
        return {portal_id: frozenset(names) for portal_id, names in named.items()}

    def add(self, names: Iterable[ExternalId]) -> None:
        """Record what a source calls somebody or something."""
        rows = [
            {
                "source": name.source,
                "kind": name.kind.value,
                "external_id": name.id,
                "portal_id": name.portal_id,
            }
            for name in names
        ]
        if rows:
            self._connection.execute(insert(external_ids), rows)
