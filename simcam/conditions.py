"""What can go wrong between a badge and a picture of it, drawn at random within what a severity allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

Range = tuple[float, float]
RELEASE = 1
"""Part of every seed. Whoever changes the order or number of draws changes this: all frames are new then."""


@dataclass(frozen=True)
class Severity:
    """The worst that is allowed. Lengths in pixels are for a frame of 480 rows, and grow with the frame."""

    tilt: float
    """Largest angle between the card and the camera's plane, degrees."""
    roll: float
    """Largest turn within the plane, degrees; 180 means any quarter turn, and 30 degrees about it."""
    gain: Range
    """Exposure: 1 makes white paper 235 of 255."""
    flare: float
    """Largest share of light that is veil, not picture."""
    gradient: float
    """Largest fall of light from the middle to an edge, as a share."""
    glare_probability: float
    glare_radius: Range
    """Of a lamp's reflection, as a share of the subject's height."""
    defocus: Range
    """Standard deviation of the blur, pixels."""
    motion_probability: float
    motion: Range
    """Length of the smear, pixels."""
    noise: Range
    """Standard deviation, gray levels."""
    half_resolution_probability: float
    """How often the camera doubles a picture of half the size."""


MILD = Severity(
    tilt=15,
    roll=12,
    gain=(0.75, 1.05),
    flare=0.08,
    gradient=0.10,
    glare_probability=0.10,
    glare_radius=(0.04, 0.10),
    defocus=(0.35, 0.8),
    motion_probability=0.3,
    motion=(0, 2),
    noise=(2, 4),
    half_resolution_probability=0,
)
"""A bright room and a steady hand."""
MODERATE = Severity(
    tilt=28,
    roll=30,
    gain=(0.45, 1.0),
    flare=0.20,
    gradient=0.30,
    glare_probability=0.35,
    glare_radius=(0.05, 0.16),
    defocus=(0.5, 1.3),
    motion_probability=0.6,
    motion=(1, 5),
    noise=(3, 8),
    half_resolution_probability=0.10,
)
"""A usual classroom and a child of six."""
HARD = Severity(
    tilt=40,
    roll=180,
    gain=(0.20, 0.65),
    flare=0.40,
    gradient=0.45,
    glare_probability=0.50,
    glare_radius=(0.08, 0.20),
    defocus=(0.8, 2.0),
    motion_probability=0.8,
    motion=(2, 8),
    noise=(5, 12),
    half_resolution_probability=0.25,
)
"""A dim corner, a window behind, a cheap camera."""

SEVERITIES: Mapping[str, Severity] = MappingProxyType({"mild": MILD, "moderate": MODERATE, "hard": HARD})
MIXTURE: Mapping[str, float] = MappingProxyType({"mild": 0.4, "moderate": 0.4, "hard": 0.2})
"""How often each is drawn when none is asked for."""


@dataclass(frozen=True)
class Pose:
    """How the card is held: degrees, and where in the room the frame leaves it, from -1 to 1 each way."""

    pitch: float
    yaw: float
    roll: float
    across: float
    down: float


@dataclass(frozen=True)
class Glare:
    """A lamp's reflection; lengths as shares of the subject's height, from its middle."""

    across: float
    down: float
    radius: float
    aspect: float
    angle: float
    strength: float


@dataclass(frozen=True)
class Light:
    """How the card is lit."""

    gain: float
    flare: float
    gradient: float
    gradient_angle: float
    glare: Glare | None


@dataclass(frozen=True)
class Lens:
    """How sharp it comes through: pixels of a frame 480 high, and degrees."""

    defocus: float
    motion: float
    motion_angle: float


@dataclass(frozen=True)
class Sensor:
    """What the camera makes of it."""

    noise: float
    sharpening: float
    half_resolution: bool
    mirrored: bool
    noise_seed: int


@dataclass(frozen=True)
class Shot:
    """All of it, for one frame."""

    dot_gain: float
    """By how much ink spreads, modules; below zero it shrinks."""
    background: int
    pose: Pose
    light: Light
    lens: Lens
    sensor: Sensor


def draw(seed: int, severity: str | None) -> Shot:
    """The conditions of one frame. Raises KeyError for a severity that is not in SEVERITIES."""
    rng = np.random.default_rng([RELEASE, seed])
    mixed = rng.choice(list(MIXTURE), p=list(MIXTURE.values()))
    limits = SEVERITIES[mixed if severity is None else severity]
    return Shot(
        dot_gain=float(rng.choice((-0.06, 0.0, 0.08, 0.15))),
        background=int(rng.integers(24)),
        pose=_pose(rng, limits),
        light=_light(rng, limits),
        lens=_lens(rng, limits),
        sensor=_sensor(rng, limits),
    )


def jitter(shot: Shot, rng: np.random.Generator) -> Shot:
    """The next frame of the same scene: a hand that is not quite still, and new noise."""
    held = shot.pose
    pose = Pose(
        pitch=held.pitch + rng.normal(0, 1.0),
        yaw=held.yaw + rng.normal(0, 1.0),
        roll=held.roll + rng.normal(0, 0.8),
        across=float(np.clip(held.across + rng.normal(0, 0.03), -1, 1)),
        down=float(np.clip(held.down + rng.normal(0, 0.03), -1, 1)),
    )
    lens = replace(shot.lens, motion=shot.lens.motion * rng.uniform(0, 1.2), motion_angle=rng.uniform(0, 180))
    sensor = replace(shot.sensor, noise_seed=int(rng.integers(1 << 30)))
    return replace(shot, pose=pose, lens=lens, sensor=sensor)


def _pose(rng: np.random.Generator, limits: Severity) -> Pose:
    direction = rng.uniform(0, 2 * np.pi)
    tilt = np.sqrt(rng.random()) * limits.tilt  # evenly over the disc of directions
    quarter, turn = 90 * int(rng.integers(4)), rng.uniform(-1, 1)
    return Pose(
        pitch=tilt * np.sin(direction),
        yaw=tilt * np.cos(direction),
        roll=quarter + turn * 30 if limits.roll >= 180 else turn * limits.roll,
        across=rng.uniform(-1, 1),
        down=rng.uniform(-1, 1),
    )


def _light(rng: np.random.Generator, limits: Severity) -> Light:
    glare = Glare(
        across=rng.uniform(-0.5, 0.5),
        down=rng.uniform(-0.5, 0.5),
        radius=rng.uniform(*limits.glare_radius),
        aspect=rng.uniform(0.4, 1),
        angle=rng.uniform(0, 180),
        strength=rng.uniform(0.5, 1.3),
    )
    return Light(
        gain=rng.uniform(*limits.gain),
        flare=rng.uniform(0, limits.flare),
        gradient=rng.uniform(0, limits.gradient),
        gradient_angle=rng.uniform(0, 360),
        glare=glare if rng.random() < limits.glare_probability else None,
    )


def _lens(rng: np.random.Generator, limits: Severity) -> Lens:
    moved = rng.random() < limits.motion_probability
    motion = rng.uniform(*limits.motion)
    return Lens(
        defocus=rng.uniform(*limits.defocus),
        motion=motion if moved else 0,
        motion_angle=rng.uniform(0, 180),
    )


def _sensor(rng: np.random.Generator, limits: Severity) -> Sensor:
    sharpening = rng.uniform(0.3, 1.0)
    return Sensor(
        noise=rng.uniform(*limits.noise),
        sharpening=sharpening if rng.random() < 0.4 else 0,
        half_resolution=bool(rng.random() < limits.half_resolution_probability),
        mirrored=bool(rng.random() < 0.10),
        noise_seed=int(rng.integers(1 << 30)),
    )
