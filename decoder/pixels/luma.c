#include "pixels.h"

/* As in zxing-cpp's ImageView.h: ITU-R BT.601 in 1024ths. */
enum { RED = 306, GREEN = 601, BLUE = 117, HALF = 512, SHIFT = 10 };

void luma_of(const uint8_t* rgba, uint8_t* luma, int count)
{
	for (int i = 0; i < count; ++i, rgba += 4)
		luma[i] = (RED * rgba[0] + GREEN * rgba[1] + BLUE * rgba[2] + HALF) >> SHIFT;
}
