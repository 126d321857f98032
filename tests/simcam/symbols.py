"""Symbols that the simulated camera looks at."""

from __future__ import annotations

import segno

MATRIX = [[bool(module) for module in row] for row in segno.make_qr("0123456789" * 18, version=5).matrix]
OTHER = [[bool(module) for module in row] for row in segno.make_qr("A QUITE DIFFERENT ONE").matrix]
