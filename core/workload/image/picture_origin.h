// What a task of an image run reads: a file, or a sample picture of a series.
#pragma once

#include "core/workload/image/sample_series.h"

#include <cstdint>
#include <filesystem>

namespace interleave {

struct PictureOrigin
{
    std::filesystem::path file{}; // empty: a sample
    SampleSeries series{};
    std::uint64_t index = 0;
    bool salvage = false; // a damaged JPEG is taken as far as it goes
};

} // namespace interleave
