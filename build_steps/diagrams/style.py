"""How a drawing looks, in the colours of the portal's own pictures, on light paper and on dark."""

from __future__ import annotations

CORNER = 10.0
TITLE, TEXT, MONO = 0.56, 0.53, 0.615
"""How wide a letter is, as a share of its height, in the widest of the fonts that may be there."""
SIZES = {TITLE: 15.0, TEXT: 13.5, MONO: 12.5}
LINE = {"title": 22.0, "folder": 18.0, "says": 18.0, "word": 16.0}

_FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'
_LIGHT = (
    "--paper:#fffaf0;--ink:#10333a;--soft:#3c5a60;--region:#f3ecd9;--box:#fff;--shade:#10333a2e;"
    "--page:#4a9fdb;--code:#1c9a8f;--server:#f0604a;--store:#ffc233;--outside:#7f9799;--folder:#0d6a62"
)
_DARK = (
    "--paper:#10272d;--ink:#f6efdf;--soft:#b9ccca;--region:#18363d;--box:#21454d;--shade:#0000006b;"
    "--page:#6cb6ea;--code:#35b8ab;--server:#f57d69;--store:#ffc94d;--outside:#93abac;--folder:#7fd8cd"
)
STYLE = (
    f":root{{{_LIGHT}}}@media (prefers-color-scheme:dark){{:root{{{_DARK}}}}}"
    f"text{{font-family:{_FONT};fill:var(--ink)}}"
    ".paper{fill:var(--paper)}.region{fill:var(--region)}.shade{fill:var(--shade)}"
    ".box{fill:var(--box);stroke-width:2.5}"
    + "".join(f".{kind}{{stroke:var(--{kind})}}" for kind in ("page", "code", "server", "store", "outside"))
    + ".line{fill:none;stroke:var(--soft);stroke-width:2}.head{fill:var(--soft)}"
    ".middle{text-anchor:middle}.end{text-anchor:end}"
    ".name{font-size:22px;font-weight:700}"
    f".place{{font-size:15px;font-weight:700;fill:var(--soft)}}.title{{font-size:{SIZES[TITLE]:g}px;font-weight:700}}"
    f".says{{font-size:{SIZES[TEXT]:g}px}}.word{{font-size:13px;fill:var(--soft);font-style:italic}}"
    f".folder{{font-family:ui-monospace,Consolas,Menlo,monospace;font-size:{SIZES[MONO]:g}px;fill:var(--folder)}}"
)


def wide(words: str, letter: float) -> float:
    """How wide a text may be, in letters of one of the kinds above."""
    return len(words) * letter * SIZES[letter]
