"""When two spellings are one name: what is typed, imported or given on a command line is compared here.

`folded` is Unicode's toNFKC_Casefold (The Unicode Standard, section 3.13) with two things more: decimal
digits of every script become ASCII ones, and spaces at the edges go. It is near UsernameCaseMapped of RFC
8265, section 3.3, and maps what that would refuse: whose name it is, a roster decides, and how it arrives, a
keyboard or a clipboard. Case is folded rather than lowered ("ß" is "ss"). Letters of different scripts that
look alike stay different.
"""

from __future__ import annotations

import unicodedata
from itertools import chain

_IGNORABLE_RANGES = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),  # zero-width space and joiners, direction marks
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
"""Default_Ignorable_Code_Point of Unicode 15.1 (DerivedCoreProperties.txt): what nobody can see."""

IGNORABLE = frozenset(map(chr, chain.from_iterable(range(a, b + 1) for a, b in _IGNORABLE_RANGES)))


def visible(text: str) -> str:
    """The text composed (Unicode NFC), without what nobody can see in it, and without spaces around it."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", "".join(each for each in text if each not in IGNORABLE))
    return text.strip()


def folded(text: str) -> str:
    """What makes two spellings the same name. Folding twice gives the same as once."""
    if not text.isascii():
        text = _compatible(_compatible(visible(text)).casefold())
        text = "".join(map(_digit, visible(text)))
    return text.strip().casefold()


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
