"""The recorded profile, and the walk that cuts the runtime, belong to the Pyodide that is pinned."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import pyodide_runtime
from pyodide_runtime.distribution import PINNED
from pyodide_runtime.profile.function_names import function_names
from pyodide_runtime.profile.hot_functions import read_record
from pyodide_runtime.slim import cut
from pyodide_runtime.wasm import binary, instructions, module, reader


@pytest.fixture(scope="module")
def whole() -> module.Module:
    """Stock Pyodide's WebAssembly."""
    return reader.read(PINNED.binary)


def test_the_recorded_profile_is_of_this_pyodide(whole: module.Module) -> None:
    """Every recorded name is a function there is; a new Pyodide wants `build.py profile`."""
    there = set(function_names(whole).values())
    recorded = read_record()
    assert len(recorded) > 1000
    assert sorted(recorded - there) == []


def test_names_outlive_what_is_added_before_them(whole: module.Module) -> None:
    """A function's name does not change with the numbers of the functions around it."""
    exported = {one.index - whole.first_function for one in whole.exports if one.kind == module.FUNCTION}
    place = next(
        at
        for at, refs in enumerate(whole.references)
        if at not in exported and any(one.kind == instructions.CALL for one in refs)
    )
    moved = instructions.renumbered(whole.code[place], whole.references[place], one_further)
    code = [*whole.code[:place], moved, *whole.code[place + 1 :]]
    assert moved != whole.code[place]
    index = whole.first_function + place
    assert function_names(replace(whole, code=code))[index] == function_names(whole)[index]


def one_further(one: instructions.Reference) -> bytes | None:
    """A call of the function behind the one that is called."""
    return bytes([one.opcode]) + binary.unsigned(one.value + 1) if one.kind == instructions.CALL else None


def vars_of(one: module.Module) -> dict[str, object]:
    """A module's own fields, without what is derived from them."""
    return {name: getattr(one, name) for name in module.Module.__dataclass_fields__}


def test_a_module_written_again_is_the_same(whole: module.Module) -> None:
    """Reading and writing lose nothing but the count of data segments, which nothing refers to."""
    again = reader.parse(module.write(whole))
    assert vars_of(again) == vars_of(whole)


def test_what_is_cut_is_not_needed(whole: module.Module) -> None:
    """Few exports stay, those the loader names among them, and most of the OpenGL imports go."""
    found = cut.find_reachable(PINNED)
    assert {"memory", "__wasm_call_ctors", "_emscripten_stack_alloc"} <= found.live.exports
    assert len(found.live.exports) < 400 < len(whole.exports)
    assert not [name for name in found.live.imports if name.startswith("emscripten_gl")]


def test_a_native_wheel_among_the_students_is_refused(tmp_path: Path) -> None:
    """The runtime is cut to what Python alone needs, so a wheel with native code ends the build in words."""
    wheel = tmp_path / "zxing_cpp-2.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("zxingcpp/__init__.py", "")
        archive.writestr("zxingcpp/reader.so", b"\0asm")
    with pytest.raises(SystemExit, match=r"zxing_cpp-2\.0-.*\.whl holds zxingcpp/reader\.so"):
        pyodide_runtime.build([wheel], "stock")
