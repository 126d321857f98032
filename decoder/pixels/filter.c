#include "pixels.h"

#include <stdlib.h>
#include <string.h>

/* A symmetric kernel from its middle on, in 256ths that sum to 256 over the whole. */
typedef struct Kernel {
	int reach;
	uint16_t weights[5];
} Kernel;

static const Kernel GAUSS_0_8 = {2, {128, 58, 6}};
static const Kernel GAUSS_1_6 = {4, {64, 53, 29, 11, 3}};

/* Blurring is separable: rows blurred along x, in 256ths, are kept in a ring for as long as they are needed along y. */
typedef struct Blur {
	const Kernel* kernel;
	int width, height;
	uint8_t* padded; /* a row with `reach` more pixels at either end */
	uint16_t* ring;  /* 2 * reach + 1 rows */
	uint32_t* sums;  /* a row */
} Blur;

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

static uint16_t* ring_row(const Blur* blur, int y)
{
	int rows = 2 * blur->kernel->reach + 1;
	return blur->ring + (size_t)(clamp(y, 0, blur->height - 1) % rows) * blur->width;
}

static void along_x(const Blur* blur, const uint8_t* row, uint16_t* target)
{
	int reach = blur->kernel->reach, width = blur->width;
	const uint16_t* weights = blur->kernel->weights;
	memset(blur->padded, row[0], reach);
	memcpy(blur->padded + reach, row, width);
	memset(blur->padded + reach + width, row[width - 1], reach);
	const uint8_t* middle = blur->padded + reach;
	for (int x = 0; x < width; ++x)
		target[x] = weights[0] * middle[x];
	for (int i = 1; i <= reach; ++i)
		for (int x = 0; x < width; ++x)
			target[x] += weights[i] * (middle[x - i] + middle[x + i]);
}

/* Sum up the rows around `y`: the blurred row, in 65536ths. */
static void along_y(const Blur* blur, int y)
{
	const uint16_t *row = ring_row(blur, y), *weights = blur->kernel->weights;
	for (int x = 0; x < blur->width; ++x)
		blur->sums[x] = (uint32_t)weights[0] * row[x];
	for (int i = 1; i <= blur->kernel->reach; ++i) {
		const uint16_t *above = ring_row(blur, y - i), *below = ring_row(blur, y + i);
		for (int x = 0; x < blur->width; ++x)
			blur->sums[x] += (uint32_t)weights[i] * (above[x] + below[x]);
	}
}

static void write_smooth(const uint32_t* sums, uint8_t* row, int width)
{
	for (int x = 0; x < width; ++x)
		row[x] = (sums[x] + 0x8000) >> 16;
}

/* The pixel and once more its difference from the blurred one. */
static void write_sharp(const uint32_t* sums, uint8_t* row, int width)
{
	for (int x = 0; x < width; ++x)
		row[x] = clamp(2 * row[x] - (int)((sums[x] + 0x8000) >> 16), 0, 255);
}

static void run(const Blur* blur, uint8_t* pixels, enum Filter filter)
{
	int reach = blur->kernel->reach, width = blur->width;
	int ready = 0; /* rows blurred along x so far, always ahead of the rows written */
	for (int y = 0; y < blur->height; ++y, pixels += width) {
		for (; ready <= y + reach && ready < blur->height; ++ready)
			along_x(blur, pixels + (size_t)(ready - y) * width, ring_row(blur, ready));
		along_y(blur, y);
		(filter == FILTER_SHARPEN ? write_sharp : write_smooth)(blur->sums, pixels, width);
	}
}

bool filter_in_place(uint8_t* pixels, int width, int height, enum Filter filter)
{
	if (width <= 0 || height <= 0)
		return false;
	if (filter == FILTER_NONE)
		return true;
	Blur blur = {.kernel = filter == FILTER_SHARPEN ? &GAUSS_1_6 : &GAUSS_0_8, .width = width, .height = height};
	blur.padded = malloc(width + 2 * blur.kernel->reach);
	blur.ring = malloc(sizeof(uint16_t) * width * (2 * blur.kernel->reach + 1));
	blur.sums = malloc(sizeof(uint32_t) * width);
	bool made = blur.padded && blur.ring && blur.sums;
	if (made)
		run(&blur, pixels, filter);
	free(blur.sums);
	free(blur.ring);
	free(blur.padded);
	return made;
}
