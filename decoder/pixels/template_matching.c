#include "template_matching.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float MIN_VARIANCE = 100; /* of gray levels: of even walls nothing is searched */

/* The template: a finder of modules of 1.6 pixels, turned to all sides and averaged, blurred by a third of a module: a quarter of
 * it from the middle on, in hundredths of the darkest, whose sum over the whole is 0. */
static const int16_t TEMPLATE[REACH + 1][REACH + 1] = {
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
			sum += TEMPLATE[abs(y)][abs(x)] * TEMPLATE[abs(y)][abs(x)];
	return sum;
}

static const uint8_t* row_of(const Search* search, int y)
{
	return search->picture.pixels + (size_t)y * search->picture.width;
}

/* Add the rows as far above `y` as below; the row itself counts once. */
static void fold(const Search* search, int y, int down, Span span)
{
	const uint8_t *above = row_of(search, y - down), *below = row_of(search, y + down);
	int16_t* restrict folded = search->folded;
	if (down)
		for (int x = span.from - REACH; x < span.to + REACH; ++x)
			folded[x] = above[x] + below[x];
	else
		for (int x = span.from - REACH; x < span.to + REACH; ++x)
			folded[x] = above[x];
}

/* Correlate the rows around `y` with the template, which are the same left and right, above and below. All taps of a row
 * are taken together: to go over the sums once for each takes longer. */
static void correlate(const Search* search, int y, Span span)
{
	int32_t* restrict sums = search->sums;
	memset(sums + span.from, 0, (span.to - span.from) * sizeof *sums);
	for (int down = 0; down <= REACH; ++down) {
		fold(search, y, down, span);
		const int16_t *folded = search->folded, *taps = TEMPLATE[down];
		for (int x = span.from; x < span.to; ++x) {
			int32_t sum = taps[0] * folded[x];
			for (int i = 1; i <= REACH; ++i)
				sum += taps[i] * (int16_t)(folded[x - i] + folded[x + i]);
			sums[x] += sum;
		}
	}
}

/* Add a row to the sums of the columns. */
static void add(const uint8_t* row, int width, int32_t* restrict light, int32_t* restrict square)
{
	for (int x = 0; x < width; ++x) {
		light[x] += row[x];
		square[x] += row[x] * row[x];
	}
}

/* Put a row in place of another in the sums of the columns. */
static void exchange(const uint8_t* row, const uint8_t* old, int width, int32_t* restrict light, int32_t* restrict square)
{
	for (int x = 0; x < width; ++x) {
		light[x] += row[x] - old[x];
		square[x] += row[x] * row[x] - old[x] * old[x];
	}
}

/* Sum up the columns that a finder covers, into its middle. */
static void sum_along(const int32_t* columns, int32_t* restrict sums, int width)
{
	int32_t sum = 0;
	for (int x = 0; x < ACROSS - 1; ++x)
		sum += columns[x];
	for (int x = REACH; x < width - REACH; ++x) {
		sum += columns[x + REACH];
		sums[x] = sum;
		sum -= columns[x - REACH];
	}
}

/* Work out the variances of a row, and from where to where a finder could be seen at all. */
static Span take_variances(const Search* search)
{
	const int area = ACROSS * ACROSS, width = search->picture.width;
	const float least = MIN_VARIANCE * area;
	const int32_t *light = search->sums, *square = search->squares;
	float* restrict variance = search->variance;
	sum_along(search->light, search->sums, width);
	sum_along(search->square, search->squares, width);
	for (int x = REACH; x < width - REACH; ++x)
		variance[x] = square[x] - (float)light[x] * light[x] / area;
	Span span = {REACH, width - REACH};
	while (span.from < span.to && variance[span.from] < least)
		++span.from;
	while (span.from < span.to && variance[span.to - 1] < least)
		--span.to;
	return span;
}

static void search_row(const Search* search, int y, float norm)
{
	const Span span = take_variances(search);
	if (span.from >= span.to)
		return;
	correlate(search, y, span);
	const int32_t* sums = search->sums;
	const float* variance = search->variance;
	float* restrict correlation = search->correlation + (size_t)y * search->picture.width;
	for (int x = span.from; x < span.to; ++x)
		correlation[x] = sums[x] / (norm * sqrtf(fabsf(variance[x]) + 1));
}

void search_rows(const Search* search)
{
	float norm = sqrtf(energy());
	for (int y = 0; y < ACROSS; ++y)
		add(row_of(search, y), search->picture.width, search->light, search->square);
	for (int y = REACH; y < search->picture.height - REACH; ++y) {
		if (y > REACH)
			exchange(row_of(search, y + REACH), row_of(search, y - REACH - 1), search->picture.width, search->light,
					 search->square);
		if ((y - REACH) % ROW_STEP == 0)
			search_row(search, y, norm);
	}
}

void end_search(Search* search)
{
	free((void*)search->picture.pixels);
	free(search->correlation);
	free(search->folded);
	free(search->sums);
	free(search->squares);
	free(search->variance);
	free(search->light);
}

bool begin_search(Search* search, Picture frame, int width, int height)
{
	size_t pixels = (size_t)width * height;
	uint8_t* resized = malloc(pixels);
	*search = (Search){.picture = {resized, width, height}};
	search->correlation = calloc(pixels, sizeof *search->correlation);
	search->folded = calloc(width, sizeof *search->folded);
	search->sums = calloc(width, sizeof *search->sums);
	search->squares = calloc(width, sizeof *search->squares);
	search->variance = calloc(width, sizeof *search->variance);
	search->light = calloc(2 * (size_t)width, sizeof *search->light);
	search->square = search->light ? search->light + width : NULL;
	return resized && search->correlation && search->folded && search->sums && search->squares &&
		   search->variance && search->light &&
		   resample(frame, (Region){0, 0, frame.width, frame.height}, resized, width, height);
}

