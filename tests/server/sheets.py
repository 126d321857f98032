"""Reading printed sheets back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import zxingcpp

DPI = 150


def badge_texts(pdf: Path) -> list[str]:
    """What the badges of a sheet say, page by page."""
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    pages = [np.array(page.render(scale=DPI / 72).to_pil()) for page in document]
    document.close()
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page)]
