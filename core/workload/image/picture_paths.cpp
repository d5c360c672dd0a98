#include "core/workload/image/picture_paths.h"

#include "core/base/file.h"
#include "core/workload/image/file_ending.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <system_error>

namespace interleave {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

} // namespace

bool namesPaths(const fs::path& input)
{
    std::error_code gone; // then it is a file that is not there
    return lowerEnding(input) == kPathsEnding && !fs::is_directory(input, gone);
}

Result<std::vector<fs::path>, SystemError> readPaths(const fs::path& file)
{
    const auto text = readRegularFile(file, kMostBytes);
    if (!text)
        return tl::unexpected(text.error());
    std::vector<fs::path> paths;
    std::set<fs::path> seen;
    for (std::string_view left = *text; !left.empty();) {
        const std::string_view line = left.substr(0, left.find('\n'));
        left.remove_prefix(std::min(line.size() + 1, left.size()));
        if (line.empty())
            continue;
        const fs::path path = (file.parent_path() / line).lexically_normal();
        if (seen.insert(path).second)
            paths.push_back(path);
    }
    return paths;
}

std::optional<std::string> textOfPaths(const std::vector<fs::path>& paths)
{
    std::string text;
    for (const fs::path& path : paths) {
        if (path.native().find('\n') != std::string::npos)
            return std::nullopt;
        text += path.native() + '\n';
    }
    return text;
}

} // namespace interleave
