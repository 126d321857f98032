#include "finders.h"

#include <stdlib.h>
#include <string.h>

/* Of the agreement: less is no code of a badge, or a grid that lies beside it. */
static const double LIKELY = 0.9;
/* From here on most modules are told right: enough to lay the grid once more by all of them. */
static const double NEARLY_LIKELY = 0.8;
/* Frames for which a code is looked for where it was, once it is not found: then it is gone. */
enum { FOLLOWED = 5 };
/* What is left of a frame's say when the next comes: a card that is changed for another is soon forgotten. */
static const float KEPT = 0.9f;
static const double LEAST_ERROR = 0.03;

struct Evidence {
	Lightness now, all;
	Warp last;
	int follow; /* frames for which `last` is still of use */
};

/* A warp that was laid over a picture, and what it tells there. */
typedef struct Told {
	Warp warp;
	Lightness light;
	Agreement agreed;
} Told;

CALL Evidence* evidence_new(void)
{
	return calloc(1, sizeof(Evidence));
}

CALL void evidence_delete(Evidence* evidence)
{
	free(evidence);
}

CALL void evidence_forget(Evidence* evidence)
{
	memset(evidence, 0, sizeof *evidence);
}

/* The clearer a frame, the more it says. */
static void add(Evidence* evidence, double error)
{
	float weight = 1 / (error * error + LEAST_ERROR * LEAST_ERROR);
	for (int i = 0; i < MODULES; ++i)
		evidence->all.of[i] = KEPT * evidence->all.of[i] + weight * evidence->now.of[i];
}

static bool tell_by(Picture picture, Told* told)
{
	if (!tell(picture, &told->warp, &told->light))
		return false;
	told->agreed = agreement(&told->light);
	return true;
}

static bool is_better(const Agreement* a, const Agreement* b)
{
	return a->share >= b->share && a->error < b->error;
}

/* Correct a warp that is about right, and tell the modules by it; false if they are no badge's. */
static bool tell_about(Picture picture, Told* told)
{
	static Told again; /* large; nothing here runs twice at a time */
	fit(picture, &told->warp);
	if (!tell_by(picture, told) || told->agreed.share < NEARLY_LIKELY)
		return false;
	again.warp = told->warp;
	fit_to(picture, &again.warp, &told->light);
	if (tell_by(picture, &again) && is_better(&again.agreed, &told->agreed))
		*told = again;
	return told->agreed.share >= LIKELY;
}

/* Wherever a code is found, or else about where it was last. */
static bool search(Evidence* evidence, Picture picture, Told* told)
{
	if (locate(picture, &told->warp) && tell_about(picture, told))
		return true;
	if (evidence->follow == 0)
		return false;
	--evidence->follow;
	return follow(picture, &evidence->last, &told->warp) && tell_about(picture, told);
}

static void take(Evidence* evidence, const Told* told)
{
	evidence->now = told->light;
	evidence->last = told->warp;
	evidence->follow = FOLLOWED;
	add(evidence, told->agreed.error);
}

static Warp from_numbers(const double* corners)
{
	Point points[CORNERS];
	for (int i = 0; i < CORNERS; ++i)
		points[i] = (Point){corners[2 * i], corners[2 * i + 1]};
	return flat(points);
}

static void to_numbers(const Warp* warp, double* corners)
{
	for (int i = 0; i < CORNERS; ++i) {
		Point corner = seen_at(warp, i == 1 || i == 2, i >= 2);
		corners[2 * i] = corner.x;
		corners[2 * i + 1] = corner.y;
	}
}

CALL bool evidence_gather(Evidence* evidence, const uint8_t* plane, int plane_width, int plane_height, int located,
						  double* corners)
{
	static Told told;
	Picture picture = {plane, plane_width, plane_height};
	if (located)
		told.warp = from_numbers(corners);
	if (!(located ? tell_about(picture, &told) : search(evidence, picture, &told)))
		return false;
	take(evidence, &told);
	to_numbers(&told.warp, corners);
	return true;
}

CALL int evidence_side(void)
{
	return DRAWN_SIDE;
}

/* What is known beforehand is drawn as it should be. */
static bool is_light(const Lightness* told, int row, int column)
{
	enum Known is = known(row, column);
	return is == ANY ? told->of[row * SIDE + column] >= 0 : is == LIGHT;
}

CALL void evidence_draw(const Evidence* evidence, int together, uint8_t* target)
{
	const Lightness* told = together ? &evidence->all : &evidence->now;
	for (int i = 0; i < DRAWN_SIDE * DRAWN_SIDE; ++i) {
		int row = i / DRAWN_SIDE / DRAWN_MODULE, column = i % DRAWN_SIDE / DRAWN_MODULE;
		target[i] = is_light(told, row - DRAWN_QUIET, column - DRAWN_QUIET) ? 255 : 0;
	}
}
