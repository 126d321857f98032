"""How bad it may get: the limits within which the conditions of a frame are drawn, and suites of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Range = tuple[float, float]


@dataclass(frozen=True)
class Severity:
    """The worst that is allowed. Lengths in pixels are for a frame of 480 rows, and grow with the frame."""

    tilt: float
    """Largest angle between the card and the camera's plane, degrees."""
    roll: float
    """Largest turn within the plane, degrees; 180 means any quarter turn, and 30 degrees about it."""
    bend: float
    """Largest curvature of the card, as the subject's height over the radius it is bent to."""
    gain: Range
    """Exposure: 1 makes white paper 235 of 255."""
    exposure_off: Range
    """By how much the camera's exposure is wrong when the card comes into view, in stops (powers of two)."""
    flare: float
    """Largest share of light that is veil, not picture."""
    gradient: float
    """Largest fall of light from the middle to an edge, as a share."""
    glare_probability: float
    glare_radius: Range
    """Of a lamp's reflection, as a share of the subject's height."""
    defocus: Range
    """Standard deviation of the blur that is there at any distance, pixels."""
    aperture: Range
    """Diameter of the lens's opening, mm; the wider, the faster the blur grows as the card comes closer."""
    motion_probability: float
    motion: Range
    """Length of the smear, pixels."""
    sway: float
    """Largest way the card goes while the sensor is read row by row, pixels."""
    noise: Range
    """Standard deviation, gray levels."""
    half_resolution_probability: float
    """How often the camera doubles a picture of half the size."""


MILD = Severity(
    tilt=15,
    roll=12,
    bend=0.05,
    gain=(0.75, 1.05),
    exposure_off=(-0.3, 0.2),
    flare=0.08,
    gradient=0.10,
    glare_probability=0.10,
    glare_radius=(0.04, 0.10),
    defocus=(0.35, 0.8),
    aperture=(0.2, 0.5),
    motion_probability=0.3,
    motion=(0, 2),
    sway=2,
    noise=(2, 4),
    half_resolution_probability=0,
)
"""A bright room, a steady hand, a flat card."""
MODERATE = Severity(
    tilt=28,
    roll=30,
    bend=0.15,
    gain=(0.45, 1.0),
    exposure_off=(-0.8, 0.5),
    flare=0.20,
    gradient=0.30,
    glare_probability=0.35,
    glare_radius=(0.05, 0.16),
    defocus=(0.5, 1.3),
    aperture=(0.3, 0.7),
    motion_probability=0.6,
    motion=(1, 5),
    sway=5,
    noise=(3, 8),
    half_resolution_probability=0.10,
)
"""A usual classroom, a child of six, a paper badge that has been in a pocket."""
HARD = Severity(
    tilt=40,
    roll=180,
    bend=0.25,
    gain=(0.20, 0.65),
    exposure_off=(-1.2, 0.8),
    flare=0.40,
    gradient=0.45,
    glare_probability=0.50,
    glare_radius=(0.08, 0.20),
    defocus=(0.8, 2.0),
    aperture=(0.4, 1.0),
    motion_probability=0.8,
    motion=(2, 8),
    sway=10,
    noise=(5, 12),
    half_resolution_probability=0.25,
)
"""A dim corner, a window behind, a cheap camera, a card bent round a mug."""

SEVERITIES: Mapping[str, Severity] = MappingProxyType({"mild": MILD, "moderate": MODERATE, "hard": HARD})
SUITES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        **{name: MappingProxyType({name: 1.0}) for name in SEVERITIES},
        "guided": MappingProxyType({"mild": 0.5, "moderate": 0.5}),
        "mixed": MappingProxyType({"mild": 0.4, "moderate": 0.4, "hard": 0.2}),
    }
)
"""What share of its frames a suite takes from each severity."""
