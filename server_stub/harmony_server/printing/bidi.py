"""Which way each part of a line runs, and in which order the parts are seen.

For one line as it is printed: a name, a school, a sentence of a slip. This is the Unicode Bidirectional
Algorithm (UAX #9) without embeddings, isolates and pairs of brackets (X1 to X8, N0), which none of those has;
rules are named as it names them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
RIGHT_TO_LEFT = ("R", "AL")
_NUMBERS = ("EN", "AN")


@dataclass(frozen=True)
class Run:
    """Letters that all run one way, in the order in which they are read."""

    text: str
    is_rtl: bool


def visual_runs(line: str) -> tuple[Run, ...]:
    """The parts of a line as they are seen, from its left to its right."""
    classes = [unicodedata.bidirectional(letter) for letter in line]
    base = _base(classes)
    levels = _levels(_resolved(classes, base), base)
    runs = [
        (level, "".join(letter for letter, _ in group))
        for level, group in groupby(zip(line, levels, strict=True), key=lambda each: each[1])
    ]
    return tuple(Run(text, level % 2 == 1) for level, text in _reordered(runs))


def closed(part: str) -> str:
    """A part of a line, with a mark behind it by which a full stop at its end stays with it."""
    marks = {"L": LEFT_TO_RIGHT_MARK, "R": RIGHT_TO_LEFT_MARK}
    return part + marks[_base([unicodedata.bidirectional(letter) for letter in part])] if part else part


def _base(classes: list[str]) -> str:
    strong = next((each for each in classes if each in ("L", *RIGHT_TO_LEFT)), "L")
    return "R" if strong in RIGHT_TO_LEFT else "L"


def _resolved(classes: list[str], base: str) -> list[str]:
    """What each letter counts as: L, R, EN, AN, or ON for what goes with its neighbours (W1 to W7)."""
    return _after_letters(_signs_of_numbers(_after_arabic(classes, base)), base)


def _after_arabic(classes: list[str], base: str) -> list[str]:
    """What nobody sees alone goes with what it stands at; numbers after Arabic are of its kind (W1 to W3)."""
    kinds: list[str] = []
    strong = before = base
    for kind in classes:
        before = before if kind in ("NSM", "BN") else kind
        if before in ("L", *RIGHT_TO_LEFT):
            strong = before
        kinds.append("AN" if before == "EN" and strong == "AL" else before)
    return ["R" if kind == "AL" else kind for kind in kinds]


def _signs_of_numbers(kinds: list[str]) -> list[str]:
    """Separators within a number, and signs beside one, belong to it (W4, W5)."""
    for at in range(1, len(kinds) - 1):
        before, kind, after = kinds[at - 1 : at + 2]
        if before == after and (kind, before) in (("CS", "EN"), ("CS", "AN"), ("ES", "EN")):
            kinds[at] = before
    for order in (range(len(kinds)), reversed(range(len(kinds)))):
        beside = ""
        for at in order:
            kinds[at] = beside = "EN" if kinds[at] == "ET" and beside == "EN" else kinds[at]
    return kinds


def _after_letters(kinds: list[str], base: str) -> list[str]:
    """Numbers after L are L, and what is neither letter nor number goes with its neighbours (W6, W7)."""
    found: list[str] = []
    strong = base
    for kind in kinds:
        strong = kind if kind in ("L", "R") else strong
        if kind == "EN" and strong == "L":
            found.append("L")
        else:
            found.append(kind if kind in ("L", "R", *_NUMBERS) else "ON")
    return found


def _levels(kinds: list[str], base: str) -> list[int]:
    """How deep each letter lies: even runs right, odd runs left (N1, N2, I1, I2)."""
    whole: list[str] = []
    before = base
    for kind, group in groupby(kinds):
        count = len(list(group))
        if kind != "ON":
            before = _side(kind)
            whole += [kind] * count
            continue
        after = next((_side(each) for each in kinds[len(whole) + count :] if each != "ON"), base)
        whole += [before if before == after else base] * count
    lowest = 1 if base == "R" else 0
    deeper = {"L": (0, 2), "R": (1, 1), "EN": (2, 2), "AN": (2, 2)}
    return [deeper[kind][lowest] for kind in whole]


def _side(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def _reordered(runs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """From the deepest level up, neighbours of a level or deeper are turned around (L2)."""
    for level in range(max((level for level, _ in runs), default=0), 0, -1):
        turned: list[tuple[int, str]] = []
        deep: list[tuple[int, str]] = []
        for run in runs:
            if run[0] >= level:
                deep.insert(0, run)
            else:
                turned += [*deep, run]
                deep = []
        runs = [*turned, *deep]
    return runs
