#include "finders.h"

#include <stdlib.h>
#include <string.h>

/* Of the agreement: less is no code of a badge, or a grid that lies beside it. */
static const double MIN_AGREEMENT = 0.9;
/* From here on most modules are estimated right: enough to lay the grid once more by all of them. */
static const double MIN_AGREEMENT_TO_REFINE = 0.8;
/* Frames for which a code is looked for where it was, once it is not found: then it is gone. */
enum { FRAMES_FOLLOWED = 5 };
/* What is left of a frame's say when the next comes: a card that is changed for another is soon forgotten. */
static const float DECAY = 0.9f;
static const double MIN_ERROR = 0.03;
/* Each so many searches the frame has a border around it: a finder cut by the edge is found then. */
enum { SEARCHES_A_BORDER = 4, BORDER_PART = 8, BORDER_LIGHT = 128 };

struct Accumulator {
	SoftModules last_frame, all_frames;
	Warp warp; /* where the code was last */
	int follow; /* frames for which `warp` is still of use */
	int searches; /* that found nothing, so far */
};

/* A warp that was laid over a picture, and the modules sampled by it. */
typedef struct Sample {
	Warp warp;
	SoftModules modules;
	Agreement agreement;
} Sample;

CALL Accumulator* accumulator_new(void)
{
	return calloc(1, sizeof(Accumulator));
}

CALL void accumulator_delete(Accumulator* accumulator)
{
	free(accumulator);
}

CALL void accumulator_reset(Accumulator* accumulator)
{
	memset(accumulator, 0, sizeof *accumulator);
}

/* The clearer a frame, the more it says. */
static void add(Accumulator* accumulator, double error)
{
	float weight = 1 / (error * error + MIN_ERROR * MIN_ERROR);
	const float* last = accumulator->last_frame.value;
	float* all = accumulator->all_frames.value;
	for (int i = 0; i < MODULES; ++i)
		all[i] = DECAY * all[i] + weight * last[i];
}

static bool sample_by(Picture picture, Sample* sample)
{
	if (!sample_modules(picture, &sample->warp, &sample->modules))
		return false;
	sample->agreement = agreement_of(&sample->modules);
	return true;
}

static bool is_better(const Agreement* a, const Agreement* b)
{
	return a->share >= b->share && a->error < b->error;
}

/* Correct a warp that is about right, and sample the modules by it; false if they are no badge's. */
static bool fit_and_sample(Picture picture, Sample* sample)
{
	static Sample again; /* large; nothing here runs twice at a time */
	fit(picture, &sample->warp);
	if (!sample_by(picture, sample) || sample->agreement.share < MIN_AGREEMENT_TO_REFINE)
		return false;
	again.warp = sample->warp;
	fit_to(picture, &again.warp, &sample->modules);
	if (sample_by(picture, &again) && is_better(&again.agreement, &sample->agreement))
		*sample = again;
	return sample->agreement.share >= MIN_AGREEMENT;
}

/* A copy of a picture with a border of `away` pixels all around; without pixels if there is no memory. */
static Picture bordered(Picture picture, int away)
{
	Picture wide = {NULL, picture.width + 2 * away, picture.height + 2 * away};
	uint8_t* pixels = malloc((size_t)wide.width * wide.height);
	if (!pixels)
		return wide;
	memset(pixels, BORDER_LIGHT, (size_t)wide.width * wide.height);
	for (int y = 0; y < picture.height; ++y)
		memcpy(pixels + (size_t)(y + away) * wide.width + away, picture.pixels + (size_t)y * picture.width, picture.width);
	wide.pixels = pixels;
	return wide;
}

/* A code that the edge cuts: what is missing of it is as good as unknown. */
static bool detect_at_edge(Picture picture, Sample* sample)
{
	int away = picture.height / BORDER_PART;
	Picture wide = bordered(picture, away);
	bool found = wide.pixels && locate(wide, &sample->warp) && fit_and_sample(wide, sample);
	sample->warp.bend[0].x -= away;
	sample->warp.bend[0].y -= away;
	free((void*)wide.pixels);
	return found;
}

/* Wherever a code is found, or else about where it was last. */
static bool detect(Accumulator* accumulator, Picture picture, Sample* sample)
{
	if (locate(picture, &sample->warp) && fit_and_sample(picture, sample))
		return true;
	if (accumulator->follow == 0)
		return ++accumulator->searches % SEARCHES_A_BORDER == 0 && detect_at_edge(picture, sample);
	--accumulator->follow;
	return follow(picture, &accumulator->warp, &sample->warp) && fit_and_sample(picture, sample);
}

static void accept(Accumulator* accumulator, const Sample* sample)
{
	accumulator->last_frame = sample->modules;
	accumulator->warp = sample->warp;
	accumulator->follow = FRAMES_FOLLOWED;
	add(accumulator, sample->agreement.error);
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

CALL bool accumulator_add(Accumulator* accumulator, const uint8_t* plane, int plane_width, int plane_height, int located,
						  double* corners)
{
	static Sample sample;
	Picture picture = {plane, plane_width, plane_height};
	if (located)
		sample.warp = from_numbers(corners);
	if (!(located ? fit_and_sample(picture, &sample) : detect(accumulator, picture, &sample)))
		return false;
	accept(accumulator, &sample);
	to_numbers(&sample.warp, corners);
	return true;
}

CALL int accumulator_side(void)
{
	return DRAWN_SIDE;
}

/* What is known beforehand is drawn as it should be. */
static bool is_light(const SoftModules* modules, int row, int column)
{
	enum Known is = known(row, column);
	return is == ANY ? modules->value[row * SIDE + column] >= 0 : is == LIGHT;
}

CALL void accumulator_draw(const Accumulator* accumulator, int together, uint8_t* target)
{
	const SoftModules* modules = together ? &accumulator->all_frames : &accumulator->last_frame;
	for (int i = 0; i < DRAWN_SIDE * DRAWN_SIDE; ++i) {
		int row = i / DRAWN_SIDE / DRAWN_MODULE, column = i % DRAWN_SIDE / DRAWN_MODULE;
		target[i] = is_light(modules, row - DRAWN_QUIET, column - DRAWN_QUIET) ? 255 : 0;
	}
}
