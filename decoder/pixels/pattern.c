#include "modules.h"

enum {
	FINDER = 7,
	ALIGNMENT = 30, /* the middle of the one alignment pattern of version 5, both ways (ISO/IEC 18004, Annex E) */
	TIMING = 6,
};

static int larger(int a, int b)
{
	return a > b ? a : b;
}

static int away(int a, int b)
{
	return a < b ? b - a : a - b;
}

/* Squares within squares: how many steps from the middle, at most. */
static int steps_from(int row, int column, int middle_row, int middle_column)
{
	return larger(away(row, middle_row), away(column, middle_column));
}

static enum Known finder(int row, int column)
{
	const int far = SIDE - 1 - FINDER / 2, near = FINDER / 2;
	int steps = steps_from(row, column, row > SIDE / 2 ? far : near, column > SIDE / 2 ? far : near);
	if (steps > 4 || (row > SIDE / 2 && column > SIDE / 2))
		return ANY;
	return steps == 2 || steps == 4 ? LIGHT : DARK;
}

static enum Known alignment(int row, int column)
{
	int steps = steps_from(row, column, ALIGNMENT, ALIGNMENT);
	return steps > 2 ? ANY : steps == 1 ? LIGHT : DARK;
}

static enum Known timing(int row, int column)
{
	if (row != TIMING && column != TIMING)
		return ANY;
	return (row + column) % 2 ? LIGHT : DARK;
}

enum Known known(int row, int column)
{
	if (row < 0 || column < 0 || row >= SIDE || column >= SIDE)
		return LIGHT;
	enum Known found = finder(row, column);
	if (found == ANY)
		found = alignment(row, column);
	return found == ANY ? timing(row, column) : found;
}
