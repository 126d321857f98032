"""One child's attempt: the same card, hand, light and camera over the frames of a second or so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import numpy as np

from simcam.conditions import RELEASE, Glare, Lens, Light, Pose, Sensor, Shot, draw_from

CHANGING = 0.5
"""How much of what differs between two children's attempts differs between two frames of one attempt."""
SETTLING = 0.7
"""What is left of a wrong exposure a frame later; a camera settles within half a second or so."""
TREMBLE = 1.2
"""Standard deviation of a hand's angles about its pose, degrees. It is faster than frames come: one frame
says nothing of the next."""
WANDER = 0.6
"""Standard deviation of what the pose itself turns by from frame to frame, degrees."""


def shots(scene: Shot, seed: int) -> Iterator[Shot]:
    """The shots of a scene, without end: a hand about one pose, light that drifts, exposure that settles.

    The scene stays what it was drawn to be; each frame goes part of the way to a fresh draw of its severity.
    """
    held = scene.pose
    for number in count():
        rng = np.random.default_rng([RELEASE, seed, 1 + number])
        fresh = draw_from(rng, scene.severity)
        held = _turned(held, rng, WANDER)
        pose = _turned(held, rng, TREMBLE)
        light = _light(scene.light, fresh.light, rng)
        if light.glare:
            light = replace(light, glare=_mirrored(light.glare, scene.pose, pose))
        off = scene.light.exposure_off * SETTLING**number
        yield replace(
            scene,
            pose=pose,
            light=replace(light, gain=light.gain * 2**off),
            lens=_lens(scene.lens, fresh.lens),
            shutter=fresh.shutter,
            sensor=_sensor(scene.sensor, fresh.sensor, rng),
        )


def _turned(held: Pose, rng: np.random.Generator, degrees: float) -> Pose:
    """A hand elsewhere by about so many degrees, and by what goes with them in place and distance."""
    pitch, yaw, roll, across, down, nearer = rng.normal(0, degrees, 6)
    return replace(
        held,
        pitch=held.pitch + pitch,
        yaw=held.yaw + yaw,
        roll=held.roll + roll,
        across=float(np.clip(held.across + across / 40, -1, 1)),
        down=float(np.clip(held.down + down / 40, -1, 1)),
        nearness=held.nearness * (1 + nearer / 120),
    )


def _mirrored(glare: Glare, held: Pose, now: Pose) -> Glare:
    """A far lamp's reflection in a card that turned.

    It goes over the card by twice the angle times the distance, which is taken as three times the
    subject's height, that of a subject of 40 % of the frame.
    """
    yaw, pitch = np.deg2rad([now.yaw - held.yaw, now.pitch - held.pitch])
    return replace(glare, across=glare.across + 6 * yaw, down=glare.down - 6 * pitch)


def _light(scene: Light, fresh: Light, rng: np.random.Generator) -> Light:
    return Light(
        gain=_between(scene.gain, fresh.gain),
        exposure_off=0,
        flare=_between(scene.flare, fresh.flare),
        gradient=_between(scene.gradient, fresh.gradient),
        gradient_angle=scene.gradient_angle + rng.normal(0, 10),
        glare=fresh.glare if rng.random() < CHANGING else scene.glare,
    )


def _lens(scene: Lens, fresh: Lens) -> Lens:
    return Lens(
        defocus=_between(scene.defocus, fresh.defocus),
        aperture=scene.aperture,
        motion=_between(scene.motion, fresh.motion),
        motion_angle=fresh.motion_angle,
    )


def _sensor(scene: Sensor, fresh: Sensor, rng: np.random.Generator) -> Sensor:
    return replace(
        scene,
        noise=_between(scene.noise, fresh.noise),
        half_resolution=(fresh if rng.random() < CHANGING else scene).half_resolution,
        noise_seed=fresh.noise_seed,
    )


def _between(scene: float, fresh: float) -> float:
    return scene + CHANGING * (fresh - scene)
