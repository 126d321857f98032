"""Every drawing of Harmony Portal, as SVG text: the site's pictures, the app icons, the printed badges.

Pure Python, nothing but strings: the build, the server and the browser draw the same picture from the
same source. Everything is cut paper made of five parts (`kit`): arch, half circle, quarter circle, dot, bar.
Colours are CSS variables (`palette`), so a page can theme a drawing; `flatten` makes one a file of its own.
"""

from harmony_art.kit import flatten

__all__ = ["flatten"]
