"""What `zxingcpp` promises, on CPython by PyPI's module and in the browser by ours.

Each `check_` function takes the symbols of `symbols.py` and fails by an assertion. Nothing but the standard
library and `zxingcpp` is used, so the same files run under pytest and inside Pyodide.
"""

from tests.wheel.claims import Check, checks_of
from tests.wheel.contract import formats, images, reading


def checks() -> dict[str, Check]:
    """Every check by its name."""
    return checks_of(formats) | checks_of(images) | checks_of(reading)
