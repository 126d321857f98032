"""Names for the functions of a module that outlive a new version of it, as their numbers do not."""

from __future__ import annotations

import hashlib

from pyodide_runtime.wasm.instructions import CONST
from pyodide_runtime.wasm.module import FUNCTION, Module

HASH_DIGITS = 10


def function_names(whole: Module) -> dict[int, str]:
    """A name for every function that a module defines: the first it is exported by, else its code's hash.

    The hash leaves out all numbers that change when other code changes, so a name outlives a new Pyodide as
    long as its function stays the same. Functions of the same code share a name.
    """
    exported: dict[int, str] = {}
    for one in sorted(whole.exports, key=lambda one: one.name):
        if one.kind == FUNCTION:
            exported.setdefault(one.index, one.name)
    return {
        index: exported.get(index) or _hash(whole, place)
        for place, index in enumerate(range(whole.first_function, whole.first_function + len(whole.code)))
    }


def _hash(whole: Module, place: int) -> str:
    body = whole.code[place]
    parts, done = [], 0
    for one in whole.references[place]:
        if one.kind != CONST or one.value >= 1024:
            parts.append(body[done : one.at])
            done = one.end
    parts.append(body[done:])
    return "#" + hashlib.sha256(b"".join(parts)).hexdigest()[:HASH_DIGITS]
