#include "finders.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	REACH = 7,
	ACROSS = 2 * REACH + 1, /* nine modules: a finder and what is light around it */
	LEVELS = 7,
	ROWS = 480,		/* of the frames for which the smallest finder is given */
	PEAK = 2,		/* pixels around a peak that are less */
	SEEN_AGAIN = 3, /* modules within which two peaks are one finder, seen at two sizes */
};

static const float MODULE = 1.6f;		  /* pixels, in the pictures that are searched */
static const float SMALLEST = 2.15f;	  /* pixels of a module in a frame of ROWS */
static const float STEP = 1.27f;		  /* from one size to the next */
static const float LEAST_LIKENESS = 0.35f; /* of a correlation; finders that are hardly seen have 0.5 */

/* A finder of modules of 1.6 pixels, turned to all sides and averaged, blurred by a third of a module: a quarter of
 * it from the middle on, in hundredths of the darkest, whose sum over the whole is 0. */
static const int16_t RINGS[REACH + 1][REACH + 1] = {
	{-104, -98, -65, 25, 24, -43, -18, 33}, {-98, -92, -46, 35, 15, -46, -13, 35},
	{-65, -46, 11, 42, -12, -46, 2, 37},	{25, 35, 42, 6, -43, -28, 22, 36},
	{24, 15, -12, -43, -37, 7, 34, 29},		{-43, -46, -46, -28, 7, 32, 30, 19},
	{-18, -13, 2, 22, 34, 30, 18, 7},		{33, 35, 37, 36, 29, 19, 7, -2},
};

/* What is searched at one size, row after row. */
typedef struct Search {
	Picture picture;
	float* likeness; /* of width x height */
	int16_t* folded; /* a row: pixels as far above as below, added */
	int32_t* sums;	 /* a row: of the correlation */
	int32_t *light, *square; /* a row each: of all pixels that a finder there covers, in its columns */
} Search;

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
static void correlate(const Search* search, int y)
{
	int width = search->picture.width;
	memset(search->sums, 0, width * sizeof *search->sums);
	for (int down = 0; down <= REACH; ++down) {
		const uint8_t *above = row_of(search, y - down), *below = row_of(search, y + down);
		for (int x = 0; x < width; ++x)
			search->folded[x] = down ? above[x] + below[x] : above[x];
		const int16_t *folded = search->folded, *rings = RINGS[down];
		for (int x = REACH; x < width - REACH; ++x)
			search->sums[x] += rings[0] * folded[x];
		for (int i = 1; i <= REACH; ++i)
			for (int x = REACH; x < width - REACH; ++x)
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

static void divide_by_deviation(const Search* search, int y, float norm)
{
	const int area = ACROSS * ACROSS, width = search->picture.width;
	int32_t light = 0, square = 0;
	float* likeness = search->likeness + (size_t)y * width;
	for (int x = 0; x < width; ++x) {
		light += search->light[x] - (x >= ACROSS ? search->light[x - ACROSS] : 0);
		square += search->square[x] - (x >= ACROSS ? search->square[x - ACROSS] : 0);
		if (x < ACROSS - 1)
			continue;
		float variance = square - (float)light * light / area;
		likeness[x - REACH] = variance > area ? search->sums[x - REACH] / (norm * sqrtf(variance)) : 0;
	}
}

static void search_rows(const Search* search)
{
	int height = search->picture.height;
	float norm = sqrtf(energy());
	for (int y = 0; y < ACROSS - 1; ++y)
		count_row(search, y, 1);
	for (int y = REACH; y < height - REACH; ++y) {
		count_row(search, y + REACH, 1);
		correlate(search, y);
		divide_by_deviation(search, y, norm);
		count_row(search, y - REACH, -1);
	}
}

static bool is_peak(const Search* search, int x, int y)
{
	int width = search->picture.width;
	const float* at = search->likeness + (size_t)y * width + x;
	if (*at < LEAST_LIKENESS)
		return false;
	for (int down = -PEAK; down <= PEAK; ++down)
		for (int across = -PEAK; across <= PEAK; ++across)
			if (at[down * width + across] > *at)
				return false;
	return true;
}

static bool same(const Finder* a, const Finder* b)
{
	float x = a->x - b->x, y = a->y - b->y, near = SEEN_AGAIN * most_of(a->module, b->module);
	return x * x + y * y < near * near;
}

static int leave_out(Finder* list, int count, int at)
{
	memmove(list + at, list + at + 1, (count - at - 1) * sizeof *list);
	return count - 1;
}

static int put_in(Finder* list, int count, const Finder* found)
{
	int at = 0;
	while (at < count && list[at].likeness >= found->likeness)
		++at;
	if (at == FINDERS)
		return count;
	if (count == FINDERS)
		--count;
	memmove(list + at + 1, list + at, (count - at) * sizeof *list);
	list[at] = *found;
	return count + 1;
}

/* Keep a finder in the list, likeliest first, unless it is there already, seen better at another size. */
static int keep(Finder* list, int count, const Finder* found)
{
	for (int i = 0; i < count; ++i)
		if (same(list + i, found)) {
			if (list[i].likeness >= found->likeness)
				return count;
			count = leave_out(list, count, i--);
		}
	return put_in(list, count, found);
}

static int keep_peaks(const Search* search, float module, Finder* list, int count)
{
	float scale = module / MODULE;
	for (int y = REACH; y < search->picture.height - REACH; ++y)
		for (int x = REACH; x < search->picture.width - REACH; ++x)
			if (is_peak(search, x, y)) {
				float likeness = search->likeness[(size_t)y * search->picture.width + x];
				Finder found = {(x + 0.5f) * scale, (y + 0.5f) * scale, module, likeness};
				count = keep(list, count, &found);
			}
	return count;
}

static void give_back(Search* search)
{
	free((void*)search->picture.pixels);
	free(search->likeness);
	free(search->folded);
	free(search->sums);
	free(search->light);
}

static bool begin(Search* search, Picture frame, int width, int height)
{
	size_t pixels = (size_t)width * height;
	uint8_t* resized = malloc(pixels);
	*search = (Search){.picture = {resized, width, height}};
	search->likeness = calloc(pixels, sizeof *search->likeness);
	search->folded = calloc(width, sizeof *search->folded);
	search->sums = calloc(width, sizeof *search->sums);
	search->light = calloc(2 * (size_t)width, sizeof *search->light);
	search->square = search->light ? search->light + width : NULL;
	return resized && search->likeness && search->folded && search->sums && search->light &&
		   resample(frame, (Region){0, 0, frame.width, frame.height}, resized, width, height);
}

static int search_at(Picture frame, float module, Finder* list, int count)
{
	int width = frame.width * MODULE / module, height = frame.height * MODULE / module;
	if (width < ACROSS || height < ACROSS)
		return count;
	Search search;
	if (begin(&search, frame, width, height)) {
		search_rows(&search);
		count = keep_peaks(&search, module, list, count);
	}
	give_back(&search);
	return count;
}

int finders(Picture frame, Finder list[FINDERS])
{
	int count = 0;
	float module = SMALLEST * frame.height / ROWS;
	for (int level = 0; level < LEVELS; ++level, module *= STEP)
		if (module >= MODULE)
			count = search_at(frame, module, list, count);
	return count;
}
