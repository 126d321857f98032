"""What the database cannot do, in the store's own terms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

_UNDONE_FOR_ANOTHER = frozenset({"40001", "40P01"})
"""SQLSTATE of a serialization failure and a deadlock: the same once more is likely to succeed."""


class StoreUnavailable(Exception):
    """The database cannot be reached or stayed locked; trying again later may help."""


class StoreCollision(StoreUnavailable):
    """The database undid the transaction in favour of another; it may be tried again at once."""


class StoreConflict(Exception):
    """What was to be written contradicts what is stored; the text names the rule and not the values."""


@contextmanager
def in_our_words() -> Iterator[None]:
    """Tell what the database cannot do in the store's own terms."""
    try:
        yield
    except IntegrityError as error:
        # The first line names the rule that was broken; PostgreSQL's second one repeats the values.
        raise StoreConflict(str(error.orig).partition("\n")[0]) from None
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) in _UNDONE_FOR_ANOTHER:
            raise StoreCollision("The database is being written to by too many at once.") from error
        raise StoreUnavailable("The database cannot be used just now.") from error
    except WaitedTooLong as error:
        raise StoreUnavailable("The database cannot be used just now.") from error
    except DatabaseError as error:
        if not _is_damage(error):  # the other kinds are faults of ours
            raise
        raise StoreUnavailable(
            "The database cannot be read: it is damaged, or none. Put a copy of it back."
        ) from error


def _is_damage(error: DBAPIError) -> bool:
    """What SQLite and PostgreSQL raise about a file that is not as they wrote it."""
    return type(error) in (DatabaseError, InternalError)
