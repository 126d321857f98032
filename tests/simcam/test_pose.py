"""Where a card comes to lie: in view, as large as asked, bent, tilted and read row by row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simcam import card, conditions, pose
from simcam.conditions import Pose, Shutter
from simcam.severities import SEVERITIES
from tests.simcam.symbols import MATRIX


@pytest.mark.parametrize("fraction", [0.2, 0.5])
def test_height_fraction(fraction: float) -> None:
    """A card held straight shows its symbol at the share of the frame's height that was asked for."""
    held = card.of_matrix(MATRIX, 0)
    straight = Pose(pitch=0, yaw=0, roll=0, across=0.5, down=-0.5)
    seen = pose.place(held, straight, fraction, (640, 480)).corners()
    assert np.ptp(seen[:, 1]) == pytest.approx(fraction * 480)
    assert np.ptp(seen[:, 0]) == pytest.approx(fraction * 480)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_the_symbol_is_in_view(severity: str) -> None:
    """However it is held, the whole symbol is in the frame."""
    held = card.of_matrix(MATRIX, 0)
    for seed in range(300):
        shot = conditions.draw(seed, severity)
        seen = pose.place(held, shot.pose, 0.8, (640, 480), shot.shutter).corners()
        assert (seen >= 0).all()
        assert (seen <= (640, 480)).all()


@pytest.mark.parametrize("severity", SEVERITIES)
def test_what_is_seen_is_what_is_shown(severity: str) -> None:
    """A point of a bent, tilted card and the frame's pixel that shows it lead to each other."""
    held = card.of_matrix(MATRIX, 0)
    rows, columns = held.picture.shape
    points = np.stack(np.meshgrid(np.linspace(0, columns, 5), np.linspace(0, rows, 5)), axis=-1)
    for seed in range(40):
        view = pose.place(held, conditions.draw(seed, severity).pose, 0.3, (640, 480))
        assert view.shown(view.seen(points)) == pytest.approx(points, abs=0.01 * held.height)


def test_a_bent_card_is_not_a_tilted_one() -> None:
    """Bending moves the middle of a side against its ends, which no way of holding a flat card does."""
    held = card.of_matrix(MATRIX, 0)
    left, right = held.left, held.left + held.width
    line = np.array([[left, held.top], [(left + right) / 2, held.top], [right, held.top]])
    tilted = Pose(pitch=30, yaw=0, roll=0, across=0, down=0)
    flat, bent = (
        pose.place(held, replace(tilted, bend=bend), 0.4, (640, 480)).seen(line)[:, 1] for bend in (0, 0.4)
    )
    assert flat[1] == pytest.approx((flat[0] + flat[2]) / 2)
    assert abs(bent[1] - (bent[0] + bent[2]) / 2) > 2


def test_rows_are_read_one_after_another() -> None:
    """A card that moves sideways is sheared: its top is seen elsewhere than where it is at the bottom."""
    held = card.of_matrix(MATRIX, 0)
    still = Pose(pitch=0, yaw=0, roll=0, across=0, down=0)
    rows = np.array([[320.0, 20.0], [320.0, 240.0], [320.0, 460.0]])
    shown = pose.place(held, still, 0.5, (640, 480), Shutter(sway=12, angle=0, phase=0)).shown(rows)
    calm = pose.place(held, still, 0.5, (640, 480)).shown(rows)
    moved = (calm - shown)[:, 0] / held.height * 0.5 * 480
    assert moved == pytest.approx([-5.7, 0, 5.7], abs=0.1)
