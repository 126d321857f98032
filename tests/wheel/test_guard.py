"""The build stops when the library would not fit the Pyodide it is shipped with."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from build_steps import wasm, zxing_wheel
from tests.wheel.modules import A_FUNCTION, A_GLOBAL, exported, imported, module


@pytest.fixture
def library(wheel: Path, tmp_path: Path) -> Path:
    """The built side module."""
    with zipfile.ZipFile(wheel) as archive:
        return Path(archive.extract("zxingcpp/libzxing.so", tmp_path))


def written(path: Path, content: bytes) -> Path:
    """A file of these bytes."""
    path.write_bytes(content)
    return path


def test_built_library_fits(library: Path) -> None:
    """Everything the library imports is there in the Pyodide we ship."""
    zxing_wheel.check(library, zxing_wheel.RUNTIME)


def test_library_of_another_abi(tmp_path: Path) -> None:
    """A symbol that Pyodide does not export ends the build, and is named."""
    wants = [imported("env", "malloc"), imported("env", "_ZNSt3__39new_thingEv")]
    strange = written(tmp_path / "strange.so", module(imports=wants))
    with pytest.raises(SystemExit, match=r"strange\.so does not fit") as failure:
        zxing_wheel.check(strange, zxing_wheel.RUNTIME)
    assert "\n  func _ZNSt3__39new_thingEv\n" in str(failure.value)
    assert "malloc" not in str(failure.value)


def test_runtime_that_lacks_an_export(library: Path, tmp_path: Path) -> None:
    """A Pyodide without one of the exports the library needs ends the build, and that one is named."""
    kept = wasm.interface(zxing_wheel.RUNTIME).exports
    lacking = [exported(name, kind) for name, kind in kept.items() if name != "__cxa_throw"]
    slim = written(tmp_path / "slim.wasm", module(exports=lacking))
    with pytest.raises(SystemExit, match=r"slim\.wasm, which lacks what it imports:\n  func __cxa_throw\n\w"):
        zxing_wheel.check(library, slim)


@pytest.mark.parametrize(
    ("source", "types", "kind"),
    [("env", A_FUNCTION, "func"), ("GOT.func", A_GLOBAL, "func"), ("GOT.mem", A_GLOBAL, "global")],
)
def test_kinds_must_agree(tmp_path: Path, source: str, types: bytes, kind: str) -> None:
    """An export of the right name but of another kind does not count; one of the right kind does."""
    side = wasm.interface(written(tmp_path / "side.so", module(imports=[imported(source, "it", types)])))
    for offered in ("func", "global", "memory"):
        main = wasm.interface(written(tmp_path / "main.wasm", module(exports=[exported("it", offered)])))
        assert zxing_wheel.unmet(side, main) == ([] if offered == kind else [f"{kind} it"])


def test_symbols_a_library_brings_itself(tmp_path: Path) -> None:
    """A weak symbol that the library both imports and exports need not be elsewhere, nor the loader's two."""
    wants = [imported("env", "own"), imported("env", "__memory_base", A_GLOBAL)]
    side = wasm.interface(written(tmp_path / "side.so", module(wants, [exported("own", "func")])))
    assert zxing_wheel.unmet(side, wasm.Interface((), {})) == []


def test_recipe_for_another_pyodide(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A recipe for another ABI than Pyodide's ends the build before anything is fetched."""
    (tmp_path / "pyodide-lock.json").write_text('{"info": {"abi_version": "2027_0"}}')
    monkeypatch.setattr(zxing_wheel, "PYODIDE", tmp_path)
    with pytest.raises(SystemExit, match="is for Pyodide ABI 2026_0; node_modules has 2027_0"):
        zxing_wheel.build(tmp_path / "out", tmp_path / "cache", print)
    assert not (tmp_path / "cache").exists()
