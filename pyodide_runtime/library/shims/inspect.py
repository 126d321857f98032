"""A shim for `inspect`: what kind of thing an object is, and what a plain function takes. No sources."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from itertools import islice
from types import CodeType, CoroutineType, FunctionType, GeneratorType, MethodType
from typing import Any

CO_VARARGS, CO_VARKEYWORDS, CO_COROUTINE, CO_ITERABLE_COROUTINE = 0x4, 0x8, 0x80, 0x100


def isclass(value: object) -> bool:
    """Whether it is a class."""
    return isinstance(value, type)


def isfunction(value: object) -> bool:
    """Whether it is a function written in Python."""
    return isinstance(value, FunctionType)


def ismethod(value: object) -> bool:
    """Whether it is a method bound to an object."""
    return isinstance(value, MethodType)


def isgenerator(value: object) -> bool:
    """Whether it is what a generator function returns."""
    return isinstance(value, GeneratorType)


def iscoroutine(value: object) -> bool:
    """Whether it is what a coroutine function returns."""
    return isinstance(value, CoroutineType)


def isawaitable(value: object) -> bool:
    """Whether it can be awaited."""
    if isinstance(value, GeneratorType):
        return _has_flag(value.gi_code, CO_ITERABLE_COROUTINE)
    return isinstance(value, Awaitable)


def iscoroutinefunction(value: object) -> bool:
    """Whether it is a function or method defined by `async def`."""
    function = getattr(value, "__func__", value)
    return isinstance(function, FunctionType) and _has_flag(function.__code__, CO_COROUTINE)


def unwrap(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function that wrappers, made by functools.wraps, lead to."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


class Parameter:
    """What a function takes in one place."""

    empty = type("empty", (), {})
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)

    def __init__(self, name: str, kind: int, default: object) -> None:
        self.name, self.kind, self.default = name, kind, default


class FunctionSignature:
    """What a function takes, by name, in its order."""

    def __init__(self, parameters: dict[str, Parameter]) -> None:
        self.parameters = parameters


def signature(value: Any, **_: object) -> FunctionSignature:
    """What a function takes. Raises ValueError for all else: callers reckon with that."""
    function = getattr(value, "__func__", value)
    if not isinstance(function, FunctionType):
        raise ValueError(f"no signature found for {value!r}")
    found = list(_parameters(function))[function is not value :]
    return FunctionSignature({one.name: one for one in found})


def _parameters(function: FunctionType) -> Iterator[Parameter]:
    code, names = function.__code__, iter(function.__code__.co_varnames)
    defaults = dict(
        enumerate(function.__defaults__ or (), code.co_argcount - len(function.__defaults__ or ()))
    )
    for place, name in enumerate(islice(names, code.co_argcount)):
        kind = (
            Parameter.POSITIONAL_ONLY if place < code.co_posonlyargcount else Parameter.POSITIONAL_OR_KEYWORD
        )
        yield Parameter(name, kind, defaults.get(place, Parameter.empty))
    named = list(islice(names, code.co_kwonlyargcount))
    if _has_flag(code, CO_VARARGS):
        yield Parameter(next(names), Parameter.VAR_POSITIONAL, Parameter.empty)
    for name in named:
        yield Parameter(
            name, Parameter.KEYWORD_ONLY, (function.__kwdefaults__ or {}).get(name, Parameter.empty)
        )
    if _has_flag(code, CO_VARKEYWORDS):
        yield Parameter(next(names), Parameter.VAR_KEYWORD, Parameter.empty)


def _has_flag(code: CodeType, flag: int) -> bool:
    return bool(code.co_flags & flag)
