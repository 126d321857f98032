"""Formats and the other enumerations."""

from __future__ import annotations

import warnings
from typing import Any

import zxingcpp as module

from tests.wheel.claims import only, refused
from tests.wheel.drawing import Symbols, draw

zxingcpp: Any = module  # PyPI's stub knows neither plain buffers nor lists of formats


def check_forms_of_formats(symbols: Symbols) -> None:
    """Formats are given as one, as a list, a tuple or a set of zxingcpp's own; as nothing else."""
    picture, model_2 = draw(symbols["hello"]), zxingcpp.BarcodeFormat.QRCodeModel2
    for formats in (model_2, [model_2], (model_2,), zxingcpp.BarcodeFormats([model_2]), []):
        assert only(picture, formats=formats).text == "HELLO"
    for formats in (None, "QRCodeModel2", 5, [5], {model_2}):
        refused(TypeError, zxingcpp.read_barcodes, picture, formats=formats)


def check_formats_choose(symbols: Symbols) -> None:
    """Micro QR is read when asked for, and neither kind when only the other is."""
    large, micro = draw(symbols["hello"]), draw(symbols["micro"])
    model_2, kind = zxingcpp.BarcodeFormat.QRCodeModel2, zxingcpp.BarcodeFormat.MicroQRCode
    assert only(micro, formats=kind).format == kind
    assert only(micro).symbology == zxingcpp.BarcodeFormat.QRCode
    assert zxingcpp.read_barcodes(micro, formats=model_2) == []
    assert zxingcpp.read_barcodes(large, formats=kind) == []


def check_set_of_formats(_: Symbols) -> None:
    """A set of formats is sorted, holds each once, and compares by what it holds."""
    one, two = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.QRCodeModel2
    formats = zxingcpp.BarcodeFormats([two, one, two, zxingcpp.BarcodeFormat.NONE])
    assert list(formats) == [one, two]
    assert len(formats) == 2
    assert (formats[0], formats[-1]) == (one, two)
    assert repr(formats) == "QR Code, QR Code Model 2"
    assert formats == zxingcpp.BarcodeFormats((one, two))
    assert formats != zxingcpp.BarcodeFormats(one)
    refused(IndexError, formats.__getitem__, 2)
    refused(TypeError, zxingcpp.BarcodeFormats, None)


def check_joining_formats_warns(_: Symbols) -> None:
    """The operator | still joins formats, and says that it is deprecated."""
    one, two = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert one | two == zxingcpp.BarcodeFormats([one, two])
        assert zxingcpp.BarcodeFormats(one) | two == zxingcpp.BarcodeFormats([one, two])
    assert [warning.category for warning in said] == [DeprecationWarning, DeprecationWarning]


def check_formats_are_numbers_with_names(_: Symbols) -> None:
    """Formats are integers, know their symbology, and have names for people."""
    expected = {
        "NONE": (0, "None"),
        "All": (10794, "All"),
        "AllReadable": (29226, "All Readable"),
        "AllMatrix": (27946, "All Matrix"),
        "QRCode": (8273, "QR Code"),
        "QRCodeModel1": (12625, "QR Code Model 1"),
        "QRCodeModel2": (12881, "QR Code Model 2"),
        "MicroQRCode": (27985, "Micro QR Code"),
        "RMQRCode": (29265, "rMQR Code"),
    }
    for name, (number, words) in expected.items():
        member = zxingcpp.BarcodeFormat[name]
        assert (member, str(member), f"{member}") == (number, words, words)
    assert zxingcpp.BarcodeFormat.MicroQRCode.symbology is zxingcpp.BarcodeFormat.QRCode


def check_values_of_enumerations(_: Symbols) -> None:
    """The other enumerations have the names and values of the library's headers."""
    expected = {
        "Binarizer": {"LocalAverage": 0, "GlobalHistogram": 1, "FixedThreshold": 2, "BoolCast": 3},
        "ContentType": {"Text": 0, "Binary": 1, "Mixed": 2, "GS1": 3, "ISO15434": 4, "UnknownECI": 5},
        "ErrorType": {"NONE": 0, "Format": 1, "Checksum": 2, "Unsupported": 3},
        "TextMode": {"Plain": 0, "ECI": 1, "HRI": 2, "Escaped": 3, "Hex": 4, "HexECI": 5},
        "ImageFormat": {
            "Lum": 0x01000000,
            "LumA": 0x02000000,
            "RGB": 0x03000102,
            "BGR": 0x03020100,
            "RGBA": 0x04000102,
            "ARGB": 0x04010203,
            "BGRA": 0x04020100,
            "ABGR": 0x04030201,
        },
    }
    for name, members in expected.items():
        assert {member.name: member.value for member in getattr(zxingcpp, name)} == members
