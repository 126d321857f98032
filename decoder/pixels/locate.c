#include "finders.h"

#include <math.h>
#include <string.h>

enum {
	BETWEEN = 30, /* modules from the middle of one finder to the next */
	SHIFT = 6,	  /* modules that the fourth corner is searched around, each way: perspective moves it that far */
	AWAY = 4,	  /* modules that a code is followed, each way: about what a hand goes between two frames */
	MAX_TRIES = 3, /* of places that are fitted */
	ALIGNMENT_MIDDLE = 30, /* row and column */
	ALIGNMENT_LIGHT = 8, /* modules of it */
	ALIGNMENT_DARK = 17,
};

/* How unlike three finders may be to those of a square code held at an angle. */
static const float MAX_MODULE_RATIO = 2.3f, MAX_SIDE_RATIO = 1.8f, MAX_COSINE = 0.6f, MIN_BETWEEN = 15, MAX_BETWEEN = 48;

/* Of how well modules stand out, the share that is due to the known ones; where they are not those of a code it is less,
 * and to fit them further would be a waste of time. */
static const float MIN_KNOWN = 0.72f;

/* Three finders: the corner between the others, and the ways to them. */
typedef struct Triplet {
	Point corner, right, down;
	float score;
} Triplet;

static float ratio(float a, float b)
{
	return a < b ? b / a : a / b;
}

/* Sum of correlations, less what is unlikely about their places; false if they cannot belong to one code. `a` is to the
 * right, if the code is not seen in a mirror. */
static bool rate(const Finder* corner, const Finder* a, const Finder* b, Triplet* triplet)
{
	if (ratio(corner->module, a->module) > MAX_MODULE_RATIO || ratio(corner->module, b->module) > MAX_MODULE_RATIO ||
		ratio(a->module, b->module) > MAX_MODULE_RATIO)
		return false;
	const Point right = {a->x - corner->x, a->y - corner->y}, down = {b->x - corner->x, b->y - corner->y};
	float across = sqrtf(right.x * right.x + right.y * right.y), along = sqrtf(down.x * down.x + down.y * down.y);
	float module = (corner->module + a->module + b->module) / 3;
	float cosine = fabsf(right.x * down.x + right.y * down.y) / (across * along);
	bool clockwise = right.x * down.y > right.y * down.x;
	if (!clockwise || ratio(across, along) > MAX_SIDE_RATIO || cosine > MAX_COSINE ||
		min_of(across, along) < MIN_BETWEEN * module || max_of(across, along) > MAX_BETWEEN * module)
		return false;
	float unlikely = 0.3f * cosine + 0.25f * (ratio(across, along) - 1) +
					 0.3f * (ratio(sqrtf(across * along), BETWEEN * module) - 1);
	*triplet = (Triplet){{corner->x, corner->y}, right, down, corner->correlation + a->correlation + b->correlation - unlikely};
	return true;
}

static int keep(Triplet* best, int count, const Triplet* triplet)
{
	int at = 0;
	while (at < count && best[at].score >= triplet->score)
		++at;
	if (at == PLACES)
		return count;
	if (count < PLACES)
		++count;
	memmove(best + at + 1, best + at, (count - 1 - at) * sizeof *best);
	best[at] = *triplet;
	return count;
}

static Point along(const Triplet* triplet, float right, float down)
{
	return (Point){triplet->corner.x + (right * triplet->right.x + down * triplet->down.x) / BETWEEN,
				   triplet->corner.y + (right * triplet->right.y + down * triplet->down.y) / BETWEEN};
}

int places(const Finder* list, int count, Point corners[PLACES][CORNERS])
{
	Triplet best[PLACES], triplet;
	int kept = 0;
	for (int i = 0; i < count; ++i)
		for (int j = 0; j < count; ++j)
			for (int k = 0; k < count; ++k)
				if (i != j && i != k && j != k && rate(list + i, list + j, list + k, &triplet))
					kept = keep(best, kept, &triplet);
	for (int i = 0; i < kept; ++i) {
		const float near = -3.5f, far = SIDE - 3.5f; /* modules from the middle of a finder to the code's edges */
		corners[i][0] = along(best + i, near, near);
		corners[i][1] = along(best + i, far, near);
		corners[i][2] = along(best + i, far, far);
		corners[i][3] = along(best + i, near, far);
	}
	return kept;
}

/* How well the alignment pattern is seen where a warp expects it: light less dark, in gray levels. Within it modules are
 * as far apart as in its middle. */
static float aligned(Picture frame, const Warp* warp)
{
	const float at = (ALIGNMENT_MIDDLE + 0.5f) / SIDE, next = at + 1.0f / SIDE;
	const Point middle = seen_at(warp, at, at), right = seen_at(warp, next, at), down = seen_at(warp, at, next);
	float sum = 0;
	for (int row = -2; row <= 2; ++row)
		for (int column = -2; column <= 2; ++column) {
			const Point place = {middle.x + column * (right.x - middle.x) + row * (down.x - middle.x),
								 middle.y + column * (right.y - middle.y) + row * (down.y - middle.y)};
			bool light = known(ALIGNMENT_MIDDLE + row, ALIGNMENT_MIDDLE + column) == LIGHT;
			sum += light_at(frame, place) * (light ? 1.0f / ALIGNMENT_LIGHT : -1.0f / ALIGNMENT_DARK);
		}
	return sum;
}

/* The warp with the fourth corner where the alignment pattern is seen best. */
static Warp best_shift(Picture frame, const Point corners[CORNERS])
{
	const Point right = {(corners[1].x - corners[0].x) / SIDE, (corners[1].y - corners[0].y) / SIDE};
	const Point down = {(corners[3].x - corners[0].x) / SIDE, (corners[3].y - corners[0].y) / SIDE};
	Warp best = flat(corners);
	float max = -INFINITY;
	for (int y = -SHIFT; y <= SHIFT; ++y)
		for (int x = -SHIFT; x <= SHIFT; ++x) {
			Point moved[CORNERS] = {corners[0], corners[1], corners[2], corners[3]};
			moved[2].x += x * right.x + y * down.x;
			moved[2].y += x * right.y + y * down.y;
			const Warp warp = flat(moved);
			float seen = aligned(frame, &warp);
			if (seen > max) {
				max = seen;
				best = warp;
			}
		}
	return best;
}

static bool is_plausible(Contrast contrast)
{
	return contrast.known >= MIN_KNOWN * contrast.all;
}

bool follow(Picture frame, const Warp* last, Warp* warp)
{
	Point ways[2];
	next_modules(last, ways);
	float max = -INFINITY;
	for (int y = -AWAY; y <= AWAY; ++y)
		for (int x = -AWAY; x <= AWAY; ++x) {
			Warp moved = *last;
			moved.bend[0].x += x * ways[0].x + y * ways[1].x;
			moved.bend[0].y += x * ways[0].y + y * ways[1].y;
			float seen = known_contrast(frame, &moved);
			if (seen > max) {
				max = seen;
				*warp = moved;
			}
		}
	return is_plausible(fit_roughly(frame, warp));
}

/* Warps that may be right, best first. */
typedef struct Candidate {
	Warp warp;
	float known_contrast;
} Candidate;

static int keep_candidate(Candidate* best, int count, const Candidate* found)
{
	int at = 0;
	while (at < count && best[at].known_contrast >= found->known_contrast)
		++at;
	if (at == MAX_TRIES)
		return count;
	if (count < MAX_TRIES)
		++count;
	memmove(best + at + 1, best + at, (count - 1 - at) * sizeof *best);
	best[at] = *found;
	return count;
}

bool locate(Picture frame, Warp* warp)
{
	Finder list[FINDERS];
	Point corners[PLACES][CORNERS];
	Candidate best[MAX_TRIES];
	int count = places(list, finders(frame, list), corners), kept = 0;
	for (int i = 0; i < count; ++i) {
		Candidate found = {.warp = best_shift(frame, corners[i])};
		/* Where the finders match best is fitted, come what may: of a bent card little stands out yet. */
		found.known_contrast = i == 0 ? INFINITY : known_contrast(frame, &found.warp);
		kept = keep_candidate(best, kept, &found);
	}
	Contrast max = {0, -INFINITY};
	for (int i = 0; i < kept; ++i) {
		Contrast fits = fit_roughly(frame, &best[i].warp);
		if (fits.all > max.all) {
			max = fits;
			*warp = best[i].warp;
		}
	}
	return kept > 0 && is_plausible(max);
}
