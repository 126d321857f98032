/*
 * Black and white from gray, in place of zxing-cpp's HybridBinarizer.cpp: the same thresholds, so the same bits, by
 * loops along rows, which the compiler turns into SIMD. zxing-cpp goes block by block, 8 pixels at a time, and spends
 * half of a reading's time so.
 */
#include "HybridBinarizer.h"

#include "BitMatrix.h"
#include "Matrix.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <ranges>
#include <vector>

namespace ZXing {

namespace {

/* A threshold is found for each block of 8 x 8 pixels and smoothed over 5 x 5 blocks. */
constexpr int BLOCK = 8;
constexpr int REACH = 2;
constexpr int SMALLEST = BLOCK * (2 * REACH + 1);
/* Blocks whose pixels differ by no more have no threshold of their own: what is in them is noise. */
constexpr int MIN_CONTRAST = 24;

using Thresholds = Matrix<uint8_t>;

int blocks(int pixels)
{
	return (pixels + BLOCK - 1) / BLOCK;
}

/* Where a block begins; the last one overlaps the one before it rather than the edge. */
int begin(int block, int pixels)
{
	return std::min(block * BLOCK, pixels - BLOCK);
}

/* The darkest and lightest pixel of each column over the 8 rows of a block. */
void columnExtremes(const ImageView& image, int top, uint8_t* __restrict darkest, uint8_t* __restrict lightest)
{
	const int width = image.width();
	std::memcpy(darkest, image.data(0, top), width);
	std::memcpy(lightest, image.data(0, top), width);
	for (int y = top + 1; y < top + BLOCK; ++y) {
		const uint8_t* row = image.data(0, y);
		for (int x = 0; x < width; ++x) {
			darkest[x] = std::min(darkest[x], row[x]);
			lightest[x] = std::max(lightest[x], row[x]);
		}
	}
}

/* The middle between the darkest and the lightest pixel of each block, 0 for blocks without contrast. */
Thresholds blockThresholds(const ImageView& image)
{
	Thresholds thresholds(blocks(image.width()), blocks(image.height()));
	std::vector<uint8_t> darkest(image.width()), lightest(image.width());
	for (int y = 0; y < thresholds.height(); ++y) {
		columnExtremes(image, begin(y, image.height()), darkest.data(), lightest.data());
		for (int x = 0; x < thresholds.width(); ++x) {
			const int at = begin(x, image.width());
			const int dark = *std::min_element(&darkest[at], &darkest[at] + BLOCK);
			const int light = *std::max_element(&lightest[at], &lightest[at] + BLOCK);
			thresholds(x, y) = light - dark > MIN_CONTRAST ? (light + dark) / 2 : 0;
		}
	}
	return thresholds;
}

/* Blocks without a threshold take that of the next block that has one, those at the end that of the last. */
void fillGaps(Thresholds& thresholds)
{
	auto last = thresholds.begin() - 1;
	for (auto* at = thresholds.begin(); at != thresholds.end(); ++at) {
		if (!*at)
			continue;
		std::fill(last + 1, at, *at);
		last = at;
	}
	std::fill(last + 1, thresholds.end(), *std::max(last, thresholds.begin()));
}

/* Sums and counts of the thresholds over columns of 5 blocks, then over 5 such columns; the middle counts thrice. */
Thresholds smoothed(const Thresholds& thresholds)
{
	const int width = thresholds.width(), height = thresholds.height();
	Thresholds smooth(width, height);
	std::vector<int> sums(width), counts(width);
	for (int y = 0; y < height; ++y) {
		const int middle = std::clamp(y, REACH, height - REACH - 1);
		std::ranges::fill(sums, 0);
		std::ranges::fill(counts, 0);
		for (int near = middle - REACH; near <= middle + REACH; ++near)
			for (int x = 0; x < width; ++x) {
				sums[x] += thresholds(x, near);
				counts[x] += thresholds(x, near) > 0;
			}
		for (int x = 0; x < width; ++x) {
			const int left = std::clamp(x, REACH, width - REACH - 1) - REACH;
			int sum = 2 * thresholds(x, y), count = 2 * (thresholds(x, y) > 0);
			for (int near = left; near <= left + 2 * REACH; ++near) {
				sum += sums[near];
				count += counts[near];
			}
			smooth(x, y) = count ? sum / count : 0;
		}
	}
	fillGaps(smooth);
	return smooth;
}

void compare(const uint8_t* __restrict row, const uint8_t* __restrict limits, uint8_t* __restrict bits, int width)
{
	for (int x = 0; x < width; ++x)
		bits[x] = row[x] <= limits[x] ? BitMatrix::SET_V : BitMatrix::UNSET_V;
}

std::shared_ptr<BitMatrix> thresholded(const ImageView& image, const Thresholds& thresholds)
{
	const int width = image.width();
	auto matrix = std::make_shared<BitMatrix>(width, image.height());
	std::vector<uint8_t> limits(width);
	for (int y = 0; y < thresholds.height(); ++y) {
		for (int x = 0; x < thresholds.width(); ++x)
			std::memset(&limits[begin(x, width)], thresholds(x, y), BLOCK);
		const int top = begin(y, image.height());
		for (int row = top; row < top + BLOCK; ++row)
			compare(image.data(0, row), limits.data(), matrix->row(row).begin(), width);
	}
	return matrix;
}

} // namespace

HybridBinarizer::HybridBinarizer(const ImageView& image) : GlobalHistogramBinarizer(image) {}

HybridBinarizer::~HybridBinarizer() = default;

bool HybridBinarizer::getPatternRow(int row, int rotation, PatternRow& pattern) const
{
	return GlobalHistogramBinarizer::getPatternRow(row, rotation, pattern);
}

std::shared_ptr<const BitMatrix> HybridBinarizer::getBlackMatrix() const
{
	if (width() < SMALLEST || height() < SMALLEST)
		return GlobalHistogramBinarizer::getBlackMatrix();
	const auto thresholds = smoothed(blockThresholds(_buffer));
	if (std::ranges::max(thresholds) == 0)
		return GlobalHistogramBinarizer::getBlackMatrix();
	return thresholded(_buffer, thresholds);
}

} // namespace ZXing
