/*
 * Multi-frame soft decoding of a badge's code, where a picture of it is too small, bent or smeared to be read as it is.
 *
 * What helps is what all such codes have in common: a QR code of version 5 has 37 x 37 modules, of which the three
 * finders, the alignment pattern, the timing lines and the quiet zone are known beforehand (ISO/IEC 18004, 6.3). First
 * the grid of modules is laid over the picture, bent as the card is, until it fits them; then an equalizer is learned
 * from them that undoes this frame's own blur, and estimates the modules that are not known. What all frames of a card
 * say of each module is added up, drawn flat, and read as any code is.
 */
#pragma once

#include "pixels.h"

#include <stddef.h>

enum {
	SIDE = 37, /* modules of a code of version 5 */
	MODULES = SIDE * SIDE,
	CORNERS = 4,
	DRAWN_MODULE = 3, /* pixels of a module when the code is drawn flat */
	DRAWN_QUIET = 4,  /* modules around it (ISO/IEC 18004, 6.3.8) */
	DRAWN_SIDE = (SIDE + 2 * DRAWN_QUIET) * DRAWN_MODULE,
};

/* Of a module: what it is known to be, or that it is one of those that differ from code to code. */
enum Known { DARK = -1, ANY = 0, LIGHT = 1 };

static inline float min_of(float a, float b)
{
	return a < b ? a : b;
}

static inline float max_of(float a, float b)
{
	return a > b ? a : b;
}

typedef struct Point {
	float x, y;
} Point;

enum { TERMS = 6 }; /* 1, x, y, and the three of second order: a card bent to a parabola in any direction */

/* Where modules are seen: a square in perspective, and how far the card is from flat. */
typedef struct Warp {
	float perspective[8]; /* the square from (0, 0) to (1, 1), by Heckbert's rows, the last of which is 1 */
	Point bend[TERMS];	  /* pixels, for x and y from -1 to 1 over the code */
} Warp;

/* The modules of a code as soft values: light above 0, dark below, about 1 where it is certain; row by row. */
typedef struct SoftModules {
	float value[MODULES];
} SoftModules;

/* What is known of a module; rows and columns count from 0, and -1 and SIDE are the quiet zone next to the code. */
enum Known known(int row, int column);

/* The warp of a flat card whose code has these corners: top left, top right, bottom right, bottom left. */
Warp flat(const Point corners[CORNERS]);

/* Where a place on the code, from 0 to 1 across and down, is seen: pixels. */
Point seen_at(const Warp* warp, float across, float down);

/* The ways from the middle of the code to the next module, to the right and down: pixels. */
void next_modules(const Warp* warp, Point ways[2]);

/* The terms of the bend at a place. */
void terms_at(float across, float down, float terms[TERMS]);

static inline float within_range(float value, float max)
{
	return value > 0 ? (value < max ? value : max) : 0; /* what is no number is 0 */
}

/* The light at a place between pixels; beyond the edge it is that of the edge. */
static inline float light_at(Picture picture, Point place)
{
	float x = within_range(place.x - 0.5f, picture.width - 1), y = within_range(place.y - 0.5f, picture.height - 1);
	int column = (int)x, row = (int)y;
	int right = column + 1 < picture.width, below = row + 1 < picture.height ? picture.width : 0;
	const uint8_t* at = picture.pixels + (size_t)row * picture.width + column;
	float across = x - column, down = y - row;
	float above = at[0] + across * (at[right] - at[0]), under = at[below] + across * (at[below + right] - at[below]);
	return above + down * (under - above);
}

/* Move and bend a warp that is about right until the known modules, then all of them, stand out most. */
void fit(Picture picture, Warp* warp);

/* How well the known modules stand out where a warp has them, in gray levels. */
float known_contrast(Picture picture, const Warp* warp);

/* How well modules stand out, in gray levels: those that are known, and all. */
typedef struct Contrast {
	float known, all;
} Contrast;

/* The same as `fit` by the known modules alone, in large steps; returns how well modules stand out then. */
Contrast fit_roughly(Picture picture, Warp* warp);

/* Move and bend a warp a little until it fits all modules as they were sampled, the more certain of them most. */
void fit_to(Picture picture, Warp* warp, const SoftModules* modules);

/* Sample the modules by an equalizer learned from the known ones, then from the more certain of all. */
bool sample_modules(Picture picture, const Warp* warp, SoftModules* modules);

/* How well the known modules were estimated. */
typedef struct Agreement {
	double share; /* of those estimated right, less those estimated wrong: 1 where the grid lies on a badge's code */
	double error; /* mean square of what is missing or too much */
} Agreement;

Agreement agreement_of(const SoftModules* modules);

/* The soft values of one card so far: of the last frame alone, and of all of them together; and where it was. */
typedef struct Accumulator Accumulator;

/* NULL if there is no memory left. */
Accumulator* accumulator_new(void);
void accumulator_delete(Accumulator* accumulator);
void accumulator_reset(Accumulator* accumulator);

/* Take in a frame: the code about these corners, x0, y0, ... x3, y3 as `flat` has them, if it was located already, else
 * wherever one is found, or about where it was a few frames ago. Returns false if there is no badge's code; else
 * `corners` are where it is. */
bool accumulator_add(Accumulator* accumulator, const uint8_t* plane, int plane_width, int plane_height, int located,
					 double* corners);

/* Pixels a side of the code as it is drawn. */
int accumulator_side(void);

/* Draw the code flat, black on white, as the last frame alone or all of them together have it. */
void accumulator_draw(const Accumulator* accumulator, int together, uint8_t* target);
