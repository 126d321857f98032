#include "pixels.h"

#include <stddef.h>

enum {
	LEVELS = 256,
	SATURATED = 250,  /* a camera's noise keeps saturated pixels from all being 255 */
	MIN_CONTRAST = 8, /* less is noise, of which no sharpness can be told */
	SAMPLES = 1 << 18,  /* of a large region about so many pixels are looked at */
};

/* How many pixels have each level, and how many neighbours two apart differ by each amount. */
typedef struct Census {
	int levels[LEVELS], steps[LEVELS];
	int pixels, pairs;
} Census;

static int difference(int a, int b)
{
	return a < b ? b - a : a - b;
}

/* The next pixel but one, along x and along y, is compared where it still lies within the region. */
static void count(Census* census, Picture picture, Region region, int stride)
{
	for (int y = 0; y < region.height; y += stride) {
		const uint8_t* row = picture.pixels + (size_t)(region.y + y) * picture.width + region.x;
		const uint8_t* below = y + 2 < region.height ? row + 2 * (size_t)picture.width : NULL;
		for (int x = 0; x < region.width; x += stride) {
			++census->levels[row[x]];
			++census->pixels;
			if (below && x + 2 < region.width) {
				int across = difference(row[x], row[x + 2]), down = difference(row[x], below[x]);
				++census->steps[across > down ? across : down];
				++census->pairs;
			}
		}
	}
}

/* The smallest value that at least `percent` of a count do not exceed. */
static int percentile(const int* counts, int total, int percent)
{
	long long wanted = (long long)total * percent, seen = 0;
	for (int value = 0; value < LEVELS; ++value) {
		seen += counts[value];
		if (seen * 100 >= wanted)
			return value;
	}
	return LEVELS - 1;
}

static double sharpness(const Census* census, int contrast)
{
	if (!census->pairs || contrast < MIN_CONTRAST)
		return 0;
	int steepest = percentile(census->steps, census->pairs, 95);
	return steepest < contrast ? (double)steepest / contrast : 1;
}

bool measure(Picture picture, Region region, double* measures)
{
	if (!within(picture, region))
		return false;
	int stride = 1;
	while ((long long)region.width * region.height > (long long)SAMPLES * stride * stride)
		++stride;
	Census census = {0};
	count(&census, picture, region, stride);
	long long sum = 0;
	int saturated = 0;
	for (int level = 0; level < LEVELS; ++level) {
		sum += (long long)level * census.levels[level];
		saturated += level >= SATURATED ? census.levels[level] : 0;
	}
	int contrast = percentile(census.levels, census.pixels, 95) - percentile(census.levels, census.pixels, 5);
	measures[MEASURE_BRIGHTNESS] = (double)sum / census.pixels;
	measures[MEASURE_CONTRAST] = contrast;
	measures[MEASURE_SHARPNESS] = sharpness(&census, contrast);
	measures[MEASURE_GLARE] = (double)saturated / census.pixels;
	return true;
}
