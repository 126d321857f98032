"""Runs in a small runtime with its own library: what its shims do in the place of modules, as JSON."""

# mypy: ignore-errors
# Types are written as old libraries write them.

import dataclasses
import json
import traceback
import typing
from collections.abc import Callable, Iterator


class Spot(typing.NamedTuple):
    """A named tuple with a default and a method."""

    x: int
    y: int = 2

    def sum(self) -> int:
        """Both together."""
        return self.x + self.y


P, T = typing.ParamSpec("P"), typing.TypeVar("T")


class Pair(typing.Generic[T], dict[str, T]):
    """A class with a type that is not known yet."""


class Shape(typing.Protocol):
    """Whatever has a size."""


@dataclasses.dataclass
class Card:
    """A dataclass, one of whose annotations is no field."""

    kind: typing.ClassVar[str] = "card"
    owner: typing.Any = None
    sides: list[typing.Literal["front", "back"]] | None = None


def failing() -> str:
    """How an error is told."""
    try:
        raise KeyError("no such badge")
    except KeyError as error:
        return "".join(traceback.format_exception(error))


written: list[object] = [
    Callable[P, T],
    typing.Optional[int] | typing.Union[int, str],  # noqa: UP007, UP045  as libraries write it
    Iterator[T],
    Pair[int],
    typing.cast("int", 7),
]

json.dumps(
    {
        "is_shim": not hasattr(typing, "get_protocol_members"),
        "named": [*Spot(1), Spot(1).sum(), Spot._fields, repr(Spot(1, y=3))],
        "fields": [field.name for field in dataclasses.fields(Card)],
        "written": len(written),
        "error": failing(),
    }
)
