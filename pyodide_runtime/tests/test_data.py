"""Which data of a module waits in its cold half, on modules small enough to see it."""

from __future__ import annotations

import random
import struct

import pytest

from pyodide_runtime.slim import frozen_modules
from pyodide_runtime.split import data, strings
from pyodide_runtime.wasm import memory
from pyodide_runtime.wasm.binary import BadModule, signed, vector
from pyodide_runtime.wasm.module import GLOBAL, Export, Global, Module, Segment, i32_constant

TABLE, CONSTANTS, POINTERS = 0x10000, 0x80000, 0x90000
WORDS = ("cannot open the door", "no such badge", "%s is not a key", "try again")
TEXTS = [f"{word} {number}".encode() + b"\0" for number in range(1000) for word in WORDS]


def place(number: int) -> int:
    """The address of a text of the table."""
    return TABLE + sum(map(len, TEXTS[:number]))


def naming(*addresses: int) -> bytes:
    """A function that names addresses."""
    return b"\0" + b"".join(b"\x41" + signed(one) + b"\x1a" for one in addresses) + b"\x0b"


def module(hot: bytes, cold: bytes, segments: list[Segment]) -> Module:
    """A module of two functions, whose type object, at POINTERS, tells where constants end."""
    return Module(
        types=vector([b"\x60\0\0"]),
        imports=[],
        functions=[0, 0],
        tables=[],
        memories=b"\x01\0\x10",
        tags=b"",
        globals=[Global(b"\x7f\0", i32_constant(POINTERS))],
        exports=[Export("PyThing_Type", GLOBAL, 0)],
        elements=[],
        code=[hot, cold],
        data=segments,
        dylink=b"",
    )


def waiting(whole: Module) -> list[Segment]:
    """The data that waits if the first function is hot, and the type object, too."""
    parted = data.divide(whole, {0, 1}, {0}, {"PyThing_Type"})
    image = bytearray(0x100000)
    for one in [*parted.hot, *parted.cold]:
        assert not any(image[one.address : one.end]), "in both halves"
        image[one.address : one.end] = one.content
    for one in whole.data:
        assert image[one.address : one.end] == one.content, "lost"
    return parted.cold


def is_away(address: int, cold: list[Segment]) -> bool:
    """Whether what stands at an address waits."""
    return any(one.address <= address < one.end for one in cold)


def test_texts_move_one_by_one() -> None:
    """A text stays if a hot function names it, or its end, or data in use points to it; others wait."""
    pointers = struct.pack("<III", 5, 0, place(300))
    whole = module(
        naming(place(100), place(200) + 3, POINTERS),
        naming(place(101)),
        [Segment(TABLE, b"".join(TEXTS)), Segment(POINTERS, pointers)],
    )
    cold = waiting(whole)
    staying = {number for number in range(len(TEXTS)) if not is_away(place(number), cold)}
    assert staying == {100, 200, 300}


def test_a_pointer_at_the_end_of_a_segment_counts() -> None:
    """Linkers leave its last byte out, which is a zero."""
    pointers = struct.pack("<II", 1, place(300)).rstrip(b"\0")
    assert len(pointers) % 4 != 0
    whole = module(naming(POINTERS), naming(), [Segment(TABLE, b"".join(TEXTS)), Segment(POINTERS, pointers)])
    assert not is_away(place(300), waiting(whole))


def test_data_moves_whole() -> None:
    """Of two constants one waits, if only a cold function names it, and what has no start of its own."""
    named, other = Segment(CONSTANTS, b"n" * 100), Segment(CONSTANTS + 2000, b"o" * 100)
    rest = Segment(CONSTANTS + 2120, b"r" * 100)
    types = Segment(POINTERS, b"t" * 4)
    whole = module(naming(CONSTANTS), naming(CONSTANTS + 2000), [named, other, rest, types])
    assert waiting(whole) == [other, rest]
    both = module(naming(CONSTANTS, CONSTANTS + 2000), naming(), [named, other, rest, types])
    assert waiting(both) == []


def test_the_end_of_an_object_stays_where_the_next_begins_close_behind() -> None:
    """Segments end at zeros, wherever objects do: one can hold the last row of a table and the next table."""
    table, last_row = Segment(CONSTANTS, b"t" * 100), Segment(CONSTANTS + 108, b"t" * 15 + b"n" * 100)
    types = Segment(POINTERS, b"t" * 4)
    assert waiting(module(naming(CONSTANTS), naming(CONSTANTS + 123), [table, last_row, types])) == []


def test_what_can_be_written_stays() -> None:
    """Behind the first type everything stays, also what only cold functions name."""
    later = Segment(POINTERS + 4000, b"w" * 100)
    whole = module(naming(), naming(POINTERS + 4000), [Segment(POINTERS, b"t" * 4), later])
    assert waiting(whole) == []


@pytest.mark.parametrize(
    "content",
    [
        random.Random(1).randbytes(1 << 17),  # noqa: S311  any bytes will do
        b"x\0" * (1 << 16),
        b"".join(struct.pack("<I", number) for number in range(1 << 15)),
        b"word\0\0\0\0" * (1 << 14),
        b"a short one\0" * 10,
    ],
)
def test_only_texts_are_taken_for_texts(content: bytes) -> None:
    """Not tables of numbers, wide characters, names in fields of a fixed size, or too little to tell."""
    assert not strings.is_table(Segment(TABLE, content))
    assert strings.is_table(Segment(TABLE, b"".join(TEXTS)))


def frozen_module(code: bytes, names: tuple[bytes, ...] = (b"os\0", b"ntpath\0")) -> Module:
    """A module with two frozen modules of Python in its first table, and two empty tables."""
    rows = b"".join(
        frozen_modules.ENTRY.pack(TABLE + 32 * at, CONSTANTS + 4096 * at, len(code), 0)
        for at in range(len(names))
    )
    segments = [
        *(Segment(TABLE + 32 * at, name) for at, name in enumerate(names)),
        *(Segment(CONSTANTS + 4096 * at, code) for at in range(len(names))),
        Segment(POINTERS + 64, rows),
        *(Segment(POINTERS + 4 * at, struct.pack("<I", POINTERS + 64 + (at and 512))) for at in range(3)),
    ]
    named = [Export(table, GLOBAL, at) for at, table in enumerate(frozen_modules.TABLES)]
    variables = [Global(b"\x7f\0", b"\x41" + signed(POINTERS + 4 * at) + b"\x0b") for at in range(3)]
    whole = module(naming(), naming(), segments)
    whole.exports, whole.globals = named, variables
    return whole


def test_frozen_modules_are_replaced_or_dropped() -> None:
    """What is given takes the place of the old, with its size; what is not given leaves the table."""
    small = frozen_modules.replaced(frozen_module(b"c" * 100), {"ntpath": b"new"})
    image = memory.Image(small.data)
    row = frozen_modules.ENTRY.unpack_from(image.content, POINTERS + 64)
    assert row == (TABLE + 32, CONSTANTS + 4096, 3, 0)
    assert image.content[CONSTANTS + 4096 : CONSTANTS + 4200].rstrip(b"\0") == b"new"
    assert not any(image.content[POINTERS + 64 + frozen_modules.ENTRY.size : POINTERS + 200])
    assert not any(image.content[CONSTANTS : CONSTANTS + 100])


@pytest.mark.parametrize(
    ("codes", "words"), [({"os": b"c" * 101}, "did not get smaller"), ({"site": b"c"}, "'site'")]
)
def test_frozen_modules_that_do_not_fit_are_refused(codes: dict[str, bytes], words: str) -> None:
    """A module larger than before, or one that is not there, ends the runtime with a reason."""
    with pytest.raises(BadModule, match=words):
        frozen_modules.replaced(frozen_module(b"c" * 100), codes)
