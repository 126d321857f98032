"""Looking for a badge in camera frames: how to preprocess them, what is in them, what to tell the child.

`preprocessing` chooses the variants of a frame, `budget` how many pixels of them there is time for,
`detection` finds the codes in one, `hints` turns what was found over the last frames into one calm hint.
Nothing here accepts a badge: that is for `harmony.badge`.
"""
