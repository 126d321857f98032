"""Looking for a badge in camera frames: which part to look at, what was seen, what to tell the child.

`looks` chooses the parts and sizes, `reading` decodes one of them, `hints` turns what was seen over the
last frames into one calm hint. Nothing here accepts a badge: that is for `harmony.badge`.
"""
