#include "core/model/python_interpreter.h"

#include "core/base/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::string_view kUsual = "python3";
constexpr std::string_view kUsualFolder = "/usr/bin";

bool isProgram(const std::string& path)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

// Empty where no folder of `folders`, with colons between, has it. An empty one would be the
// working directory, from which nothing is run.
std::string foundIn(std::string_view folders, std::string_view name)
{
    while (!folders.empty()) {
        const std::size_t end = std::min(folders.find(':'), folders.size());
        const std::string path = fmt::format("{}/{}", folders.substr(0, end), name);
        if (end > 0 && isProgram(path))
            return path;
        folders.remove_prefix(std::min(end + 1, folders.size()));
    }
    return {};
}

std::string foundOnPath(std::string_view name)
{
    const char* folders = std::getenv("PATH");
    std::string found = foundIn(folders != nullptr ? folders : "", name);
    return found.empty() ? foundIn(kUsualFolder, name) : found;
}

bool isIn(const std::filesystem::path& prefix, std::string_view package)
{
    std::error_code ignored;
    std::error_code failed;
    for (std::filesystem::directory_iterator each(prefix / "lib", failed), end;
         !failed && each != end;
         each.increment(failed)) {
        if (!each->path().filename().string().starts_with("python3"))
            continue;
        for (const char* packages : {"dist-packages", "site-packages"}) {
            if (std::filesystem::is_directory(each->path() / packages / package, ignored))
                return true;
        }
    }
    return false;
}

} // namespace

bool hasPythonPackage(const std::string& interpreter, std::string_view package)
{
    const std::filesystem::path own
        = std::filesystem::path(interpreter).parent_path().parent_path();
    return isIn(own, package) || isIn("/usr", package) || isIn("/usr/local", package);
}

Result<std::string, SystemError> findPython(std::string_view named)
{
    if (named.find('/') != std::string_view::npos) {
        if (std::string path(named); isProgram(path))
            return path;
        return fail(SystemError::NotFound,
            fmt::format(
                "{} is no program; give a Python 3 interpreter, or none for python3 on PATH",
                shown(named)));
    }
    if (std::string path = foundOnPath(named.empty() ? kUsual : named); !path.empty())
        return path;
    if (named.empty())
        return fail(SystemError::NotFound,
            "there is no python3 on PATH; install the package python3, or name an interpreter");
    return fail(SystemError::NotFound,
        fmt::format("there is no {} on PATH; install it, or give the path of an interpreter",
            shown(named)));
}

} // namespace interleave
