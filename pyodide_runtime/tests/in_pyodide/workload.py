"""Runs in Pyodide under Node: a little of everything, as JSON, to be compared between runtimes."""

import base64
import codecs
import collections.abc
import contextlib
import csv
import datetime
import decimal
import fractions
import hashlib
import importlib.util
import io
import json
import locale
import math
import ntpath
import os
import random
import re
import runpy
import statistics
import string
import struct
import sys
import textwrap
import traceback
import unicodedata
import zlib
from typing import Any

found: dict[str, Any] = {}


def case(function: Any) -> Any:
    """Note what a function gives, or how it fails."""
    try:
        found[function.__name__] = function()
    except Exception as error:
        found[function.__name__] = f"{type(error).__name__}: {error}"
    return function


@case
def dates() -> list[str]:
    """Dates, their text and their arithmetic."""
    moment = datetime.datetime(2026, 2, 28, 23, 59, 59, tzinfo=datetime.UTC)
    later = moment + datetime.timedelta(days=1.5)
    return [
        later.isoformat(),
        later.strftime("%A %d %B %Y %j"),
        str(datetime.date.fromisoformat("2024-02-29")),
    ]


@case
def jsons() -> list[str]:
    """JSON there and back, and JSON that is none."""
    value = {"a": [1, 2.5, None, True, "\u00f1\U0001f600"], "b": {"c": '\\"\n'}}
    text = json.dumps(value, indent=1, sort_keys=True)
    with contextlib.suppress(ValueError):
        json.loads("[1, 2")
    return [text, json.dumps(json.loads(text), ensure_ascii=False)]


@case
def patterns() -> list[Any]:
    """Regular expressions with most of what they can do."""
    text = "Ana 12, Zo\u00eb 7; straße 99 \u0661\u0662"
    return [
        re.findall(r"(?P<name>\w+)\s(\d+)", text),
        re.sub(r"(?i)STRA(?:SS|\u00df)E", "road", text),
        re.split(r"[,;]\s*", text),
        [m.span() for m in re.finditer(r"(?<=\s)\d+(?=\D|$)", text)],
    ]


@case
def decimals() -> list[str]:
    """Exact numbers."""
    with decimal.localcontext() as context:
        context.prec = 60
        root = decimal.Decimal(2).sqrt()
    return [str(root), str(fractions.Fraction(355, 113) ** 3), str(decimal.Decimal("1e-7") / 3)]


@case
def characters() -> list[str]:
    """The Unicode database."""
    names = [unicodedata.name(letter) for letter in "\u00f1\u4e2d\uac00\U0001f600"]
    forms = [
        ascii(unicodedata.normalize(form, "\u00e9\ufb01\uac00")) for form in ("NFC", "NFD", "NFKC", "NFKD")
    ]
    kinds = [unicodedata.category(letter) for letter in "aA1 \u0301\u00df"]
    return [
        *names,
        *forms,
        *kinds,
        unicodedata.lookup("LATIN SMALL LETTER SHARP S"),
        "STRA\u00dfE".casefold(),
    ]


@case
def encodings() -> list[str]:
    """Text encodings, those of East Asia among them."""
    text = "\u65e5\u672c\u8a9e \u4e2d\u6587 \ud55c\uad6d\uc5b4"
    both = []
    east = ("euc_jp", "shift_jis", "iso2022_jp", "gb18030", "big5", "euc_kr", "cp949")
    for name in (*east, "utf-7", "utf-16", "cp1252"):
        raw = text.encode(name, "replace")
        both.append(f"{name} {raw.hex()} {raw.decode(name, 'replace')!a}")
    return both


@case
def hashes() -> list[str]:
    """Digests and checksums."""
    data = bytes(range(256)) * 33
    digests = [
        hashlib.new(name, data).hexdigest()
        for name in ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b")
    ]
    return [
        *digests,
        f"{zlib.crc32(data):08x}",
        base64.b85encode(data[:40]).decode(),
        zlib.compress(data).hex()[:80],
    ]


@case
def failing() -> list[str]:
    """Exceptions, chained and grouped, with their tracebacks."""

    def inner() -> None:
        raise KeyError("inner")

    texts = []
    try:
        try:
            inner()
        except KeyError as error:
            raise ValueError("outer") from error
    except ValueError:
        texts.append(traceback.format_exc())
    try:
        raise ExceptionGroup("both", [TypeError("one"), OSError(2, "two")])
    except* OSError as group:
        texts.append("".join(traceback.format_exception(group)))
    except* TypeError as group:
        texts.append(repr(group))
    try:
        compile("if True print(1)", "<text>", "exec")
    except SyntaxError as error:
        texts.append("".join(traceback.format_exception_only(error)))
    return [re.sub(r"0x[0-9a-f]+", "0x", text) for text in texts]


@case
def frozen() -> list[Any]:
    """Modules that are frozen into the interpreter, or were, and errors that pass through them."""
    names = []
    try:
        codecs.getincrementaldecoder("utf-8")().decode(b"\xff")
    except UnicodeDecodeError as error:
        names = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
    return [
        *names,
        ntpath.join("C:", "a", "..", "b"),
        ntpath.normpath("a/./b/../c"),
        os.path.relpath("/a/b", "/a/c"),
        runpy.run_module("__future__", run_name="run")["__name__"],
        str(importlib.util.find_spec("json.decoder") is not None),
        [one.__name__ for one in collections.abc.Sequence.__mro__],
    ]


@case
def numbers() -> list[str]:
    """Floats, large integers, chance with a seed."""
    chance = random.Random(7)  # noqa: S311  the same numbers each time are what is wanted
    return [
        repr([math.gamma(5.5), math.sin(1e10), math.fsum([0.1] * 10), 2**0.5, float.fromhex("0x1.8p3")]),
        str(3**400 % 10**50),
        repr([chance.random(), chance.gauss(0, 1), chance.sample(range(100), 5)]),
        repr(statistics.NormalDist(2, 3).cdf(2.5)),
        struct.pack("<dfqh", 1.5, 2.5, -3, 4).hex(),
    ]


@case
def texts() -> list[str]:
    """Formatting, templates, tables."""
    out = io.StringIO()
    csv.writer(out).writerows([["a", "b,c"], [1, 'say "x"']])
    return [
        f"{1234567.891:,.2f} {255:#x} {'mid':^9} {0.00001:g}",
        string.Template("$who likes ${what}").substitute(who="Ana", what="figs"),
        textwrap.fill("a long line of words that is broken", 12),
        out.getvalue(),
        str(locale.localeconv()["decimal_point"]),
    ]


async def main() -> str:
    """All of it as one text."""
    sys.dont_write_bytecode = True
    sys.path.append("/in_pyodide")
    asynchronous = importlib.import_module("asynchronous")
    found["tasks"] = await asynchronous.tasks()
    found["borders"] = await asynchronous.borders()
    return json.dumps(found, sort_keys=True, indent=1)


import pyodide.code  # noqa: E402  last, so that the rest is read without it
import pyodide.ffi  # noqa: E402, F401

await main()  # type: ignore[top-level-await]  # noqa: F704, PLE1142  Pyodide runs it so
