#include "finders.h"
#include "template_matching.h"

#include <stdlib.h>
#include <string.h>

enum {
	LEVELS = 7,
	ROWS = 480,		/* of the frames for which the smallest finder is given */
	PEAK = 2,		/* pixels beside a peak that are less */
	SEEN_AGAIN = 3, /* modules within which two peaks are one finder, seen at two sizes */
};

static const float SMALLEST = 2.15f;	  /* pixels of a module in a frame of ROWS */
static const float STEP = 1.27f;		  /* from one size to the next */
static const float MIN_CORRELATION = 0.35f; /* finders that are hardly seen have 0.5 */

static bool is_peak(const Search* search, int x, int y)
{
	int width = search->picture.width;
	const float* at = search->correlation + (size_t)y * width + x;
	if (*at < MIN_CORRELATION)
		return false;
	for (int down = -ROW_STEP; down <= ROW_STEP; down += ROW_STEP)
		for (int across = -PEAK; across <= PEAK; ++across)
			if (at[down * width + across] > *at)
				return false;
	return true;
}

/* Where the top of a parabola through a row and its neighbours lies, in rows from the one in the middle. */
static float top_of(const Search* search, int x, int y)
{
	size_t step = (size_t)ROW_STEP * search->picture.width;
	const float* at = search->correlation + (size_t)y * search->picture.width + x;
	float above = at[-step], below = at[step], curved = 2 * *at - above - below;
	return curved > 0 ? 0.5f * ROW_STEP * (below - above) / curved : 0;
}

static bool same(const Finder* a, const Finder* b)
{
	float x = a->x - b->x, y = a->y - b->y, near = SEEN_AGAIN * max_of(a->module, b->module);
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
	while (at < count && list[at].correlation >= found->correlation)
		++at;
	if (at == FINDERS)
		return count;
	if (count == FINDERS)
		--count;
	memmove(list + at + 1, list + at, (count - at) * sizeof *list);
	list[at] = *found;
	return count + 1;
}

/* Keep a finder in the list, best first, unless it is there already, seen better at another size. */
static int keep(Finder* list, int count, const Finder* found)
{
	for (int i = 0; i < count; ++i)
		if (same(list + i, found)) {
			if (list[i].correlation >= found->correlation)
				return count;
			count = leave_out(list, count, i--);
		}
	return put_in(list, count, found);
}

static int keep_peaks(const Search* search, float module, Finder* list, int count)
{
	float scale = module / MODULE;
	for (int y = REACH; y < search->picture.height - REACH; y += ROW_STEP)
		for (int x = REACH; x < search->picture.width - REACH; ++x)
			if (is_peak(search, x, y)) {
				float correlation = search->correlation[(size_t)y * search->picture.width + x];
				Finder found = {(x + 0.5f) * scale, (y + 0.5f + top_of(search, x, y)) * scale, module, correlation};
				count = keep(list, count, &found);
			}
	return count;
}

/* Search a picture of the frame, `reduced` times smaller, for finders of modules of so many of its pixels. */
static int search_at(Picture picture, float reduced, float module, Finder* list, int count)
{
	int width = picture.width * MODULE / module, height = picture.height * MODULE / module;
	if (width < ACROSS || height < ACROSS || module < MODULE)
		return count;
	Search search;
	if (begin_search(&search, picture, width, height)) {
		search_rows(&search);
		count = keep_peaks(&search, reduced * module, list, count);
	}
	end_search(&search);
	return count;
}

/* The frame at half its size, from which the pictures for large finders are made sooner. */
static Picture half(Picture frame, uint8_t* target)
{
	const Region all = {0, 0, frame.width, frame.height};
	Picture made = {target, frame.width / 2, frame.height / 2};
	return target && resample(frame, all, target, made.width, made.height) ? made : (Picture){target, 0, 0};
}

int finders(Picture frame, Finder list[FINDERS])
{
	int count = 0;
	float module = SMALLEST * frame.height / ROWS;
	Picture smaller = half(frame, malloc((size_t)(frame.width / 2) * (frame.height / 2)));
	for (int level = 0; level < LEVELS; ++level, module *= STEP)
		count = module < 2 * MODULE ? search_at(frame, 1, module, list, count)
									: search_at(smaller, 2, module / 2, list, count);
	free((void*)smaller.pixels);
	return count;
}
