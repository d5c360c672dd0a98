// What an image run's workers are told of its pictures when they have inherited nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace interleave {

struct GivenPictures
{
    std::vector<std::pair<std::string, std::string>> pictures{}; // file, name of the result
    std::optional<std::vector<std::uint64_t>> samples{}; // that are left; nothing: all
    std::string run{}; // its id in the journal

    template <class Archive>
    void serialize(Archive& archive)
    {
        archive(pictures, samples, run);
    }
};

} // namespace interleave
