/*
 * Finder patterns found by template matching, not by exact runs of dark and light: blur leaves the first.
 */
#pragma once

#include "modules.h"

enum {
	FINDERS = 24, /* kept at most: those that match best */
	PLACES = 24,  /* of a code, kept at most */
};

/* A place that looks like a finder: pixels of the frame, and the correlation, 1 at most. */
typedef struct Finder {
	float x, y, module, correlation;
} Finder;

/* Search a frame for finders of codes of a sixth to two thirds of its height; returns how many, best first. */
int finders(Picture frame, Finder list[FINDERS]);

/* The corners of codes that three finders may belong to, likeliest first; returns how many. They go clockwise: of a
 * code that is seen in a mirror the rows are then its columns. */
int places(const Finder* list, int count, Point corners[PLACES][CORNERS]);

/* Find a badge's code in a frame by its finders, and fit a warp to it; false if nothing looks like one. */
bool locate(Picture frame, Warp* warp);

/* An earlier frame's warp, moved to where its code is now: by this a code is found whose finders are hidden by glare. */
bool follow(Picture frame, const Warp* last, Warp* warp);
