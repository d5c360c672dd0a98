#include "core/history/history_folder.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <random>

namespace interleave {

namespace {

constexpr const char* kRuns = "runs";

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// A relative one is to be ignored, says the specification.
std::filesystem::path dataFolder()
{
    if (const std::filesystem::path given = variable("XDG_DATA_HOME"); given.is_absolute())
        return given;
    const std::filesystem::path home = variable("HOME");
    return home.is_absolute() ? home / ".local" / "share" : std::filesystem::path();
}

} // namespace

std::optional<std::filesystem::path> usualHistoryFolder()
{
    const std::filesystem::path data = dataFolder();
    if (data.empty() || variable("INTERLEAVE_HISTORY") == "off")
        return std::nullopt;
    return data / "interleave" / "history";
}

std::filesystem::path databaseIn(const std::filesystem::path& folder)
{
    return folder / "history.db";
}

std::string nameOfRunFile(std::int64_t startedMs, std::string_view ending)
{
    constexpr std::int64_t kMsPerSecond = 1'000;
    std::random_device random;
    const std::tm when = fmt::gmtime(std::time_t{startedMs / kMsPerSecond});
    return fmt::format(
        "{}/{:%Y-%m}/{:%d-%H%M%S}-{:08x}{:08x}{}", kRuns, when, when, random(), random(), ending);
}

std::optional<std::filesystem::path> runFileIn(
    const std::filesystem::path& folder, std::string_view name)
{
    const std::filesystem::path path(name);
    const bool leadsOut = path.is_absolute() || path.empty() || *path.begin() != kRuns
        || std::ranges::find(path, "..") != path.end();
    return leadsOut ? std::nullopt : std::optional(folder / path);
}

} // namespace interleave
