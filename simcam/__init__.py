"""A webcam simulator: what a school laptop's camera makes of a badge that a child holds up to it.

Every picture follows from its seed alone, and the draws do not depend on what is held up, so the same seed
gives the same hand, light and camera for every symbol: comparisons are paired. Trust comparisons more than
absolute rates. Not simulated: a bent card, a rolling shutter, exposure control, focus by distance.

    frame(matrix, height_fraction=0.35, seed=7)           one gray frame of a printed symbol
    picture_frame(picture, height_fraction=0.8, seed=7)   the same of any card, such as a rendered badge
    write_video(path, picture, seed=7)                    a film of that card for a browser's fake camera
"""

from simcam.capture import frame, picture_frame
from simcam.conditions import HARD, MILD, MODERATE, Severity
from simcam.video import write_video

__all__ = ["HARD", "MILD", "MODERATE", "Severity", "frame", "picture_frame", "write_video"]
