// Why a file was not read, for a message that has its path already.
#pragma once

#include "core/base/printable.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>

namespace interleave {

/// "No such file or directory", of readRegularFile()'s "cannot read /in/a.png: No such ...".
[[nodiscard]] inline std::string whyUnread(
    const std::filesystem::path& file, const std::string& message)
{
    const std::string before = fmt::format("cannot read {}: ", shownBothEnds(file.string()));
    return message.starts_with(before) ? message.substr(before.size()) : message;
}

} // namespace interleave
