"""What one frame may cost: a slow device preprocesses fewer pixels, so that no frame waits for another."""

from __future__ import annotations

FRAME_SECONDS = 1 / 15
"""Between two frames at 15 a second."""
SHARE_FOR_VARIANTS = 0.5
"""Of that time; the rest is for bringing the frame, and for variants that cost more than was thought."""
MEMORY = 0.8
"""What stays of what was learned before when a variant was cheaper; one that was dearer counts at once."""

MIN_PIXELS = 100_000
"""Fewer say little of what a pixel costs, for some of the cost is the same for all sizes."""


class Budget:
    """Learns what a pixel costs on this device, and tells how many are left in a frame's time."""

    def __init__(self) -> None:
        self._seconds_a_pixel = 0.0

    def learn(self, pixels: int, seconds: float) -> None:
        """Take in what a variant has cost."""
        if pixels < MIN_PIXELS:
            return
        cost = seconds / pixels
        known = self._seconds_a_pixel
        self._seconds_a_pixel = max(cost, MEMORY * known + (1 - MEMORY) * cost)

    def pixels_left(self, spent: float) -> float:
        """How many pixels can still be decoded of a frame that has taken `spent` seconds so far."""
        left = FRAME_SECONDS * SHARE_FOR_VARIANTS - spent
        if left <= 0:
            return 0
        return left / self._seconds_a_pixel if self._seconds_a_pixel else float("inf")
