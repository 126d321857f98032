#include "likeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float LEAST_VARIANCE = 100; /* of gray levels: of even walls nothing is searched */

/* A finder of modules of 1.6 pixels, turned to all sides and averaged, blurred by a third of a module: a quarter of
 * it from the middle on, in hundredths of the darkest, whose sum over the whole is 0. */
static const int16_t RINGS[REACH + 1][REACH + 1] = {
	{-104, -98, -65, 25, 24, -43, -18, 33}, {-98, -92, -46, 35, 15, -46, -13, 35},
	{-65, -46, 11, 42, -12, -46, 2, 37},	{25, 35, 42, 6, -43, -28, 22, 36},
	{24, 15, -12, -43, -37, 7, 34, 29},		{-43, -46, -46, -28, 7, 32, 30, 19},
	{-18, -13, 2, 22, 34, 30, 18, 7},		{33, 35, 37, 36, 29, 19, 7, -2},
};

static float energy(void)
{
	float sum = 0;
	for (int y = -REACH; y <= REACH; ++y)
		for (int x = -REACH; x <= REACH; ++x)
			sum += RINGS[abs(y)][abs(x)] * RINGS[abs(y)][abs(x)];
	return sum;
}

static const uint8_t* row_of(const Search* search, int y)
{
	return search->picture.pixels + (size_t)y * search->picture.width;
}

/* Correlate the rows around `y` with the rings, which are the same left and right, above and below. */
static void correlate(const Search* search, int y, Span span)
{
	memset(search->sums + span.from, 0, (span.to - span.from) * sizeof *search->sums);
	for (int down = 0; down <= REACH; ++down) {
		const uint8_t *above = row_of(search, y - down), *below = row_of(search, y + down);
		for (int x = span.from - REACH; x < span.to + REACH; ++x)
			search->folded[x] = down ? above[x] + below[x] : above[x];
		const int16_t *folded = search->folded, *rings = RINGS[down];
		for (int x = span.from; x < span.to; ++x)
			search->sums[x] += rings[0] * folded[x];
		for (int i = 1; i <= REACH; ++i)
			for (int x = span.from; x < span.to; ++x)
				search->sums[x] += rings[i] * (int16_t)(folded[x - i] + folded[x + i]);
	}
}

/* Add a row to the sums of the columns, or take it away. */
static void count_row(const Search* search, int y, int sign)
{
	const uint8_t* row = row_of(search, y);
	for (int x = 0; x < search->picture.width; ++x) {
		search->light[x] += sign * row[x];
		search->square[x] += sign * row[x] * row[x];
	}
}

/* Work out the variances of a row, and from where to where a finder could be seen at all. */
static Span take_variances(const Search* search)
{
	const int area = ACROSS * ACROSS, width = search->picture.width;
	int32_t light = 0, square = 0;
	Span span = {width, 0};
	for (int x = 0; x < width; ++x) {
		light += search->light[x] - (x >= ACROSS ? search->light[x - ACROSS] : 0);
		square += search->square[x] - (x >= ACROSS ? search->square[x - ACROSS] : 0);
		if (x < ACROSS - 1)
			continue;
		float variance = square - (float)light * light / area;
		search->variance[x - REACH] = variance;
		if (variance < LEAST_VARIANCE * area)
			continue;
		if (span.from > x - REACH)
			span.from = x - REACH;
		span.to = x - REACH + 1;
	}
	return span;
}

static void search_row(const Search* search, int y, float norm)
{
	const Span span = take_variances(search);
	if (span.from >= span.to)
		return;
	correlate(search, y, span);
	float* likeness = search->likeness + (size_t)y * search->picture.width;
	for (int x = span.from; x < span.to; ++x)
		likeness[x] = search->sums[x] / (norm * sqrtf(fabsf(search->variance[x]) + 1));
}

void search_rows(const Search* search)
{
	float norm = sqrtf(energy());
	for (int y = 0; y < ACROSS - 1; ++y)
		count_row(search, y, 1);
	for (int y = REACH; y < search->picture.height - REACH; ++y) {
		count_row(search, y + REACH, 1);
		if ((y - REACH) % ROW_STEP == 0)
			search_row(search, y, norm);
		count_row(search, y - REACH, -1);
	}
}

void give_back(Search* search)
{
	free((void*)search->picture.pixels);
	free(search->likeness);
	free(search->folded);
	free(search->sums);
	free(search->variance);
	free(search->light);
}

bool begin(Search* search, Picture frame, int width, int height)
{
	size_t pixels = (size_t)width * height;
	uint8_t* resized = malloc(pixels);
	*search = (Search){.picture = {resized, width, height}};
	search->likeness = calloc(pixels, sizeof *search->likeness);
	search->folded = calloc(width, sizeof *search->folded);
	search->sums = calloc(width, sizeof *search->sums);
	search->variance = calloc(width, sizeof *search->variance);
	search->light = calloc(2 * (size_t)width, sizeof *search->light);
	search->square = search->light ? search->light + width : NULL;
	return resized && search->likeness && search->folded && search->sums && search->variance &&
		   search->light &&
		   resample(frame, (Region){0, 0, frame.width, frame.height}, resized, width, height);
}

