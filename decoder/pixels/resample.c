#include "pixels.h"

#include <stdlib.h>
#include <string.h>

/*
 * Resampling is separable: each axis has, for every output place, a first source place and some weights. Rows are
 * resampled along x when first needed and kept in a ring for as long as the output needs them along y.
 */
enum {
	WEIGHT_BITS = 14, /* weights are in 16384ths and fit 16 bits, and a sum of their products 32 */
	ONE = 1 << WEIGHT_BITS,
	ROW_BITS = 6, /* rows keep 6 bits after the point: 255, overshooting by half, still fits 16 bits */
	TO_ROW = WEIGHT_BITS - ROW_BITS,
	TO_PIXEL = WEIGHT_BITS + ROW_BITS,
};

typedef struct Axis {
	int taps;         /* weights for each output place */
	int* first;       /* for each output place, the source place of its first weight; taps more fit the source */
	int16_t* weights; /* output places x taps */
} Axis;

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

/* Make whole weights that sum to ONE of `taps` numbers; what rounding leaves over goes to the largest. */
static void quantize(const double* exact, int16_t* weights, int taps)
{
	double sum = 0;
	for (int i = 0; i < taps; ++i)
		sum += exact[i];
	int left = ONE, largest = 0;
	for (int i = 0; i < taps; ++i) {
		double scaled = exact[i] * ONE / sum;
		weights[i] = (int16_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
		left -= weights[i];
		if (exact[i] > exact[largest])
			largest = i;
	}
	weights[largest] += left;
}

/* Cubic convolution: the weight of a sample at this distance (Keys, 1981, with a = -0.75 as in OpenCV). */
static double cubic(double distance)
{
	const double a = -0.75;
	double d = distance < 0 ? -distance : distance;
	if (d <= 1)
		return ((a + 2) * d - (a + 3)) * d * d + 1;
	return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
}

/* The share of the source pixel at `at` that lies between two places. */
static double overlap(int at, double from, double to)
{
	double low = from > at ? from : at, high = to < at + 1 ? to : at + 1;
	return high > low ? high - low : 0;
}

/* Weights of one output place. Those of samples beyond the source are added to its edge pixels'. */
static void weigh(const Axis* axis, double* exact, int in, int out, int place)
{
	double scale = (double)in / out, from = place * scale;
	double centre = from + 0.5 * scale - 0.5;
	int start = out > in ? (int)(centre + 2) - 3 : (int)from; /* + 2 - 2: rounds down below zero as well */
	int first = clamp(start, 0, in - axis->taps);
	memset(exact, 0, sizeof(double) * axis->taps);
	for (int i = 0; i < axis->taps + 4; ++i) {
		int sample = start + i;
		double weight = out > in ? (i < 4 ? cubic(centre - sample) : 0) : overlap(sample, from, from + scale);
		if (weight != 0)
			exact[clamp(sample, 0, in - 1) - first] += weight;
	}
	axis->first[place] = first;
	quantize(exact, axis->weights + place * axis->taps, axis->taps);
}

static bool plan(Axis* axis, int in, int out)
{
	int taps = out > in ? 4 : in / out + 2;
	axis->taps = taps < in ? taps : in;
	axis->first = malloc(sizeof(int) * out);
	axis->weights = malloc(sizeof(int16_t) * out * axis->taps);
	double* exact = malloc(sizeof(double) * axis->taps);
	bool made = axis->first && axis->weights && exact;
	for (int place = 0; made && place < out; ++place)
		weigh(axis, exact, in, out, place);
	free(exact);
	return made;
}

static void free_axis(Axis* axis)
{
	free(axis->first);
	free(axis->weights);
}

static inline void along_x_by(int taps, const Axis* axis, const uint8_t* row, int16_t* restrict target, int out_width)
{
	const int16_t* weights = axis->weights;
	for (int x = 0; x < out_width; ++x, weights += taps) {
		const uint8_t* samples = row + axis->first[x];
		int sum = 1 << (TO_ROW - 1);
		for (int i = 0; i < taps; ++i)
			sum += weights[i] * samples[i];
		target[x] = sum >> TO_ROW;
	}
}

/* Unrolled for the commonest numbers of taps: reduced by less than two, or enlarged. */
static void along_x(const Axis* axis, const uint8_t* row, int16_t* target, int out_width)
{
	if (axis->taps == 3)
		along_x_by(3, axis, row, target, out_width);
	else if (axis->taps == 4)
		along_x_by(4, axis, row, target, out_width);
	else
		along_x_by(axis->taps, axis, row, target, out_width);
}

static uint8_t to_pixel(int32_t sum)
{
	return clamp((sum + (1 << (TO_PIXEL - 1))) >> TO_PIXEL, 0, 255);
}

/* The rows of the ring that an output row is made of, and their weights. */
typedef struct Rows {
	const Axis* axis;
	const int16_t *ring, *weights;
	int first, width;
} Rows;

static const int16_t* ring_row(const Rows* rows, int tap)
{
	return rows->ring + (size_t)((rows->first + tap) % rows->axis->taps) * rows->width;
}

static void along_y(const Rows* rows, int32_t* sums, uint8_t* target)
{
	memset(sums, 0, sizeof(int32_t) * rows->width);
	for (int tap = 0; tap < rows->axis->taps; ++tap) {
		const int16_t* row = ring_row(rows, tap);
		int weight = rows->weights[tap];
		for (int x = 0; weight && x < rows->width; ++x)
			sums[x] += weight * row[x];
	}
	for (int x = 0; x < rows->width; ++x)
		target[x] = to_pixel(sums[x]);
}

static void along_y_by_3(const Rows* rows, uint8_t* restrict target)
{
	const int16_t *a = ring_row(rows, 0), *b = ring_row(rows, 1), *c = ring_row(rows, 2);
	const int wa = rows->weights[0], wb = rows->weights[1], wc = rows->weights[2];
	for (int x = 0; x < rows->width; ++x)
		target[x] = to_pixel(wa * a[x] + wb * b[x] + wc * c[x]);
}

static void along_y_by_4(const Rows* rows, uint8_t* restrict target)
{
	const int16_t *a = ring_row(rows, 0), *b = ring_row(rows, 1), *c = ring_row(rows, 2), *d = ring_row(rows, 3);
	const int16_t* w = rows->weights;
	const int wa = w[0], wb = w[1], wc = w[2], wd = w[3];
	for (int x = 0; x < rows->width; ++x)
		target[x] = to_pixel(wa * a[x] + wb * b[x] + wc * c[x] + wd * d[x]);
}

/* Resample with the plans of both axes; `ring` holds one row for each tap along y, `sums` one row. */
static void run(Picture source, const Axis* across, const Axis* down, int16_t* ring, int32_t* sums, uint8_t* target,
				int out_width, int out_height)
{
	int ready = 0; /* rows of the source that were resampled along x so far */
	for (int y = 0; y < out_height; ++y, target += out_width) {
		const int16_t* weights = down->weights + y * down->taps;
		int first = down->first[y];
		if (ready < first)
			ready = first;
		for (; ready < first + down->taps; ++ready) {
			int16_t* row = ring + (ready % down->taps) * out_width;
			const uint8_t* pixels = source.pixels + (size_t)ready * source.width;
			along_x(across, pixels, row, out_width);
		}
		Rows rows = {down, ring, weights, first, out_width};
		if (down->taps == 3)
			along_y_by_3(&rows, target);
		else if (down->taps == 4)
			along_y_by_4(&rows, target);
		else
			along_y(&rows, sums, target);
	}
}

static void copy(Picture source, Region region, uint8_t* target)
{
	for (int y = 0; y < region.height; ++y, target += region.width)
		memcpy(target, source.pixels + (size_t)y * source.width, region.width);
}

bool resample(Picture picture, Region region, uint8_t* target, int out_width, int out_height)
{
	if (!within(picture, region) || out_width <= 0 || out_height <= 0)
		return false;
	Picture source = picture;
	source.pixels += (size_t)region.y * picture.width + region.x;
	if (out_width == region.width && out_height == region.height) {
		copy(source, region, target);
		return true;
	}
	Axis across = {0}, down = {0};
	bool planned = plan(&across, region.width, out_width) && plan(&down, region.height, out_height);
	int16_t* ring = planned ? malloc(sizeof(int16_t) * out_width * down.taps) : NULL;
	int32_t* sums = planned ? malloc(sizeof(int32_t) * out_width) : NULL;
	bool made = ring && sums;
	if (made)
		run(source, &across, &down, ring, sums, target, out_width, out_height);
	free(sums);
	free(ring);
	free_axis(&down);
	free_axis(&across);
	return made;
}
