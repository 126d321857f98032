"""The nouns of a transaction, each made when it is first asked for: a sign-in asks for four of forty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


class Collections:
    """What has collections, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        """For its collections, which are all that anybody else should need."""


class Collection(Generic[T]):
    """An attribute that is made from the connection of whatever has it."""

    def __init__(self, kind: Callable[[Connection], T]) -> None:
        self._kind = kind

    def __set_name__(self, _owner: type, name: str) -> None:
        """Called by the class that it stands in."""
        self._name = name

    def __get__(self, owner: Collections, _class: type) -> T:
        """Make it; from then on it is found in the object itself, before this is."""
        made: T = self._kind(owner.connection)
        owner.__dict__[self._name] = made
        return made
