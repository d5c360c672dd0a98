// Where the time of a picture went.
#pragma once

#include <cstdint>

namespace interleave {

struct PictureTimes
{
    std::uint64_t decodeNs = 0;
    std::uint64_t filterNs = 0; // by all workers that were at it; in strips, of processors
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
