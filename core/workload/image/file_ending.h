// What tells a picture's format in its file's name.
#pragma once

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>

namespace interleave {

/// ".jpg" of "DSC_1.JPG"
[[nodiscard]] inline std::string lowerEnding(const std::filesystem::path& file)
{
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return ending;
}

} // namespace interleave
