"""The trace that guards moved data notices what it is there for."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from build_steps import npm
from pyodide_runtime.tests import tracing
from pyodide_runtime.wasm.binary import signed, unsigned, vector
from pyodide_runtime.wasm.module import FUNCTION, Export, Module, Segment

TYPES = vector([b"\x60\0\0", b"\x60\x01\x7f\0", b"\x60\x02\x7f\x7f\0"])
MOVED = [Segment(4096, b"m" * 64), Segment(8192, b"m" * 64)]

PROGRAM = """
const Module = { coldHalf: { loads: 0 } };
const bytes = Uint8Array.from(BYTES);
const start = (imports) => new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports.run();
const moduleArg = { instantiateWasm: start };
SCRIPT
moduleArg.instantiateWasm({});
const result = globalThis.functionsRun();
"""


def evaluate(program: str) -> Any:
    """Run a program by Node; its `result` as JSON."""
    program = f"{program}\nconsole.log(JSON.stringify(result));"
    command = [str(npm.node()), "--input-type=module", "--eval", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def whole(body: bytes = b"", data: list[Segment] | None = None) -> Module:
    """A module with one function, `run`, without parameters."""
    return Module(
        types=TYPES,
        imports=[],
        functions=[0],
        tables=[],
        memories=b"\x01\0\x01",
        tags=b"",
        globals=[],
        exports=[Export("run", FUNCTION, 0)],
        elements=[],
        code=[b"\0" + body + b"\x0b"],
        data=data or [],
        dylink=b"",
    )


def number(value: int) -> bytes:
    """The instruction of a constant."""
    return b"\x41" + signed(value)


def load(address: int, offset: int = 0) -> bytes:
    """Load a byte, and drop it."""
    return number(address) + b"\x2d\0" + unsigned(offset) + b"\x1a"


def copy(source: int, size: int) -> bytes:
    """Copy memory to the address 64."""
    return number(64) + number(source) + number(size) + b"\xfc\x0a\0\0"


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (load(4096), [4096]),
        (load(4000, 159), [4159]),
        (load(4160), [0]),
        (load(60_000), []),
        (copy(4096, 1), [4096]),
        (copy(4150, 5), [4150]),
        (copy(4000, 97), [4096]),
        (copy(4000, 96), [1]),
        (copy(4160, 4032), [1]),
        (copy(4160, 4033), [8192]),
        (copy(60_000, 8), [1]),
        (copy(4100, 0), []),
    ],
)
def test_what_is_read_of_moved_data_is_told(tmp_path: Path, body: bytes, seen: list[int]) -> None:
    """By loads and by copies, at the first and the last byte; what lies beside is only a sign of looking."""
    cold = whole(data=MOVED)
    bytes_ = list(tracing.traced(whole(body), cold))
    script = tracing.hook(cold, tmp_path).sources[-1].read_text("utf-8")
    assert evaluate(PROGRAM.replace("BYTES", str(bytes_)).replace("SCRIPT", script)) == seen


def test_what_is_traced_works_as_before() -> None:
    """A copy that is watched still copies, with its target, source and size."""
    check = copy(1024, 4) + number(64) + b"\x28\x02\0" + number(0x64636261) + b"\x47\x04\x40\0\x0b"
    hot = whole(check, [Segment(1024, b"abcd")])
    program = PROGRAM.replace("BYTES", str(list(tracing.traced(hot, whole(data=MOVED)))))
    assert evaluate(program.replace("SCRIPT", SILENT)) == "copied"


SILENT = """
moduleArg.instantiateWasm = () => start({ trace: { read() {}, copy() {} } });
globalThis.functionsRun = () => "copied";
"""
