"""Runs in a split runtime under Node, needs what is in its cold half, and tells how often that was loaded."""

import asyncio
import json
import re
import sys
import unicodedata
from importlib import import_module
from typing import Any

japanese: Any = import_module("_codecs_jp")
runtime: Any = sys.modules["pyodide_js"]._module.coldHalf

if not (asyncio and json and re):
    raise RuntimeError("the library is not whole")
if unicodedata.name("\u00f1") != "LATIN SMALL LETTER N WITH TILDE":
    raise RuntimeError("the cold half gives wrong names")
if japanese.getcodec("euc_jp").encode("\u65e5\u672c")[0] != b"\xc6\xfc\xcb\xdc":
    raise RuntimeError("the cold half encodes wrongly")

str(runtime.loads)
