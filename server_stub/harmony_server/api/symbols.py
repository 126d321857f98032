"""QR codes as the API gives them: drawn by the page, never put into it as markup."""

from __future__ import annotations

from harmony.badge.symbol import Symbol


def rows_of(symbol: Symbol) -> list[str]:
    """A QR code's rows from the top, a `1` for each dark module and a `0` for each light one."""
    return ["".join("1" if module else "0" for module in row) for row in symbol.modules]
