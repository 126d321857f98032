#include "pixels.h"

#include <stdlib.h>
#include <string.h>

/* A symmetric kernel from its middle on, in 256ths that sum to 256 over the whole. */
typedef struct Kernel {
	int reach;
	uint16_t weights[8];
} Kernel;

static const Kernel GAUSS_0_5 = {1, {202, 27}};
static const Kernel GAUSS_1 = {3, {102, 62, 14, 1}};
static const Kernel GAUSS_1_6 = {4, {64, 53, 29, 11, 3}};
static const Kernel GAUSS_2_5 = {7, {42, 38, 30, 20, 11, 5, 2, 1}};

/* A little smoothing, so that noise is not sharpened too, then `amount` times what the wider blur takes away. */
typedef struct Sharpening {
	const Kernel *noise, *blur;
	int amount;
} Sharpening;

static const Sharpening SHARPENINGS[] = {
	[FILTER_SHARPEN] = {&GAUSS_0_5, &GAUSS_1_6, 4},
	[FILTER_DEBLUR] = {&GAUSS_1, &GAUSS_2_5, 5},
};

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

/* The pixel and `amount` times its difference from the blurred one. */
static void write_sharp(const uint32_t* sums, uint8_t* row, int width, int amount)
{
	for (int x = 0; x < width; ++x)
		row[x] = clamp(row[x] + amount * (row[x] - (int)((sums[x] + 0x8000) >> 16)), 0, 255);
}

/* Smooth the pixels, or sharpen them if there is an amount. */
static void run(const Blur* blur, uint8_t* pixels, int amount)
{
	int reach = blur->kernel->reach, width = blur->width;
	int ready = 0; /* rows blurred along x so far, always ahead of the rows written */
	for (int y = 0; y < blur->height; ++y, pixels += width) {
		for (; ready <= y + reach && ready < blur->height; ++ready)
			along_x(blur, pixels + (size_t)(ready - y) * width, ring_row(blur, ready));
		along_y(blur, y);
		if (amount)
			write_sharp(blur->sums, pixels, width, amount);
		else
			write_smooth(blur->sums, pixels, width);
	}
}

static bool blur_in_place(uint8_t* pixels, int width, int height, const Kernel* kernel, int amount)
{
	Blur blur = {.kernel = kernel, .width = width, .height = height};
	blur.padded = malloc(width + 2 * kernel->reach);
	blur.ring = malloc(sizeof(uint16_t) * width * (2 * kernel->reach + 1));
	blur.sums = malloc(sizeof(uint32_t) * width);
	bool made = blur.padded && blur.ring && blur.sums;
	if (made)
		run(&blur, pixels, amount);
	free(blur.sums);
	free(blur.ring);
	free(blur.padded);
	return made;
}

static void invert(uint8_t* pixels, int count)
{
	for (int i = 0; i < count; ++i)
		pixels[i] = 255 - pixels[i];
}

bool filter_in_place(uint8_t* pixels, int width, int height, enum Filter filter)
{
	if (width <= 0 || height <= 0)
		return false;
	if (filter == FILTER_NONE)
		return true;
	if (filter == FILTER_INVERT) {
		invert(pixels, width * height);
		return true;
	}
	if (filter != FILTER_SHARPEN && filter != FILTER_DEBLUR)
		return false;
	const Sharpening* way = &SHARPENINGS[filter];
	return blur_in_place(pixels, width, height, way->noise, 0) &&
		   blur_in_place(pixels, width, height, way->blur, way->amount);
}
