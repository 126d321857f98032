/*
 * Template matching: the normalized cross-correlation of every part of a picture with a finder pattern turned about.
 */
#pragma once

#include "pixels.h"

enum {
	REACH = 7, /* pixels from the middle of the template */
	ACROSS = 2 * REACH + 1,
	ROW_STEP = 2, /* rows between those that are searched: a finder is five pixels thick in its middle alone */
};

#define MODULE 1.6f /* pixels of a module of the finders that are searched for */

/* A part of a row, `to` not included. */
typedef struct Span {
	int from, to;
} Span;

/* What is searched at one size, row after row. */
typedef struct Search {
	Picture picture;
	float* correlation; /* of width x height */
	int16_t* folded; /* a row: pixels as far above as below, added */
	int32_t* sums;	 /* a row: of the pixels that a finder there covers, then of the correlation */
	int32_t* squares; /* a row: of those pixels' squares */
	float* variance; /* a row: of what a finder there covers, times its pixels */
	int32_t *light, *square; /* a row each: of all pixels that a finder there covers, in its columns */
} Search;

/* Get a part of the work ready: the picture resized to width x height. End it in any case, which frees its memory. */
bool begin_search(Search* search, Picture picture, int width, int height);
void end_search(Search* search);

/* Work out the correlations, -1 to 1, of every ROW_STEP-th row from REACH on; elsewhere they are 0. */
void search_rows(const Search* search);
