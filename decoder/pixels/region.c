#include "pixels.h"

bool within(Picture picture, Region region)
{
	return region.x >= 0 && region.y >= 0 && region.width > 0 && region.height > 0 &&
		   region.width <= picture.width - region.x && region.height <= picture.height - region.y;
}
