#include "pixels.h"

#include <stdlib.h>

CALL void pixels_luma(const uint8_t* rgba, uint8_t* luma, int count)
{
	luma_of(rgba, luma, count);
}

static bool filtered(Picture picture, Region region, uint8_t* target, int out_width, int out_height, int filter)
{
	uint8_t* part = malloc((size_t)region.width * region.height);
	Picture own = {part, region.width, region.height};
	Region all = {0, 0, region.width, region.height};
	bool made = part && resample(picture, region, part, region.width, region.height) &&
				filter_in_place(part, region.width, region.height, filter) &&
				resample(own, all, target, out_width, out_height);
	free(part);
	return made;
}

CALL bool pixels_preprocess(const uint8_t* plane, int plane_width, int plane_height, int x, int y, int width, int height,
							uint8_t* target, int out_width, int out_height, int filter)
{
	Picture picture = {plane, plane_width, plane_height};
	Region region = {x, y, width, height};
	if (filter == FILTER_NONE)
		return resample(picture, region, target, out_width, out_height);
	return within(picture, region) && filtered(picture, region, target, out_width, out_height, filter);
}

CALL bool pixels_measure(const uint8_t* plane, int plane_width, int plane_height, int x, int y, int width, int height,
						 double* measures)
{
	Picture picture = {plane, plane_width, plane_height};
	Region region = {x, y, width, height};
	return measure(picture, region, measures);
}
