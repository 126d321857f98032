"""Where a kind of runtime cannot be made, the next is its fallback, with the reason in words."""

from __future__ import annotations

import json
import random
import struct
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import pyodide_runtime
from build_steps import site, wheels
from build_steps.__main__ import parser
from build_steps.paths import CACHE
from pyodide_runtime.builder import Builder
from pyodide_runtime.distribution import PINNED, Distribution
from pyodide_runtime.failures import FAILURES
from pyodide_runtime.profile.function_names import function_names
from pyodide_runtime.runtime import BINARY
from pyodide_runtime.tests.conftest import CacheWithout
from pyodide_runtime.tests.test_data import module as small_module
from pyodide_runtime.tests.test_data import naming
from pyodide_runtime.wasm import module, reader
from pyodide_runtime.wasm.binary import BadModule

TABLE = b"_PyImport_FrozenStdlib"
TROUBLES = [
    (BadModule("unknown instruction 0xfd"), "unknown instruction 0xfd"),
    (RuntimeError("it loaded its cold half 2 times"), "it loaded its cold half 2 times"),
    (KeyError("_PyImport_FrozenStdlib"), "KeyError: '_PyImport_FrozenStdlib'; test_fallback.py, line"),
    (IndexError("index out of range"), "IndexError: index out of range"),
    (ValueError("not in list"), "ValueError: not in list"),
    (struct.error("unpack requires a buffer of 16 bytes"), "requires a buffer of 16 bytes"),
    (OSError(28, "No space left on device"), "No space left on device"),
    (subprocess.TimeoutExpired(["node"], 9), "timed out after 9 seconds"),
]
"""What other bytes than those that are known may lead to, and what is told of it."""


@pytest.fixture(scope="module")
def student() -> list[Path]:
    """The wheels of the student's Python."""
    return wheels.build()


@pytest.fixture
def cache(student: list[Path], cache_without: CacheWithout) -> Path:
    """A cache in which the slim runtime stands, and no split one."""
    assert pyodide_runtime.build(student, "slim").kind == "slim"
    return cache_without("runtime-split")


@pytest.fixture
def no_runtime(cache_without: CacheWithout) -> partial[Builder]:
    """A builder over a cache in which no runtime stands, and with a library that is quickly made."""
    return partial(
        Builder,
        cache=cache_without("runtime-split", "runtime-slim"),
        compile_library=lambda _distribution, _target, _wheels: {},
    )


def raising(error: Exception) -> Any:
    """A step that fails."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(("error", "words"), TROUBLES)
def test_slim_is_the_fallback_of_split(
    student: list[Path], cache: Path, capsys: pytest.CaptureFixture[str], error: Exception, words: str
) -> None:
    """Whatever fails, the slim runtime is there, and one line says why the split one is not."""
    assert Builder(cache=cache, find_hot=raising(error)).build(student).kind == "slim"
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("    The split runtime cannot be built: ")
    assert words in line


def test_a_split_that_breaks_off_leaves_nothing(student: list[Path], cache: Path) -> None:
    """What fails late, when files are written already, is not taken for made by the next build."""
    twice = Builder(cache=cache, smoke_test=lambda _distribution, _home: 2)
    assert twice.build(student).kind == "slim"
    assert list((cache / "runtime-split").iterdir()) == []


@pytest.mark.parametrize(("error", "words"), TROUBLES)
def test_stock_is_the_fallback_of_slim(
    student: list[Path],
    no_runtime: partial[Builder],
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    words: str,
) -> None:
    """Where slim cannot be made, split cannot either: stock is left, and both reasons are told in turn."""
    assert no_runtime(find_reachable=raising(error)).build(student).kind == "stock"
    told = [line for line in capsys.readouterr().out.splitlines() if "cannot be built" in line]
    assert [line.split()[1] for line in told] == ["split", "slim"]
    assert all(words in line for line in told)


def test_a_site_is_built_all_the_same(no_runtime: partial[Builder], tmp_path: Path) -> None:
    """The site that was asked for with the best runtime is whole, with the one that is left."""
    builder = no_runtime(find_reachable=raising(KeyError("_PyImport_FrozenStdlib")))
    artifacts = site.build_artifacts()
    python = builder.build(artifacts.wheels, "split", site.stage(artifacts))
    built = site.publish(tmp_path / "dist", python, artifacts)
    report = json.loads((built / "build-report.json").read_text("utf-8"))
    assert report["runtime"] == "stock"
    assert (built / "index.html").exists()


def test_the_command_asks_for_the_kind_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """`build.py build --runtime KIND` knows every kind; without one, the best is asked for."""
    asked: list[str | None] = []
    monkeypatch.setattr(site, "ensure", asked.append)
    for options in ([], *(["--runtime", kind] for kind in pyodide_runtime.KINDS)):
        arguments = parser().parse_args(["build", *options])
        arguments.run(arguments)
    assert asked == [None, *pyodide_runtime.KINDS]


def test_another_pyodide_is_served_as_it_is(
    student: list[Path], no_runtime: partial[Builder], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A Pyodide that calls one of its tables otherwise is published whole."""
    home = tmp_path / "pyodide"
    home.mkdir()
    for path in PINNED.home.iterdir():
        (home / path.name).symlink_to(path)
    (home / BINARY).unlink()
    (home / BINARY).write_bytes(PINNED.binary.read_bytes().replace(TABLE, b"_PyImport_FrozenOthers"))
    python = no_runtime(Distribution(home)).build(student, "slim")
    assert (python.kind, python.files[BINARY]) == ("stock", home / BINARY)
    assert "(KeyError: '_PyImport_FrozenStdlib'; frozen_modules.py, line" in capsys.readouterr().out


@pytest.mark.parametrize("kind", pyodide_runtime.KINDS)
def test_a_kind_that_was_asked_for_is_made(student: list[Path], kind: str, cache: Path) -> None:
    """There is no fallback from what can be made."""
    if (CACHE / "runtime-split").exists():
        (cache / "runtime-split").symlink_to(CACHE / "runtime-split")
    assert Builder(cache=cache).build(student, kind).kind == kind


def test_a_mistake_in_the_steps_ends_the_build(student: list[Path], cache: Path) -> None:
    """A step that is called wrongly is not taken for another Pyodide."""
    wrong = Builder(cache=cache, find_hot=raising(TypeError("hot_functions() takes 3 arguments")))
    with pytest.raises(TypeError):
        wrong.build(student)


def test_damaged_modules_are_read_or_refused() -> None:
    """Whichever bytes of a module are others, reading it ends, and by no error but those with a fallback."""
    chance = random.Random(1)  # noqa: S311  any bytes will do
    whole = small_module(naming(5), naming(), [module.Segment(64, b"text")])
    whole.imports = [module.Import("env", "f", module.FUNCTION, b"\0")]
    whole.elements = [module.Element(1, [1, 2])]
    content, refused = module.write(whole), 0
    for _ in range(3000):
        damaged = bytearray(content)
        for _place in range(chance.randint(1, 3)):
            damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
        try:
            read = reader.parse(bytes(damaged))
            assert len(function_names(read)) == len(read.references)
            assert read.signatures is not None
        except FAILURES:
            refused += 1
    assert 1000 < refused < 3000
