#include "modules.h"

#include <math.h>
#include <string.h>

enum {
	REACH = 4,				 /* half modules to each side that a module is sampled from */
	ACROSS = 2 * REACH + 1,
	TAPS = ACROSS * ACROSS + 1, /* and a constant */
	LATTICE = 2 * SIDE - 1 + 2 * REACH, /* half modules a side */
	NEIGHBOURS = 9,			 /* half modules to each side, for brightness and contrast thereabouts */
	ROUNDS = 3,
	BATCH = 4,
};

static const float MIN_VARIANCE = 16; /* of the light: less is noise */
static const float RIDGE = 10; /* keeps taps small: what is learned shall hold for the modules not known, too */

/* The picture at every half module, freed from uneven light. */
typedef struct Lattice {
	float at[LATTICE][LATTICE];
} Lattice;

/* An equalizer: a linear filter, and the normal equations that it is found by. */
typedef struct Equalizer {
	float taps[TAPS];
	float squares[TAPS][TAPS], products[TAPS];
} Equalizer;

static void sample_lattice(Picture picture, const Warp* warp, Lattice* lattice)
{
	for (int row = 0; row < LATTICE; ++row)
		for (int column = 0; column < LATTICE; ++column) {
			float across = (0.5f * (column - REACH) + 0.5f) / SIDE, down = (0.5f * (row - REACH) + 0.5f) / SIDE;
			lattice->at[row][column] = light_at(picture, seen_at(warp, across, down));
		}
}

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

/* Sums over all that lies above and to the left. */
typedef struct Sums {
	double light[LATTICE + 1][LATTICE + 1], square[LATTICE + 1][LATTICE + 1];
} Sums;

static void sum_up(const Lattice* lattice, Sums* sums)
{
	memset(sums, 0, sizeof *sums);
	for (int y = 0; y < LATTICE; ++y)
		for (int x = 0; x < LATTICE; ++x) {
			double light = lattice->at[y][x];
			sums->light[y + 1][x + 1] = light + sums->light[y][x + 1] + sums->light[y + 1][x] - sums->light[y][x];
			sums->square[y + 1][x + 1] =
				light * light + sums->square[y][x + 1] + sums->square[y + 1][x] - sums->square[y][x];
		}
}

/* From each the mean of its neighbourhood is taken, and the rest is divided by the deviation there. */
static void even_out(Lattice* lattice)
{
	static Sums sums; /* large; nothing here runs twice at a time */
	sum_up(lattice, &sums);
	for (int y = 0; y < LATTICE; ++y)
		for (int x = 0; x < LATTICE; ++x) {
			int top = clamp(y - NEIGHBOURS, 0, LATTICE), bottom = clamp(y + NEIGHBOURS + 1, 0, LATTICE);
			int left = clamp(x - NEIGHBOURS, 0, LATTICE), right = clamp(x + NEIGHBOURS + 1, 0, LATTICE);
			int count = (bottom - top) * (right - left);
#define WITHIN(of) (of[bottom][right] - of[top][right] - of[bottom][left] + of[top][left])
			float mean = WITHIN(sums.light) / count, variance = WITHIN(sums.square) / count - mean * mean;
#undef WITHIN
			lattice->at[y][x] = (lattice->at[y][x] - mean) / sqrtf(max_of(variance, MIN_VARIANCE));
		}
}

/* What each module is estimated from, taken together once: engines take long over many short copies. */
typedef struct Neighbourhoods {
	float of[MODULES][TAPS];
} Neighbourhoods;

static void take_neighbourhoods(const Lattice* lattice, Neighbourhoods* seen)
{
	for (int module = 0; module < MODULES; ++module) {
		int top = 2 * (module / SIDE), left = 2 * (module % SIDE);
		for (int row = 0; row < ACROSS; ++row)
			memcpy(seen->of[module] + row * ACROSS, &lattice->at[top + row][left], ACROSS * sizeof(float));
		seen->of[module][TAPS - 1] = 1;
	}
}

/* Four modules at a time: the sums are written a quarter as often. */
typedef struct Batch {
	const float* seen[BATCH];
	float weight[BATCH], target[BATCH];
	int count;
} Batch;

static void learn_from(Equalizer* equalizer, const Batch* batch)
{
	const float *a = batch->seen[0], *b = batch->seen[1], *c = batch->seen[2], *d = batch->seen[3];
	const float *weight = batch->weight, *target = batch->target;
	for (int i = 0; i < TAPS; ++i) {
		float wa = weight[0] * a[i], wb = weight[1] * b[i], wc = weight[2] * c[i], wd = weight[3] * d[i];
		float* restrict squares = equalizer->squares[i];
		equalizer->products[i] += wa * target[0] + wb * target[1] + wc * target[2] + wd * target[3];
		for (int j = 0; j <= i; ++j)
			squares[j] += wa * a[j] + wb * b[j] + wc * c[j] + wd * d[j];
	}
}

static void put_in(Equalizer* equalizer, Batch* batch, const float seen[TAPS], float target, float weight)
{
	batch->seen[batch->count] = seen;
	batch->target[batch->count] = target;
	batch->weight[batch->count] = weight;
	if (++batch->count == BATCH) {
		learn_from(equalizer, batch);
		batch->count = 0;
	}
}

/* Solve the normal equations by Cholesky's decomposition; false if the numbers are none. */
static bool solve(Equalizer* equalizer)
{
	float(*a)[TAPS] = equalizer->squares, *x = equalizer->taps;
	for (int i = 0; i < TAPS; ++i) {
		for (int j = 0; j <= i; ++j) {
			double sum = a[i][j];
			for (int k = 0; k < j; ++k)
				sum -= (double)a[i][k] * a[j][k];
			if (i == j && !(sum > 0))
				return false;
			a[i][j] = i == j ? sqrt(sum) : sum / a[j][j];
		}
	}
	for (int i = 0; i < TAPS; ++i) {
		double sum = equalizer->products[i];
		for (int k = 0; k < i; ++k)
			sum -= (double)a[i][k] * x[k];
		x[i] = sum / a[i][i];
	}
	for (int i = TAPS - 1; i >= 0; --i) {
		double sum = x[i];
		for (int k = i + 1; k < TAPS; ++k)
			sum -= (double)a[k][i] * x[k];
		x[i] = sum / a[i][i];
	}
	return true;
}

/* Known modules count fully; others, once estimated, by how certain they are. */
static void collect(const Neighbourhoods* seen, const SoftModules* modules, Equalizer* equalizer)
{
	memset(equalizer, 0, sizeof *equalizer);
	for (int i = 0; i < TAPS; ++i)
		equalizer->squares[i][i] = RIDGE;
	Batch batch = {.count = 0};
	for (int module = 0; module < MODULES; ++module) {
		enum Known is = known(module / SIDE, module % SIDE);
		float certain = min_of(fabsf(modules->value[module]), 1);
		float weight = is ? 1 : certain * certain;
		if (weight)
			put_in(equalizer, &batch, seen->of[module], is ? is : modules->value[module] < 0 ? DARK : LIGHT, weight);
	}
	while (batch.count)
		put_in(equalizer, &batch, seen->of[0], 0, 0);
}

static void apply(const Neighbourhoods* seen, const Equalizer* equalizer, SoftModules* modules)
{
	for (int module = 0; module < MODULES; ++module) {
		float sum = 0;
		for (int i = 0; i < TAPS; ++i)
			sum += equalizer->taps[i] * seen->of[module][i];
		modules->value[module] = sum;
	}
}

bool sample_modules(Picture picture, const Warp* warp, SoftModules* modules)
{
	static Lattice lattice; /* all of these are large; nothing here runs twice at a time */
	static Neighbourhoods seen;
	static Equalizer equalizer;
	sample_lattice(picture, warp, &lattice);
	even_out(&lattice);
	take_neighbourhoods(&lattice, &seen);
	memset(modules, 0, sizeof *modules);
	for (int round = 0; round < ROUNDS; ++round) {
		collect(&seen, modules, &equalizer);
		if (!solve(&equalizer))
			return false;
		apply(&seen, &equalizer, modules);
	}
	return true;
}

Agreement agreement_of(const SoftModules* modules)
{
	Agreement found = {0, 0};
	int count = 0;
	for (int module = 0; module < MODULES; ++module) {
		enum Known is = known(module / SIDE, module % SIDE);
		if (is == ANY)
			continue;
		double off = modules->value[module] - is;
		found.share += is * (modules->value[module] < 0 ? DARK : LIGHT);
		found.error += off * off;
		++count;
	}
	return (Agreement){found.share / count, found.error / count};
}
