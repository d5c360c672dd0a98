// Where the time of a picture went: that of processors in what a workload says, and the time that
// passed in what a recording tells of one picture.
#pragma once

#include <cstdint>

namespace interleave {

/// What a task that is a picture does, one after the other: numbers in recordings.
enum class PicturePart : std::uint16_t { Decode = 1, Filter = 2, Encode = 3 };

struct PictureTimes
{
    std::uint64_t decodeNs = 0;
    std::uint64_t filterNs = 0; // by all workers that were at it
    std::uint64_t encodeNs = 0; // and written; 0 where the result is dropped

    /// Null where there is no such part.
    [[nodiscard]] std::uint64_t* of(PicturePart part)
    {
        switch (part) {
        case PicturePart::Decode:
            return &decodeNs;
        case PicturePart::Filter:
            return &filterNs;
        case PicturePart::Encode:
            return &encodeNs;
        }
        return nullptr;
    }

    PictureTimes& operator+=(const PictureTimes& other)
    {
        decodeNs += other.decodeNs;
        filterNs += other.filterNs;
        encodeNs += other.encodeNs;
        return *this;
    }
};

} // namespace interleave
