// How many pixels of a picture have each brightness.
#pragma once

#include "core/workload/image/brightness_counts.h"

#include <opencv2/core/mat.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace interleave {

/// Neighbours are often alike, and a count that has just been stored is not there at once: each of
/// four neighbours has counts of its own. Of fewer than 2^32 pixels.
class BandCounts
{
public:
    void add(const uchar* row, int pixels)
    {
        int x = 0;
        for (; x + kTables <= pixels; x += kTables) {
            ++m_tables[0][row[x]];
            ++m_tables[1][row[x + 1]];
            ++m_tables[2][row[x + 2]];
            ++m_tables[3][row[x + 3]];
        }
        for (; x < pixels; ++x)
            ++m_tables[0][row[x]];
    }
    void addTo(BrightnessCounts& counts) const
    {
        for (const auto& table : m_tables)
            for (std::size_t bin = 0; bin < counts.size(); ++bin)
                counts[bin] += table[bin];
    }

private:
    static constexpr int kTables = 4;

    std::uint32_t m_tables[kTables][std::tuple_size_v<BrightnessCounts>] = {};
};

/// `greyOf` gives the brightness of some rows, in eight bits: of few at a time, so that it takes
/// little memory.
template <class GreyOf>
void countInBands(const cv::Mat& picture, BrightnessCounts& counts, GreyOf greyOf)
{
    constexpr int kBandRows = 64;
    BandCounts bands;
    for (int first = 0; first < picture.rows; first += kBandRows) {
        const cv::Mat grey
            = greyOf(picture.rowRange(first, std::min(first + kBandRows, picture.rows)));
        for (int y = 0; y < grey.rows; ++y)
            bands.add(grey.ptr<uchar>(y), grey.cols);
    }
    bands.addTo(counts);
}

} // namespace interleave
