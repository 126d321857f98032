#include "modules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	RING = SIDE + 2, /* with the quiet zone next to the code */
	MAX_SITES = RING * RING,
	NEIGHBOURS = 5, /* modules to each side for how light it is thereabouts */
	ROUGH_STEPS = 3,
	MAX_CLIMB = 8, /* steps of a size in one direction: a grid that is right needs two or three */
	TURNS = 3,		/* times through all terms, at most, before the steps get smaller */
};

/* In modules. The first is small, or a code that is half a module off might be stretched before it is moved. */
static const float KNOWN_STEPS[] = {0.5f, 1, 0.5f, 0.25f, 0.12f}, ALL_STEPS[] = {0.25f, 0.12f, 0.06f};
static const float SAMPLED_STEPS[] = {0.12f, 0.06f};
/* How much standing out from the neighbours counts, beside the known patterns. */
static const float SHARE_OF_ALL = 2;

/* Places at which the picture is looked at, and what counts there: light where it should be light, and light that is
 * far from a level, whichever way. */
typedef struct Sites {
	int count;
	float x[MAX_SITES], y[MAX_SITES], terms[TERMS][MAX_SITES];
	float weight[MAX_SITES], level[MAX_SITES];
	float share; /* of standing out, each */
} Sites;

static float score(Picture picture, const Sites* sites, int term, Point step)
{
	const float* factor = sites->terms[term];
	float sum = 0;
	for (int i = 0; i < sites->count; ++i) {
		Point place = {sites->x[i] + factor[i] * step.x, sites->y[i] + factor[i] * step.y};
		float light = light_at(picture, place);
		sum += sites->weight[i] * light + sites->share * fabsf(light - sites->level[i]);
	}
	return sum;
}

static void move(Sites* sites, Warp* warp, int term, Point step)
{
	for (int i = 0; i < sites->count; ++i) {
		sites->x[i] += sites->terms[term][i] * step.x;
		sites->y[i] += sites->terms[term][i] * step.y;
	}
	warp->bend[term].x += step.x;
	warp->bend[term].y += step.y;
}

/* Go on in one direction for as long as it gets better, but not far: a grid squeezed into a point would go on for
 * seconds. Returns whether it got better. */
static bool climb(Picture picture, Sites* sites, Warp* warp, int term, Point step, float* best)
{
	for (int steps = 0; steps < MAX_CLIMB; ++steps) {
		float now = score(picture, sites, term, step);
		if (!(now > *best))
			return steps > 0;
		*best = now;
		move(sites, warp, term, step);
	}
	return true;
}

/* One step of a size along all terms, both ways along the code's rows and columns; back only where forth was no better,
 * for that is where it came from. */
static bool climb_all(Picture picture, Sites* sites, Warp* warp, const Point axes[2], float size, float* best)
{
	bool better = false;
	for (int i = 0; i < TERMS * 2; ++i) {
		const Point forth = {size * axes[i % 2].x, size * axes[i % 2].y}, back = {-forth.x, -forth.y};
		better |= climb(picture, sites, warp, i / 2, forth, best) || climb(picture, sites, warp, i / 2, back, best);
	}
	return better;
}

/* Coordinate ascent with steps that get smaller. */
static void ascend(Picture picture, Sites* sites, Warp* warp, const float* sizes, int count)
{
	Point axes[2];
	next_modules(warp, axes);
	float best = score(picture, sites, 0, (Point){0, 0});
	for (int i = 0; i < count; ++i)
		for (int turn = 0; turn < TURNS && climb_all(picture, sites, warp, axes, sizes[i], &best); ++turn)
			;
}

static void add(Sites* sites, const Warp* warp, int row, int column, float weight)
{
	float across = (column + 0.5f) / SIDE, down = (row + 0.5f) / SIDE, terms[TERMS];
	const Point place = seen_at(warp, across, down);
	int at = sites->count++;
	terms_at(across, down, terms);
	for (int i = 0; i < TERMS; ++i)
		sites->terms[i][at] = terms[i];
	sites->x[at] = place.x;
	sites->y[at] = place.y;
	sites->weight[at] = weight;
	sites->level[at] = 0;
}

/* The pattern that a module belongs to: within each, dark and light weigh the same, so that uneven light cancels. */
typedef struct Patch {
	int row, column, height, width;
	float weight;
} Patch;

static const Patch PATCHES[] = {
	{-1, -1, 9, 9, 1},	 {-1, 29, 9, 9, 1},		{29, -1, 9, 9, 1}, /* finders, with what is light around them */
	{28, 28, 5, 5, 0.7f}, {6, 8, 1, 21, 0.8f}, {8, 6, 21, 1, 0.8f},
};
enum { PATCH_COUNT = sizeof PATCHES / sizeof *PATCHES };

static float weight_in(const Patch* patch, enum Known is)
{
	int same = 0;
	for (int row = patch->row; row < patch->row + patch->height; ++row)
		for (int column = patch->column; column < patch->column + patch->width; ++column)
			same += known(row, column) == is;
	return is * patch->weight / same;
}

static float weight_of(int row, int column)
{
	for (const Patch* patch = PATCHES; patch < PATCHES + PATCH_COUNT; ++patch)
		if (row >= patch->row && row < patch->row + patch->height && column >= patch->column &&
			column < patch->column + patch->width)
			return weight_in(patch, known(row, column));
	return 0;
}

/* The weights of all modules and of the quiet zone next to them, worked out once. */
static const float (*weights(void))[RING]
{
	static float table[RING][RING];
	if (!table[0][0])
		for (int row = -1; row <= SIDE; ++row)
			for (int column = -1; column <= SIDE; ++column)
				table[row + 1][column + 1] = weight_of(row, column);
	return (const float(*)[RING])table;
}

/* Lay out the sites: of the known patterns alone, or of all modules. */
static void lay_out(Sites* sites, const Warp* warp, bool all)
{
	const float(*weight)[RING] = weights();
	sites->count = 0;
	sites->share = all ? SHARE_OF_ALL / MODULES : 0;
	for (int row = -1; row <= SIDE; ++row)
		for (int column = -1; column <= SIDE; ++column) {
			float counts = weight[row + 1][column + 1];
			if (counts || all)
				add(sites, warp, row, column, counts);
		}
}

/* The mean of each place and its neighbours in a row of `count`, places `stride` apart; there are fewer at the ends. */
static void even_out(float* light, int count, int stride)
{
	float sums[RING + 1] = {0};
	for (int i = 0; i < count; ++i)
		sums[i + 1] = sums[i] + light[i * stride];
	for (int i = 0; i < count; ++i) {
		int from = i > NEIGHBOURS ? i - NEIGHBOURS : 0, to = i + NEIGHBOURS < count ? i + NEIGHBOURS + 1 : count;
		light[i * stride] = (sums[to] - sums[from]) / (to - from);
	}
}

/* How light it is around each of all sites. */
static void take_levels(Picture picture, Sites* sites)
{
	for (int i = 0; i < MAX_SITES; ++i)
		sites->level[i] = light_at(picture, (Point){sites->x[i], sites->y[i]});
	for (int i = 0; i < RING; ++i)
		even_out(sites->level + i * RING, RING, 1);
	for (int i = 0; i < RING; ++i)
		even_out(sites->level + i, RING, RING);
}

/* What is more than certain counts no more than what is. */
static float within_one(float light)
{
	return max_of(-1, min_of(light, 1));
}

float known_contrast(Picture picture, const Warp* warp)
{
	static Sites sites;
	lay_out(&sites, warp, false);
	return score(picture, &sites, 0, (Point){0, 0});
}

Contrast fit_roughly(Picture picture, Warp* warp)
{
	static Sites sites;
	lay_out(&sites, warp, false);
	ascend(picture, &sites, warp, KNOWN_STEPS, ROUGH_STEPS);
	float known = score(picture, &sites, 0, (Point){0, 0});
	lay_out(&sites, warp, true);
	take_levels(picture, &sites);
	return (Contrast){known, score(picture, &sites, 0, (Point){0, 0})};
}

void fit(Picture picture, Warp* warp)
{
	static Sites sites; /* large; nothing here runs twice at a time */
	lay_out(&sites, warp, false);
	ascend(picture, &sites, warp, KNOWN_STEPS, sizeof KNOWN_STEPS / sizeof *KNOWN_STEPS);
	lay_out(&sites, warp, true);
	take_levels(picture, &sites);
	ascend(picture, &sites, warp, ALL_STEPS, sizeof ALL_STEPS / sizeof *ALL_STEPS);
}

void fit_to(Picture picture, Warp* warp, const SoftModules* modules)
{
	static Sites sites;
	sites.count = 0;
	sites.share = 0;
	for (int row = -1; row <= SIDE; ++row)
		for (int column = -1; column <= SIDE; ++column) {
			enum Known is = known(row, column);
			float light = is == ANY ? within_one(modules->value[row * SIDE + column]) : is;
			add(&sites, warp, row, column, light / MODULES);
		}
	ascend(picture, &sites, warp, SAMPLED_STEPS, sizeof SAMPLED_STEPS / sizeof *SAMPLED_STEPS);
}
