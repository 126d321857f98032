/*
 * Pixel work between the camera and the reader: gray pictures of 8 bits, rows without gaps. Whole numbers and exact
 * divisions only, so that WebAssembly and the host give the same bits.
 *
 * Functions that return bool return false, and leave their target as it is, if a size is not positive, the region
 * does not lie within the picture, or there is no memory left.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Of the calls of JavaScript and Python, which are in plain numbers. */
#ifdef _WIN32
#define CALL __declspec(dllexport)
#else
#define CALL __attribute__((visibility("default")))
#endif

/* A gray picture: `pixels` of width x height, 0 (black) to 255. */
typedef struct Picture {
	const uint8_t* pixels;
	int width, height;
} Picture;

/* A part of a picture, in its pixels. */
typedef struct Region {
	int x, y, width, height;
} Region;

enum Filter {
	FILTER_NONE,
	FILTER_SHARPEN, /* for small modules: a Gaussian of 0.5 against noise, then 4 times what one of 1.6 takes away */
	FILTER_DEBLUR,  /* for noise and wide blur: a Gaussian of 1, then 5 times what one of 2.5 takes away */
	FILTER_INVERT,  /* dark for light */
};

enum Measure {
	MEASURE_BRIGHTNESS, /* mean, 0 to 255 */
	MEASURE_CONTRAST,   /* from the 5th to the 95th of 100 pixels, 0 to 255 */
	MEASURE_SHARPNESS,  /* share of the contrast that steep edges cross within two pixels, 0 to 1 */
	MEASURE_GLARE,      /* share of pixels at 250 or more, 0 to 1 */
	MEASURES,
};

/* Gray from RGBA, by the weights zxing-cpp gives red, green and blue. `luma` may be where `rgba` is. */
void luma_of(const uint8_t* rgba, uint8_t* luma, int count);

/* Whether a region is of some size and lies within a picture. */
bool within(Picture picture, Region region);

/* A region at another size: area averages down, cubic convolution (a = -0.75) up, for each axis by itself. Edge
 * pixels are repeated outwards, pixel centres correspond. `target`: out_width x out_height bytes. */
bool resample(Picture picture, Region region, uint8_t* target, int out_width, int out_height);

/* Apply a filter to a picture in place; edge pixels are repeated outwards. */
bool filter_in_place(uint8_t* pixels, int width, int height, enum Filter filter);

/* Measure a region: `measures` gets MEASURES numbers. Large regions are sampled. */
bool measure(Picture picture, Region region, double* measures);

/* The calls of JavaScript and Python; `plane` is plane_width x plane_height pixels. */

void pixels_luma(const uint8_t* rgba, uint8_t* luma, int count);

/* A region filtered and at another size: filter_in_place, which is cheapest at the camera's own size, then resample. */
bool pixels_preprocess(const uint8_t* plane, int plane_width, int plane_height, int x, int y, int width, int height,
					   uint8_t* target, int out_width, int out_height, int filter);

/* The module in pixels of the largest finder pattern, one that the edge may cut, or of squares that fill the picture;
 * 0 if none is large. */
double pixels_cut_finder(const uint8_t* plane, int width, int height);

bool pixels_measure(const uint8_t* plane, int plane_width, int plane_height, int x, int y, int width, int height,
					double* measures);
