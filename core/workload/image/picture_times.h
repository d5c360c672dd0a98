// Where the time of a picture went: that of processors in what a workload says, and the time that
// passed in what a recording tells of one picture.
#pragma once

#include <cstdint>

namespace interleave {

struct PictureTimes
{
    std::uint64_t decodeNs = 0;
    std::uint64_t filterNs = 0; // by all workers that were at it
    std::uint64_t encodeNs = 0; // and written; 0 where the result is dropped

    PictureTimes& operator+=(const PictureTimes& other)
    {
        decodeNs += other.decodeNs;
        filterNs += other.filterNs;
        encodeNs += other.encodeNs;
        return *this;
    }
};

} // namespace interleave
