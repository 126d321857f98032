"""What a roster's file says by itself, before it is sent: a wheel, installed once somebody chose a file.

look = Look("export.zip", content, usernames)   # the zip's bytes
for share in look.steps():                      # 0 to 1, so that a page may draw between them
    ...
look.found()                                    # Seen
"""

from harmony_preview.look import LARGEST, Look
from harmony_preview.seen import Seen

__all__ = ["LARGEST", "Look", "Seen"]
