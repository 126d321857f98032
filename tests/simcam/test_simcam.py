"""Frames follow from their seed, keep the card in view, and get worse as asked."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

import simcam
from simcam import capture, card, conditions, optics
from simcam.conditions import Shutter
from simcam.severities import SEVERITIES, SUITES
from tests.simcam.symbols import MATRIX, OTHER


def badge() -> NDArray[np.uint8]:
    """A badge as it stands on paper: a symbol with its quiet zone, 8 pixels a module."""
    rows = np.pad(np.array(MATRIX), 4)
    return np.kron(np.where(rows, 0, 255), np.ones((8, 8))).astype(np.uint8)


def is_read(frame: NDArray[np.uint8]) -> bool:
    """Whether a QR code is read in the frame."""
    return zxingcpp.read_barcode(frame) is not None


def test_a_seed_is_a_frame() -> None:
    """The same seed gives the same frame, another seed another."""
    first = simcam.frame(MATRIX, height_fraction=0.4, seed=3)
    assert first.shape == (480, 640)
    assert first.dtype == np.uint8
    assert np.array_equal(first, simcam.frame(MATRIX, height_fraction=0.4, seed=3))
    assert not np.array_equal(first, simcam.frame(MATRIX, height_fraction=0.4, seed=4))


def test_symbols_share_a_seed_s_room() -> None:
    """What is held up does not change the room: far from the card two frames of a seed are alike."""
    pictures = [simcam.frame(m, height_fraction=0.15, seed=5, severity="mild") for m in (MATRIX, OTHER)]
    apart = np.abs(pictures[0].astype(int) - pictures[1].astype(int))
    assert np.mean(apart == 0) > 0.5
    assert apart.max() > 50


def test_severities_draw_the_same_dice() -> None:
    """A seed leans the card the same way in each severity, only less or more."""
    mild, hard = (conditions.draw(11, name).pose for name in ("mild", "hard"))
    assert mild.pitch / hard.pitch == pytest.approx(15 / 40)
    assert (mild.across, mild.down) == (hard.across, hard.down)


def test_worse_is_worse() -> None:
    """Fewer frames are read the harder the conditions, and in mild ones nearly all."""
    rates = {
        name: np.mean(
            [is_read(simcam.frame(MATRIX, height_fraction=0.4, seed=s, severity=name)) for s in range(24)]
        )
        for name in SEVERITIES
    }
    assert rates["mild"] > 0.9
    assert rates["mild"] > rates["moderate"] > rates["hard"]


def test_each_condition_shows() -> None:
    """Every one of the camera's faults changes the picture."""
    held = card.of_matrix(MATRIX, 0)
    shot = conditions.draw(2, "moderate")
    plain = capture.shoot(held, shot, 0.4, (640, 480))
    light, lens, sensor = shot.light, shot.lens, shot.sensor
    changed = {
        "gain": replace(shot, light=replace(light, gain=light.gain / 2)),
        "flare": replace(shot, light=replace(light, flare=0.5)),
        "gradient": replace(shot, light=replace(light, gradient=0.5)),
        "glare": replace(shot, light=replace(light, glare=conditions.Glare(0, 0, 0.2, 1, 0, 1))),
        "bend": replace(shot, pose=replace(shot.pose, bend=0.6, bend_angle=90)),
        "defocus": replace(shot, lens=replace(lens, defocus=4)),
        "aperture": replace(shot, lens=replace(lens, aperture=6)),
        "rolling shutter": replace(shot, shutter=Shutter(sway=15, angle=0, phase=0)),
        "motion": replace(shot, lens=replace(lens, motion=12)),
        "noise": replace(shot, sensor=replace(sensor, noise=30)),
        "sharpening": replace(shot, sensor=replace(sensor, sharpening=2)),
        "half resolution": replace(shot, sensor=replace(sensor, half_resolution=not sensor.half_resolution)),
        "mirrored": replace(shot, sensor=replace(sensor, mirrored=not sensor.mirrored)),
    }
    for name, other in changed.items():
        apart = np.abs(plain.astype(int) - capture.shoot(held, other, 0.4, (640, 480)))
        assert apart.max() > 20, name


def test_pictures_in_colour() -> None:
    """A gray badge given as RGB is seen as one given as gray."""
    gray = badge()
    colour = np.repeat(gray[:, :, None], 3, axis=2)
    of_gray, of_colour = (
        simcam.picture_frame(picture, height_fraction=0.6, seed=1, severity="mild")
        for picture in (gray, colour)
    )
    assert np.array_equal(of_gray, of_colour)
    assert is_read(of_gray)


def test_y4m(tmp_path: Path) -> None:
    """A .y4m film has a header and whole frames, whose gray is what the camera saw."""
    film = simcam.write_video(tmp_path / "badge.y4m", badge(), seed=1, frames=3, fps=12)
    header, *frames = film.read_bytes().split(b"FRAME\n")
    assert header == b"YUV4MPEG2 W640 H480 F12:1 Ip A1:1 C420jpeg\n"
    assert [len(frame) for frame in frames] == [640 * 480 * 3 // 2] * 3
    luma = np.frombuffer(frames[0][: 640 * 480], np.uint8).reshape(480, 640)
    assert is_read(luma)


def test_mjpeg(tmp_path: Path) -> None:
    """A .mjpeg film plays, is readable throughout, and no frame is quite the one before."""
    film = simcam.write_video(tmp_path / "badge.mjpeg", badge(), seed=1, frames=6)
    player = cv2.VideoCapture(str(film))
    frames = [player.read()[1] for _ in range(6)]
    assert player.read()[0] is False
    player.release()
    assert all(is_read(frame.astype(np.uint8)) for frame in frames)
    moves = [np.abs(a.astype(int) - b).mean() for a, b in pairwise(frames)]
    assert all(1 < move < 60 for move in moves)


def test_closer_is_less_sharp() -> None:
    """A camera focused at a face blurs a card the more the closer it comes; a pinhole does not."""
    lens = conditions.Lens(defocus=0.5, aperture=1, motion=0, motion_angle=0)
    blurs = [optics.defocus(lens, distance) for distance in (optics.FOCUS_MM, 300, 150, 75)]
    assert blurs[0] == 0.5
    assert blurs == sorted(blurs)
    assert blurs[2] - 0.5 > 2 * (blurs[1] - 0.5)
    assert optics.defocus(replace(lens, aperture=0), 75) == 0.5


def test_suites_are_shares_of_severities() -> None:
    """Every suite's shares add up to one, and a suite draws each severity as often as it says."""
    for shares in SUITES.values():
        assert sum(shares.values()) == pytest.approx(1)
    drawn = [conditions.draw(seed, "mixed").severity for seed in range(2000)]
    for name, share in SUITES["mixed"].items():
        assert np.mean([limits is SEVERITIES[name] for limits in drawn]) == pytest.approx(share, abs=0.05)


def test_unknown_formats_and_severities(tmp_path: Path) -> None:
    """What is not there is refused."""
    with pytest.raises(KeyError, match="gif"):
        simcam.write_video(tmp_path / "badge.gif", badge(), seed=1)
    with pytest.raises(KeyError, match="dreadful"):
        simcam.frame(MATRIX, height_fraction=0.4, seed=1, severity="dreadful")
