// What was chosen by hand, in a dialog or by dropping it, as the input of an image run: a folder or
// a picture by itself, several pictures by a list of their paths.
#pragma once

#include <QString>

#include <filesystem>
#include <vector>

namespace interleave::ui {

struct ChosenInput
{
    std::filesystem::path path{};
    QString problem{}; // then there is no path
};

/// Writes the list, where there is to be one, into `lists`: under a name that is the same for the
/// same files, so that what was filtered by it once can be gone on with. Any thread: waits for the
/// disk.
[[nodiscard]] ChosenInput inputOf(
    const std::vector<std::filesystem::path>& chosen, const std::filesystem::path& lists);

/// In the user's folder for data.
[[nodiscard]] std::filesystem::path folderOfLists();

} // namespace interleave::ui
