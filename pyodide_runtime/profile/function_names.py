"""Which functions of Pyodide's WebAssembly run: watching them, and their names."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from pyodide_runtime import emit, module
from pyodide_runtime.binary import unsigned
from pyodide_runtime.instructions import CONST, body_start
from pyodide_runtime.module import FUNCTION, GLOBAL, Export, Global, Module
from pyodide_runtime.reach import Live
from pyodide_runtime.slim import Hook

FLAG = Global(b"\x7f\x01", module.offset(0))
"""A global that is 0 until its function has run."""
HASH_DIGITS = 10
HOOK = Hook((Path(__file__).with_name("profile_hook.mjs"),), "watchFunctions(instance.exports)")


def watched(whole: Module, live: Live) -> bytes:
    """A module's live part in which every function sets a flag, exported as `ran.INDEX`, when it runs."""
    cut = emit.cut(whole, functions=live.functions, globals_=live.globals, exports=live.exports)
    indices = [index for index in sorted(live.functions) if index >= whole.first_function]
    first = cut.first_global + len(cut.globals)
    marked = [_marked(body, first + at) for at, body in enumerate(cut.code)]
    flags = [Export(f"ran.{index}", GLOBAL, first + at) for at, index in enumerate(indices)]
    return module.write(
        replace(
            cut,
            globals=[*cut.globals, *(FLAG for _ in indices)],
            exports=[*cut.exports, *flags],
            code=marked,
        )
    )


def _marked(body: bytes, flag: int) -> bytes:
    start = body_start(body)
    return body[:start] + b"\x41\x01\x24" + unsigned(flag) + body[start:]


def names(whole: Module) -> dict[int, str]:
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
