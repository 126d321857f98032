"""T-18: pictures that an administrator was talked into: nothing of them runs, loads or explodes."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from harmony.findings import AppsError
from harmony_server.catalogue import icons
from harmony_server.catalogue.svg import ATTRIBUTES, ELEMENTS, SHAPES

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 96 96"'
)
SHAPE = '<circle cx="48" cy="48" r="40" fill="#00524e"/>'
HTML = 'xmlns="http://www.w3.org/1999/xhtml"'
LAUGHS = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 30))

RUNS = {
    "a script": "<script>alert(1)</script>",
    "a script of another name": '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    "HTML inside": f'<foreignObject><body {HTML}><img src="x" onerror="alert(1)"/></body></foreignObject>',
    "a picture elsewhere": '<image href="https://evil.example/x.png"/>',
    "a drawing elsewhere": '<use xlink:href="https://evil.example/x.svg#a"/>',
    "a link": '<a href="javascript:alert(1)"><rect width="9" height="9"/></a>',
    "an animation": '<animate attributeName="href" to="javascript:alert(1)"/><set to="alert(1)"/>',
    "a style sheet": "<style>@import url(//evil.example/x.css); * { fill: url(//evil.example) }</style>",
    "a handler": '<rect width="9" height="9" onload="alert(1)" onclick="alert(1)"/>',
    "paint elsewhere": '<rect width="9" height="9" fill="url(https://evil.example/x#a)"/>',
    "paint elsewhere, by escapes": '<rect width="9" height="9" fill="u\\72l(//evil.example/x#a)"/>',
    "paint elsewhere, in a style": '<rect width="9" height="9" style="fill:url(//evil.example/x#a);-x:y"/>',
    "a gradient elsewhere": '<linearGradient id="a" xlink:href="https://evil.example/x.svg#a"/>',
    "a filter": '<filter id="f"><feImage href="https://evil.example/x.png"/></filter>',
    "an instruction": '<?xml-stylesheet href="https://evil.example/x.css"?>',
    "a comment": "<!-- --><!-- <script>alert(1)</script> -->",
    "text of a page": "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title><metadata>https://evil.example</metadata>",
}


@pytest.mark.parametrize("inside", RUNS.values(), ids=RUNS.keys())
def test_nothing_in_a_drawing_runs_or_loads(inside: str) -> None:
    """T-18: what draws stays, all else is gone."""
    made = icons.read(f"{HEAD} onload='alert(1)'>{inside}{SHAPE}</svg>".encode()).data.decode()
    for word in ("script", "alert", "evil", "on", "http://www.w3.org/1999", "style", "<?", "<!", "\\"):
        assert word not in made.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert '<circle cx="48" cy="48" r="40" fill="#00524e"' in made


def test_what_draws_is_kept() -> None:
    """Its gradients, groups, and what a style says, as attributes; a view box where there was none."""
    drawing = f"""{HEAD.replace(' viewBox="0 0 96 96"', "")} width="48px" height="32"><defs>
    <linearGradient id="a"><stop offset="0" style="stop-color:#fff;-x:y"/></linearGradient>
    <linearGradient id="b" xlink:href="#a"/></defs>
    <g transform="translate(1 2)"><path d="M0 0h9v9z" style="fill:url(#b);stroke: none"/></g></svg>"""
    icon = icons.read(drawing.encode())
    made = icon.data.decode()
    assert icon.suffix == ".svg"
    for kept in ('viewBox="0 0 48 32"', 'fill="url(#b)"', 'stroke="none"', 'href="#a"', 'stop-color="#fff"'):
        assert kept in made
    assert 'transform="translate(1 2)"' in made
    assert icons.read(icon.data).data == icon.data
    assert SHAPES < ELEMENTS
    assert not any(name.startswith("on") or "href" in name for name in ATTRIBUTES)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8\xff\xe0 a photograph",
        b"<html><body/></html>",
        f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]>{HEAD}>&l29;{SHAPE}</svg>'.encode(),
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}><g>&x;</g>{SHAPE}</svg>'.encode(),
        f'<!DOCTYPE svg SYSTEM "https://evil.example/x.dtd">{HEAD}>{SHAPE}</svg>'.encode(),
        f"{HEAD}>{'<g>' * 5000}{SHAPE}{'</g>' * 5000}</svg>".encode(),
        f"{HEAD}>{SHAPE * 4000}</svg>".encode(),
        f"{HEAD}><text>Words</text></svg>".encode(),
        f"{HEAD}>{SHAPE}".encode(),
        b"\x00" * 64,
        b"<" + b"a" * icons.MAX_BYTES,
    ],
)
def test_what_is_no_picture_is_refused_with_advice(data: bytes) -> None:
    """Entities, documents that explode, other formats: one sentence each, and soon."""
    with pytest.raises(AppsError) as refused:
        icons.read(data)
    assert all(each.message.startswith("icon: ") for each in refused.value.findings)


def png(size: tuple[int, int] = (300, 200), **more: object) -> bytes:
    """A picture."""
    made = io.BytesIO()
    Image.new("RGB", size, "#00524e").save(made, "PNG", **more)
    return made.getvalue()


def test_a_png_is_written_anew() -> None:
    """T-18: small, and without the notes, places and whatever followed the picture in its file."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "<script>alert(1)</script>")
    icon = icons.read(png(pnginfo=notes) + b"<script>alert(1)</script>")
    assert icon.suffix == ".png"
    assert b"script" not in icon.data
    with Image.open(io.BytesIO(icon.data)) as made:
        assert made.size == (256, 171)


def test_a_png_that_is_none_is_refused() -> None:
    """T-18: a head that promises a field of pixels, a picture cut short, one that is too wide."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    for data in (b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + chunk, png()[:-60], png((4096, 8))):
        with pytest.raises(AppsError):
            icons.read(data)
