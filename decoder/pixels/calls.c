#include "pixels.h"

#ifdef _WIN32
#define CALL __declspec(dllexport)
#else
#define CALL __attribute__((visibility("default")))
#endif

CALL void pixels_luma(const uint8_t* rgba, uint8_t* luma, int count)
{
	luma_of(rgba, luma, count);
}

CALL bool pixels_look(const uint8_t* plane, int plane_width, int plane_height, int x, int y, int width, int height,
					  uint8_t* target, int out_width, int out_height, int filter)
{
	Picture picture = {plane, plane_width, plane_height};
	Region region = {x, y, width, height};
	return resample(picture, region, target, out_width, out_height) &&
		   filter_in_place(target, out_width, out_height, filter);
}

CALL bool pixels_measure(const uint8_t* plane, int plane_width, int plane_height, int x, int y, int width, int height,
						 double* measures)
{
	Picture picture = {plane, plane_width, plane_height};
	Region region = {x, y, width, height};
	return measure(picture, region, measures);
}
