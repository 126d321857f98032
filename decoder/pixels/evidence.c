#include "finders.h"

#include <stdlib.h>
#include <string.h>

/* Of the agreement: less is no code of a badge. */
static const double LIKELY = 0.9;
/* From here on a frame is added to those before: grids that lie beside the code have less. */
static const double SURE = 0.95;
/* What is left of a frame's say when the next comes: a card that is changed for another is soon forgotten. */
static const float KEPT = 0.9f;
static const double LEAST_ERROR = 0.03;

struct Evidence {
	Lightness now, all;
};

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

/* Take in the code that a warp is about right for, and correct the warp; false if it is no badge's. */
static bool take(Evidence* evidence, Picture picture, Warp* warp)
{
	fit(picture, warp);
	if (!tell(picture, warp, &evidence->now))
		return false;
	Agreement agreed = agreement(&evidence->now);
	if (agreed.share >= SURE)
		add(evidence, agreed.error);
	return agreed.share >= LIKELY;
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
	Picture picture = {plane, plane_width, plane_height};
	Warp warp;
	if (located)
		warp = from_numbers(corners);
	else if (!locate(picture, &warp))
		return false;
	if (!take(evidence, picture, &warp))
		return false;
	to_numbers(&warp, corners);
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
