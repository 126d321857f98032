"""Reads QR codes by zxing-cpp, in Pyodide: the calls of PyPI's `zxingcpp`, over a decoder in WebAssembly.

What is here has the names, arguments, results and exceptions of PyPI's module, so that the same code runs on
CPython and in the browser. What is not here, because this build reads QR codes and nothing else:
the other symbologies, writing barcodes, PIL and Qt images (give a buffer), the module-level copies of the
enumerations' members, and PyPI's deprecated names.

What is here beyond PyPI's module: `adopt`, to share the decoder that a page runs already, and
`ImageView.in_decoder`, for pictures in that decoder's memory.
"""

from ._barcode import Barcode, Error, Point, Position
from ._decoder import adopt
from ._enums import BarcodeFormat, BarcodeFormats, Binarizer, ContentType, ErrorType, ImageFormat, TextMode
from ._image import ImageView
from ._read import read_barcode, read_barcodes

__all__ = [
    "Barcode",
    "BarcodeFormat",
    "BarcodeFormats",
    "Binarizer",
    "ContentType",
    "Error",
    "ErrorType",
    "ImageFormat",
    "ImageView",
    "Point",
    "Position",
    "TextMode",
    "adopt",
    "read_barcode",
    "read_barcodes",
]
