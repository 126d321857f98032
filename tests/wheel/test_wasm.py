"""The reader of WebAssembly modules, on modules small enough to write by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_steps.decoder import wasm_interface
from build_steps.wheels.zxing_wheel import PYODIDE
from tests.wheel.modules import exported, imported, module


def read(tmp_path: Path, content: bytes) -> wasm_interface.Interface:
    """The interface of a module of these bytes."""
    path = tmp_path / "module.wasm"
    path.write_bytes(content)
    return wasm_interface.interface(path)


def test_imports_of_every_kind(tmp_path: Path) -> None:
    """Each kind of import is told, and the type after it is stepped over."""
    kinds = {
        "func": b"\x00\x83\x01",  # type 131
        "table": b"\x01\x70\x01\x02\x80\x01",  # funcref, 2 to 128
        "memory": b"\x02\x00\x11",  # 17 pages or more
        "global": b"\x03\x7f\x01",  # i32, can change
        "tag": b"\x04\x00\x05",
    }
    content = module(imports=[imported("env", name, types) for name, types in kinds.items()])
    assert [(one.module, one.name, one.kind) for one in read(tmp_path, content).imports] == [
        ("env", kind, kind) for kind in kinds
    ]


def test_exports(tmp_path: Path) -> None:
    """Exports are told by name and kind, other sections are passed over."""
    content = module(exports=[exported("run", "func"), exported("at", "global")])
    assert read(tmp_path, content).exports == {"run": "func", "at": "global"}


@pytest.mark.parametrize(
    "content", [b"", b"<!doctype html>", module()[:4], module(exports=[exported("run", "func")])[:-3]]
)
def test_what_is_no_module(tmp_path: Path, content: bytes) -> None:
    """Anything else is refused by a sentence that names the file."""
    with pytest.raises(wasm_interface.NotWasm, match=r"module\.wasm is no WebAssembly module"):
        read(tmp_path, content)


def test_pyodide() -> None:
    """The module that is shipped exports Python's functions and C++'s exceptions."""
    exports = wasm_interface.interface(PYODIDE / "pyodide.asm.wasm").exports
    assert exports["PyObject_Call"] == "func"
    assert exports["__cpp_exception"] == "tag"
