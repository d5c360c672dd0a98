// What a task of an image run reads: a file, or the sample picture of a seed and an index.
#pragma once

#include <cstdint>
#include <filesystem>

namespace interleave {

struct PictureOrigin
{
    std::filesystem::path file{}; // empty: a sample
    std::uint64_t seed = 0;
    std::uint64_t index = 0;
    bool salvage = false; // a damaged JPEG is taken as far as it goes
};

} // namespace interleave
