"""What checks are made of; they run inside Pyodide, which has no pytest."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import zxingcpp as module

from tests.wheel.drawing import Symbols

zxingcpp: Any = module  # PyPI's stub knows no plain buffers

Check = Callable[[Symbols], None]


def checks_of(place: ModuleType) -> dict[str, Check]:
    """Every `check_` function of a module by its name."""
    return {name: check for name, check in vars(place).items() if name.startswith("check_")}


def refused(
    kind: type[Exception], call: Callable[..., object], *arguments: object, **options: object
) -> None:
    """The call raises an exception of this kind."""
    try:
        call(*arguments, **options)
    except kind:
        return
    raise AssertionError(f"{kind.__name__} was not raised")


def size(picture: memoryview) -> tuple[int, int]:
    """Height and width."""
    height, width = picture.shape or (0, 0)
    return height, width


def only(image: object, **options: object) -> Any:
    """The one barcode in an image."""
    (found,) = zxingcpp.read_barcodes(image, **options)
    return found
