"""A webcam simulator: what a school laptop's camera makes of a badge that a child holds up to it.

Every picture follows from its seed alone, and the draws do not depend on what is held up, so the same seed
gives the same hand, light and camera for every symbol: comparisons are paired. Simulated are tilt, a bent
card, light that falls off, glare, a veil of stray light, defocus that grows as the card comes closer, motion,
a rolling shutter, noise, sharpening, JPEG, small and mirrored pictures, and over the frames of one attempt a
trembling hand, drifting light and an exposure that settles. Trust comparisons more than absolute rates.

    frame(matrix, height_fraction=0.35, seed=7)           one gray frame of a printed symbol
    attempt(matrix, height_fraction=0.35, seed=7)         frame after frame of one scan attempt
    burst(matrix, height_fraction=0.35, seed=7)           the same instant again and again, with new noise
    picture_frame(picture, height_fraction=0.8, seed=7)   one frame of any card, such as a rendered badge
    write_video(path, picture, seed=7)                    a film of that card for a browser's fake camera
"""

from simcam.capture import attempt, burst, frame, picture_frame
from simcam.severities import HARD, MILD, MODERATE, SUITES, Severity
from simcam.video import write_video

__all__ = [
    "HARD",
    "MILD",
    "MODERATE",
    "SUITES",
    "Severity",
    "attempt",
    "burst",
    "frame",
    "picture_frame",
    "write_video",
]
