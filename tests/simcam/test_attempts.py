"""The frames of one scan attempt: one hand, one light, one camera that gets used to them."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest

import simcam
from simcam import conditions, sequence
from tests.simcam.symbols import MATRIX


def test_an_attempt_is_one_hold_up() -> None:
    """Frames of an attempt are of one scene: never the same, closer to each other than to another child's."""
    ours, again, other = (
        list(islice(simcam.attempt(MATRIX, height_fraction=0.4, seed=seed, severity="mild"), 6))
        for seed in (3, 3, 4)
    )
    assert all(np.array_equal(a, b) for a, b in zip(ours, again, strict=True))
    apart = [np.abs(a.astype(int) - b).mean() for a, b in pairwise(ours[2:])]
    away = np.abs(ours[-1].astype(int) - other[-1]).mean()
    assert all(0.5 < step < away / 2 for step in apart)


@pytest.mark.parametrize("stops", [-1.0, 1.0])
def test_exposure_settles(stops: float) -> None:
    """A camera that is a stop off when the card comes has found its exposure after ten frames."""
    scene = conditions.draw(1, "moderate")
    light = replace(scene.light, exposure_off=stops)
    gains = [shot.light.gain for shot in islice(sequence.shots(replace(scene, light=light), 1), 20)]
    right = [
        shot.light.gain
        for shot in islice(sequence.shots(replace(scene, light=replace(light, exposure_off=0)), 1), 20)
    ]
    off = np.log2(np.array(gains) / right)
    assert off[0] == pytest.approx(stops)
    assert np.all(np.diff(np.abs(off)) < 0)
    assert abs(off[10]) < 0.05


def test_a_reflection_runs_over_the_card() -> None:
    """Trembling by a degree moves a lamp's reflection by a good part of the badge: it does not stay on it."""
    scene = conditions.draw(1, "moderate")
    glare = conditions.Glare(0, 0, 0.1, 1, 0, 1)
    scene = replace(scene, light=replace(scene.light, glare=glare))
    shots = islice(sequence.shots(scene, 2), 40)
    places = [shot.light.glare.across for shot in shots if shot.light.glare]
    assert 0.05 < np.std(places) < 1


def test_skipped_frames_cost_nothing_and_change_nothing() -> None:
    """The fourth frame is the same whether or not the first three were taken."""
    whole = islice(simcam.attempt(MATRIX, height_fraction=0.4, seed=3), 3, 4)
    alone = simcam.attempt(MATRIX, height_fraction=0.4, seed=3, skip=3)
    assert np.array_equal(next(whole), next(alone))


def test_a_burst_differs_by_noise_alone() -> None:
    """Frames of a burst begin with the plain frame, and are never equal, nor far from it."""
    plain = simcam.frame(MATRIX, height_fraction=0.4, seed=3, severity="mild")
    first, second = islice(simcam.burst(MATRIX, height_fraction=0.4, seed=3, severity="mild"), 2)
    assert np.array_equal(first, plain)
    assert 0.5 < np.abs(first.astype(int) - second).mean() < 8
