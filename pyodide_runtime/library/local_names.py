"""Gives local variables short names: code finds them by their numbers, and the names only fill the file.

Arguments keep theirs, as callers may use them, and so do variables that inner functions and classes share.
Functions that may ask for variables by name are left alone. It runs inside Pyodide, beside
compile_library.py.
"""

from __future__ import annotations

from inspect import CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS
from itertools import count
from types import CodeType

ASK_BY_NAME = frozenset({"dir", "eval", "exec", "locals", "vars", "_getframe"})
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def shortened(code: CodeType) -> CodeType:
    """The code, and all in it, with short names for the variables of its functions."""
    constants = tuple(shortened(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    code = code.replace(co_consts=constants)
    if not code.co_flags & CO_OPTIMIZED or ASK_BY_NAME & set(code.co_names):
        return code
    arguments = code.co_argcount + code.co_kwonlyargcount
    arguments += bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    kept = {*code.co_varnames[:arguments], *code.co_cellvars, *code.co_freevars}
    fresh = (name for name in map(_name, count()) if name not in kept)
    names = (name if name in kept else next(fresh) for name in code.co_varnames)
    return code.replace(co_varnames=tuple(names))


def _name(number: int) -> str:
    """A to z, then aa, ab and so on."""
    more, at = divmod(number, len(LETTERS))
    return (_name(more - 1) if more else "") + LETTERS[at]
