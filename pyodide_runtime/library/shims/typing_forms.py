"""A shim for `typing`: what modules write types with, which nothing reads when the portal runs."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as Whatever

NOT_TAKEN_OVER = (
    "__annotate_func__",
    "__annotations__",
    "__conditional_annotations__",
    "__module__",
    "__qualname__",
)
"""What a named tuple has of its own, or does without, of what its class's body makes."""


class _Form:
    """Whatever can stand in a type: it takes any arguments, and is one of any alternatives."""

    args = kwargs = None

    def __getitem__(self, _: object) -> _Form:
        return self

    def __or__(self, _: object) -> _Form:
        return self

    __ror__ = __or__


class TypeVar(_Form):
    """A type that is not known yet."""

    def __init__(self, *_: object, **__: object) -> None:
        """Take a name and bounds."""


class ParamSpec(TypeVar):
    """What a function takes, not known yet; `collections.abc.Callable` looks for one by this name."""


# Each is another one: dataclasses tell ClassVar from the others.
Any, ClassVar, IO, Literal, Never, NoReturn, Optional, Self, TypeAlias, Union = (_Form() for _ in range(10))


class Generic:
    """A base of classes that can be written with arguments."""

    __slots__ = ()

    def __class_getitem__(cls, _: object) -> type:
        return cls


class Protocol(Generic):
    """A base of classes that nothing is an instance of."""

    __slots__ = ()


class TypedDict(dict[str, object]):
    """A dictionary; its keys are not checked."""

    def __init_subclass__(cls, **_: object) -> None:
        super().__init_subclass__()


class _NamedTuples(type):
    """Makes a named tuple of a class's annotations; what else is in the class are defaults and methods."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Whatever]) -> type:
        if not bases:
            return super().__new__(cls, name, bases, body)
        fields = _annotations(body)
        defaults = [body[field] for field in fields if field in body]
        made: type = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # type: ignore[misc]
        for key, value in body.items():
            if key not in fields and key not in NOT_TAKEN_OVER:
                setattr(made, key, value)
        return made


def _annotations(body: dict[str, Whatever]) -> list[str]:
    """The names that the body of a class annotates."""
    import annotationlib  # type: ignore[import-not-found]  # noqa: PLC0415  Python 3.14; it imports this

    annotate = annotationlib.get_annotate_from_class_namespace(body)
    return list(annotationlib.call_annotate_function(annotate, 1) if annotate else body["__annotations__"])


class NamedTuple(metaclass=_NamedTuples):
    """The base that is written for a named tuple."""


class _GenericAlias:
    """No type is one; nor of these two kinds."""


_AnnotatedAlias = _UnionGenericAlias = _GenericAlias


def cast(_: object, value: Whatever) -> Whatever:
    """The value."""
    return value


def overload(function: Callable[..., Whatever]) -> Callable[..., Whatever]:
    """The function, which another of its name will replace."""
    return function


def get_origin(form: object) -> object:
    """What was written with arguments."""
    return getattr(form, "__origin__", None)


def get_args(form: object) -> tuple[object, ...]:
    """The arguments that were written."""
    return getattr(form, "__args__", ())


def get_type_hints(value: object, **_: object) -> dict[str, object]:
    """The annotations as they are."""
    return dict(getattr(value, "__annotations__", None) or {})
