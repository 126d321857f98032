"""Has every function of a module note that it ran."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pyodide_runtime.slim.reachability import Live
from pyodide_runtime.slim.script import Hook
from pyodide_runtime.wasm import module, pruning
from pyodide_runtime.wasm.binary import unsigned
from pyodide_runtime.wasm.instructions import body_start
from pyodide_runtime.wasm.module import GLOBAL, Export, Global, Module

FLAG = Global(b"\x7f\x01", module.i32_constant(0))
"""A global that is 0 until its function has run."""
HOOK = Hook((Path(__file__).with_name("instrumentation.mjs"),), "noteFunctions(instance.exports)")


def instrumented(whole: Module, live: Live) -> bytes:
    """A module's live part in which every function sets a flag, exported as `ran.INDEX`, when it runs."""
    cut = pruning.pruned(whole, functions=live.functions, globals_=live.globals, exports=live.exports)
    indices = [index for index in sorted(live.functions) if index >= whole.first_function]
    first = cut.first_global + len(cut.globals)
    code = [_flagging(body, first + at) for at, body in enumerate(cut.code)]
    flags = [Export(f"ran.{index}", GLOBAL, first + at) for at, index in enumerate(indices)]
    globals_ = [*cut.globals, *(FLAG for _ in indices)]
    return module.write(replace(cut, globals=globals_, exports=[*cut.exports, *flags], code=code))


def _flagging(body: bytes, flag: int) -> bytes:
    """A function's body that sets a global to 1 first."""
    start = body_start(body)
    return body[:start] + b"\x41\x01\x24" + unsigned(flag) + body[start:]
