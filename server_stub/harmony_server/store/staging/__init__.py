"""Making an import ready beside the roster that stands, in tables that nobody else sees.

Rows flow in from a stream of facts; whatever is asked about them is asked of the database. Nothing here takes
the right to write but `write`, a little at a time: what it writes counts from the moment the import lands.
"""

from __future__ import annotations

from harmony_server.store.staging.joining import Repeated
from harmony_server.store.staging.loading import Loader
from harmony_server.store.staging.naming import ORDER, Naming, Pair
from harmony_server.store.staging.references import (
    CLASSES,
    IN_CLASSES,
    MEMBERS,
    OF_PEOPLE,
    PLACES,
    References,
)
from harmony_server.store.staging.staging import Staging
from harmony_server.store.staging.writing import Staged, Step, steps

__all__ = [
    "CLASSES",
    "IN_CLASSES",
    "MEMBERS",
    "OF_PEOPLE",
    "ORDER",
    "PLACES",
    "Loader",
    "Naming",
    "Pair",
    "References",
    "Repeated",
    "Staged",
    "Staging",
    "Step",
    "steps",
]
