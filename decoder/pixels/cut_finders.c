/*
 * Large finder patterns, also those that the edge of the picture cuts: what is left to see of a code held too close. A
 * line through the middle of a finder crosses dark, light, dark, light, dark, 1 : 1 : 3 : 1 : 1 modules (ISO/IEC 18004,
 * 6.3.3); here it may end at the edge on one side, and so may the line across it. Closer still no finder is left: then
 * the whole picture is dark and light squares, and nothing between.
 */
#include "pixels.h"

#include <stdlib.h>

enum {
	LINES = 60,		   /* each way */
	SMALLEST_PART = 48, /* a module is at least such a part of the height */
	MIN_CONTRAST = 60, /* of a line, in gray levels */
	MIN_SHARE = 80, /* per cent: of lines of squares alone */
	MAX_GRAY = 20, /* per cent: of the pixels of such a line, in the middle fifth between dark and light */
	MIN_RUNS = 5,  /* of such a line */
	CROSSINGS = 3, /* that a finder has at least: one or two may be anything */
};

/* Pixels in a row or a column. */
typedef struct Line {
	const uint8_t* pixels;
	int count, step;
} Line;

static int light_of(Line line, int at)
{
	return line.pixels[(size_t)at * line.step];
}

/* The middle between the darkest and the lightest pixel, 0 if they differ little; and how much they differ. */
static int threshold_of(Line line, int* contrast)
{
	int darkest = 255, lightest = 0;
	for (int i = 0; i < line.count; ++i) {
		int light = light_of(line, i);
		darkest = light < darkest ? light : darkest;
		lightest = light > lightest ? light : lightest;
	}
	*contrast = lightest - darkest;
	return *contrast < MIN_CONTRAST ? 0 : (darkest + lightest + 1) / 2;
}

/* How far pixels from `at` on, by steps of `way`, are all dark or all light; `at` is left behind them. */
static int run_from(Line line, int* at, int way, int threshold)
{
	int begin = *at;
	if (begin < 0 || begin >= line.count)
		return 0;
	bool dark = light_of(line, begin) < threshold;
	while (*at >= 0 && *at < line.count && (light_of(line, *at) < threshold) == dark)
		*at += way;
	return abs(*at - begin);
}

enum Side { BROKEN, CUT, WHOLE };

/* What is beside the middle of a finder, from `at` on: a light and a dark module, or as much of them as the edge leaves. */
static enum Side side_from(Line line, int at, int way, int threshold, float module)
{
	for (int part = 0; part < 2; ++part) {
		int length = run_from(line, &at, way, threshold);
		bool cut = at < 0 || at >= line.count;
		if (length > 1.5f * module || (!cut && length < 0.55f * module))
			return BROKEN;
		if (cut)
			return part == 1 && length >= 0.5f * module ? WHOLE : CUT;
	}
	return WHOLE;
}

/* Whether there is a finder around the dark run about `at`: its module in pixels, else 0. */
static float crossed(Line line, int at, int threshold, float expected)
{
	int before = at, after = at;
	int dark = run_from(line, &before, -1, threshold) + run_from(line, &after, 1, threshold) - 1;
	bool cut = before < 0 || after >= line.count;
	float module = cut ? expected : dark / 3.0f;
	if (module <= 0 || dark > 4.2f * module || (expected > 0 && !cut && dark < 0.8f * 3 * expected) ||
		(expected > 0 && dark > 1.25f * 3 * expected))
		return 0;
	enum Side one = before < 0 ? CUT : side_from(line, before, -1, threshold, module);
	enum Side other = after >= line.count ? CUT : side_from(line, after, 1, threshold, module);
	return one != BROKEN && other != BROKEN && (one == WHOLE || other == WHOLE) ? module : 0;
}

/* Keep the largest modules, largest first. */
static void keep(float largest[CROSSINGS], float module)
{
	for (int i = 0; i < CROSSINGS; ++i)
		if (module > largest[i]) {
			float less = largest[i];
			largest[i] = module;
			module = less;
		}
}

/* Finders whose middle a line crosses, and that the line across it there crosses too. */
static void cross(Line line, Line (*across)(Picture, int), Picture picture, int place, float largest[CROSSINGS])
{
	int contrast, threshold = threshold_of(line, &contrast), smallest = 3 * picture.height / SMALLEST_PART;
	for (int at = 0; threshold && at < line.count;) {
		int begin = at;
		bool dark = light_of(line, at) < threshold;
		if (run_from(line, &at, 1, threshold) < smallest || !dark)
			continue;
		int middle = (begin + at) / 2;
		float module = crossed(line, middle, threshold, 0);
		if (module > 0 && crossed(across(picture, middle), place, threshold, module) > 0)
			keep(largest, module);
	}
}

/* How many runs a line of dark and light squares has; 0 if it is none. */
static int squares_on(Line line)
{
	int contrast, threshold = threshold_of(line, &contrast), gray = 0, runs = 0;
	for (int i = 0; i < line.count; ++i)
		gray += abs(light_of(line, i) - threshold) * 10 < contrast;
	for (int at = 0; threshold && at < line.count; ++runs)
		run_from(line, &at, 1, threshold);
	return runs >= MIN_RUNS && gray * 100 <= MAX_GRAY * line.count ? runs : 0;
}

static Line row(Picture picture, int y)
{
	return (Line){picture.pixels + (size_t)y * picture.width, picture.width, 1};
}

static Line column(Picture picture, int x)
{
	return (Line){picture.pixels + x, picture.height, picture.width};
}

CALL double pixels_cut_finder(const uint8_t* plane, int width, int height)
{
	Picture picture = {plane, width, height};
	float largest[CROSSINGS] = {0};
	int lines = 0, runs = 0, pixels = 0;
	for (int i = 0; i < LINES; ++i) {
		int y = (2 * i + 1) * height / (2 * LINES), x = (2 * i + 1) * width / (2 * LINES);
		const Line both[] = {row(picture, y), column(picture, x)};
		cross(both[0], column, picture, y, largest);
		cross(both[1], row, picture, x, largest);
		for (int way = 0; way < 2; ++way) {
			int found = squares_on(both[way]);
			lines += found > 0;
			runs += found;
			pixels += found ? both[way].count : 0;
		}
	}
	if (largest[CROSSINGS - 1] > 0 || lines * 100 < MIN_SHARE * 2 * LINES)
		return largest[CROSSINGS - 1];
	return pixels / (2.0 * runs); /* on average a run has two modules */
}
