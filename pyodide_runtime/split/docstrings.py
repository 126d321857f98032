"""Finds the docstrings of C methods, which nothing reads unasked, so that they can wait in the cold half.

CPython keeps one as the last of the four words of a `PyMethodDef`: name, function, flags, docstring; that
begins with the method's own name and signature, and a line `--` (Argument Clinic). Only docstrings that
nothing but such words points to are taken. What reads them are the getters of `__doc__` and
`__text_signature__`, and these are cold themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection

from pyodide_runtime.wasm.memory import Image
from pyodide_runtime.wasm.module import Module, Segment

FLAGS = 0x3FF
"""All flags that a method can have (METH_VARARGS and those that follow)."""
SIGNED = re.compile(rb"(?P<name>\w+)\([^\0]*\)\n--\n\n")


def method_docstrings(module: Module, named: Collection[int], boundary: int) -> list[Segment]:
    """The docstrings as segments of their own.

    `named` are the addresses that hot functions or the page name; pointers stand behind `boundary` only.
    """
    image = Image(module.data)
    words = image.words(boundary // 4 * 4)
    slots = max((one.slot + len(one.functions) for one in module.elements), default=0)
    pointers_to: dict[int, int] = {}
    for row in zip(words, words[1:], words[2:], words[3:], strict=False):
        if _is_method(image, row, slots):
            pointers_to[row[3]] = pointers_to.get(row[3], 0) + 1
    words, names = sorted(words), sorted(named)
    found = []
    for start, pointers in sorted(pointers_to.items()):
        text = image.text(start) + b"\0"
        end = start + len(text)
        alone = image.content[start - 1] == 0 and _count(words, start, end) == pointers
        if alone and _count(names, start, end) == 0:
            found.append(Segment(start, text))
    return found


def _is_method(image: Image, row: tuple[int, int, int, int], slots: int) -> bool:
    """Whether four words are a PyMethodDef with a signature in its docstring."""
    name, function, flags, text = row
    if not (0 < function < slots and 0 < flags <= FLAGS and 0 < name < len(image.content)):
        return False
    if not 0 < text < len(image.content):
        return False
    found = SIGNED.match(image.content, text)
    return found is not None and found["name"] == image.text(name)


def _count(ordered: list[int], start: int, end: int) -> int:
    return bisect_left(ordered, end) - bisect_left(ordered, start)
