"""A shim for `annotationlib`: annotations as they are, without stand-ins for names that are not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any


class Format(IntEnum):
    """How annotations can be had; here all but as they are is left to whoever wrote them as text."""

    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4


def get_annotations(value: Any, **_: object) -> dict[str, Any]:
    """The annotations of a class, a function or a module."""
    return dict(getattr(value, "__annotations__", None) or {})


def get_annotate_from_class_namespace(namespace: Mapping[str, Any]) -> Any:
    """The function that gives a class's annotations, while the class is being made."""
    return namespace.get("__annotate__") or namespace.get("__annotate_func__")


def call_annotate_function(annotate: Callable[[int], Any], _: int, *, owner: object = None) -> Any:
    """What such a function gives."""
    return annotate(Format.VALUE)


class ForwardRef:
    """A type written as text; it stays that."""

    __forward_code__ = None

    def __init__(self, text: str, **_: object) -> None:
        self.__forward_arg__ = text

    def __repr__(self) -> str:
        return f"ForwardRef({self.__forward_arg__!r})"


def type_repr(value: Any) -> str:
    """A type as somebody would write it."""
    return getattr(value, "__qualname__", None) or repr(value)
