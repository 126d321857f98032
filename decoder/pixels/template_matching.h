/*
 * How like a finder pattern every part of a picture is: a normalized correlation with rings of dark and light.
 */
#pragma once

#include "pixels.h"

enum {
	REACH = 7, /* pixels from the middle of the rings */
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
	float* likeness; /* of width x height */
	int16_t* folded; /* a row: pixels as far above as below, added */
	int32_t* sums;	 /* a row: of the pixels that a finder there covers, then of the correlation */
	int32_t* squares; /* a row: of those pixels' squares */
	float* variance; /* a row: of what a finder there covers, times its pixels */
	int32_t *light, *square; /* a row each: of all pixels that a finder there covers, in its columns */
} Search;

/* Get a part of the work ready: the picture resized to width x height. Give back in any case. */
bool begin(Search* search, Picture picture, int width, int height);
void give_back(Search* search);

/* Work out the likenesses, -1 to 1, of every ROW_STEP-th row from REACH on; elsewhere they are 0. */
void search_rows(const Search* search);
