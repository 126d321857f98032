"""Drawings of boxes and arrows as SVG, from a description of where they stand.

Nothing is laid out by itself: a description gives each box its place, and what would not be legible is
refused.
"""

from build_steps.diagrams.model import Arrow, Box, Diagram, Illegible, Region
from build_steps.diagrams.svg import svg

__all__ = ["Arrow", "Box", "Diagram", "Illegible", "Region", "svg"]
