#include "modules.h"

/* P. S. Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), 2.2.3: a square to a quadrilateral. */
Warp flat(const Point corners[CORNERS])
{
	const Point *p = corners, sum = {p[0].x - p[1].x + p[2].x - p[3].x, p[0].y - p[1].y + p[2].y - p[3].y};
	const Point right = {p[1].x - p[2].x, p[1].y - p[2].y}, down = {p[3].x - p[2].x, p[3].y - p[2].y};
	float area = right.x * down.y - right.y * down.x;
	float g = area ? (sum.x * down.y - sum.y * down.x) / area : 0;
	float h = area ? (right.x * sum.y - right.y * sum.x) / area : 0;
	return (Warp){.perspective = {p[1].x - p[0].x + g * p[1].x, p[3].x - p[0].x + h * p[3].x, p[0].x,
								  p[1].y - p[0].y + g * p[1].y, p[3].y - p[0].y + h * p[3].y, p[0].y, g, h}};
}

void terms_at(float across, float down, float terms[TERMS])
{
	float x = 2 * across - 1, y = 2 * down - 1;
	terms[0] = 1;
	terms[1] = x;
	terms[2] = y;
	terms[3] = x * x - 1.0f / 3; /* bends without moving the whole */
	terms[4] = x * y;
	terms[5] = y * y - 1.0f / 3;
}

Point seen_at(const Warp* warp, float across, float down)
{
	const float* m = warp->perspective;
	float far = m[6] * across + m[7] * down + 1, terms[TERMS];
	Point place = {(m[0] * across + m[1] * down + m[2]) / far, (m[3] * across + m[4] * down + m[5]) / far};
	terms_at(across, down, terms);
	for (int i = 0; i < TERMS; ++i) {
		place.x += terms[i] * warp->bend[i].x;
		place.y += terms[i] * warp->bend[i].y;
	}
	return place;
}

void next_modules(const Warp* warp, Point ways[2])
{
	const Point middle = seen_at(warp, 0.5f, 0.5f);
	const Point right = seen_at(warp, 0.5f + 1.0f / SIDE, 0.5f), below = seen_at(warp, 0.5f, 0.5f + 1.0f / SIDE);
	ways[0] = (Point){right.x - middle.x, right.y - middle.y};
	ways[1] = (Point){below.x - middle.x, below.y - middle.y};
}
