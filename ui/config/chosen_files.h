// What was chosen by hand, in a dialog or by dropping it, as the input of an image run: a folder or
// a picture by itself, several pictures by a list of their paths.
#pragma once

#include <QString>

#include <cstddef>
#include <filesystem>
#include <vector>

namespace interleave::ui {

struct ChosenInput
{
    std::filesystem::path path{};
    QString problem{}; // then there is no path
};

/// Where lists are written, and which one of them is needed still.
struct PictureLists
{
    /// As many stay there; of more the oldest go.
    static constexpr std::size_t kMost = 48;

    std::filesystem::path folder{};
    std::filesystem::path needed{}; // may be of no list, or empty

    /// In the user's folder for data; the remembered experiment's is needed. Waits for the disk.
    [[nodiscard]] static PictureLists ofUser();
};

/// Writes the list, where there is to be one: under a name that is the same for the same files, so
/// that what was filtered by it once can be gone on with. Any thread: waits for the disk.
[[nodiscard]] ChosenInput inputOf(
    const std::vector<std::filesystem::path>& chosen, const PictureLists& lists);

} // namespace interleave::ui
