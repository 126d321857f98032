"""What can go wrong between a badge and a picture of it, drawn at random within what a severity allows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simcam.severities import SEVERITIES, SUITES, Severity

RELEASE = 2
"""Part of every seed. Whoever changes the order or number of draws changes this: all frames are new then."""


@dataclass(frozen=True)
class Pose:
    """How the card is held: degrees, and where in the room the frame leaves it, from -1 to 1 each way."""

    pitch: float
    yaw: float
    roll: float
    across: float
    down: float
    nearness: float = 1
    """By how much larger than asked for the card is seen."""
    bend: float = 0
    """Curvature of the card, as the subject's height over the radius; above zero the middle is nearer."""
    bend_angle: float = 0
    """Direction in the card along which it is bent, degrees."""


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
    exposure_off: float
    """In stops; only the first frames of a sequence have it, until the camera has settled."""
    flare: float
    gradient: float
    gradient_angle: float
    glare: Glare | None


@dataclass(frozen=True)
class Lens:
    """How sharp it comes through: pixels of a frame 480 high, degrees, mm."""

    defocus: float
    aperture: float
    motion: float
    motion_angle: float


@dataclass(frozen=True)
class Shutter:
    """A sensor read row by row while the card moves: pixels of a frame 480 high, degrees."""

    sway: float
    angle: float
    phase: float
    """Where in its tremble the hand is at the frame's middle row, degrees."""


STILL = Shutter(0, 0, 0)


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

    severity: Severity
    dot_gain: float
    """By how much ink spreads, modules; below zero it shrinks."""
    background: int
    pose: Pose
    light: Light
    lens: Lens
    shutter: Shutter
    sensor: Sensor


def draw(seed: int, severity: str | None) -> Shot:
    """The conditions of one frame, of a severity or a suite; None is "mixed". Raises KeyError for another."""
    rng = np.random.default_rng([RELEASE, seed])
    shares = SUITES["mixed" if severity is None else severity]
    return draw_from(rng, SEVERITIES[rng.choice(list(shares), p=list(shares.values()))])


def draw_from(rng: np.random.Generator, limits: Severity) -> Shot:
    """The conditions of one frame within given limits."""
    return Shot(
        severity=limits,
        dot_gain=float(rng.choice((-0.06, 0.0, 0.08, 0.15))),
        background=int(rng.integers(24)),
        pose=_pose(rng, limits),
        light=_light(rng, limits),
        lens=_lens(rng, limits),
        shutter=_shutter(rng, limits),
        sensor=_sensor(rng, limits),
    )


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
        bend=rng.uniform(-1, 1) * limits.bend,
        bend_angle=rng.uniform(0, 180),
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
        exposure_off=rng.uniform(*limits.exposure_off),
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
        aperture=rng.uniform(*limits.aperture),
        motion=motion if moved else 0,
        motion_angle=rng.uniform(0, 180),
    )


def _shutter(rng: np.random.Generator, limits: Severity) -> Shutter:
    return Shutter(sway=rng.uniform(0, limits.sway), angle=rng.uniform(0, 360), phase=rng.uniform(0, 360))


def _sensor(rng: np.random.Generator, limits: Severity) -> Sensor:
    sharpening = rng.uniform(0.3, 1.0)
    return Sensor(
        noise=rng.uniform(*limits.noise),
        sharpening=sharpening if rng.random() < 0.4 else 0,
        half_resolution=bool(rng.random() < limits.half_resolution_probability),
        mirrored=bool(rng.random() < 0.10),
        noise_seed=int(rng.integers(1 << 30)),
    )
