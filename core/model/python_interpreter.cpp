#include "core/model/python_interpreter.h"

#include "core/base/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
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

constexpr std::string_view kSystem = "/usr";

// Where packages are, and of which version's ("python3.11"; "python3" of every one's).
struct Installation
{
    std::filesystem::path prefix;
    std::string version;
    bool isScript = false; // of which nothing is known
};

Installation installationOf(const std::filesystem::path& interpreter)
{
    std::error_code failed;
    const std::filesystem::path program = std::filesystem::weakly_canonical(interpreter, failed);
    std::array<char, 2> begin{};
    std::ifstream(program).read(begin.data(), begin.size());
    return {.prefix = program.parent_path().parent_path(),
        .version = program.filename(),
        .isScript = begin == std::array{'#', '!'}};
}

bool isIn(const Installation& installation, std::string_view package)
{
    std::error_code ignored;
    std::error_code failed;
    for (std::filesystem::directory_iterator each(installation.prefix / "lib", failed), end;
         !failed && each != end;
         each.increment(failed)) {
        const std::string folder = each->path().filename();
        const bool ofAll = folder == kUsual || installation.version == kUsual;
        if (!folder.starts_with(kUsual) || (!ofAll && folder != installation.version))
            continue;
        for (const char* packages : {"dist-packages", "site-packages"}) {
            if (std::filesystem::is_directory(each->path() / packages / package, ignored))
                return true;
        }
    }
    return false;
}

// The settings of a virtual environment; empty where it is none.
std::string environmentSettings(const std::filesystem::path& folder)
{
    std::ifstream file(folder / "pyvenv.cfg");
    return {std::istreambuf_iterator<char>(file), {}};
}

// "include-system-site-packages = true", in whatever case and with whatever spaces.
bool seesTheSystems(std::string settings)
{
    std::erase_if(settings, [](unsigned char letter) { return letter == ' ' || letter == '\t'; });
    std::ranges::transform(settings, settings.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return settings.find("include-system-site-packages=true") != std::string::npos;
}

bool isTheSystems(const std::string& interpreter)
{
    const std::filesystem::path folder
        = std::filesystem::path(interpreter).parent_path().parent_path();
    return environmentSettings(folder).empty() && installationOf(interpreter).prefix == kSystem;
}

struct PythonPackage
{
    std::string_view module;
    std::string_view debian;
    std::string_view project; // on PyPI
};

// As resources/python/interleave_runner/runner.py has them.
constexpr std::array kPackages{PythonPackage{"joblib", "python3-joblib", "joblib"},
    PythonPackage{"cv2", "python3-opencv", "opencv-python"}};

} // namespace

bool hasPythonPackage(const std::string& interpreter, std::string_view package)
{
    const std::filesystem::path folder
        = std::filesystem::path(interpreter).parent_path().parent_path();
    const Installation base = installationOf(interpreter);
    const std::string settings = environmentSettings(folder);
    if (!settings.empty() && isIn({.prefix = folder, .version = std::string(kUsual)}, package))
        return true;
    if (base.isScript)
        return true;
    if (!settings.empty() && !seesTheSystems(settings))
        return false;
    return isIn(base, package)
        || (base.prefix == kSystem
            && isIn({.prefix = "/usr/local", .version = base.version}, package));
}

std::string howToGetPythonPackage(const std::string& interpreter, std::string_view package)
{
    const auto* known = std::ranges::find(kPackages, package, &PythonPackage::module);
    const bool isKnown = known != kPackages.end();
    if (isTheSystems(interpreter))
        return fmt::format("install the package {}",
            isKnown ? std::string(known->debian) : fmt::format("python3-{}", package));
    return fmt::format(
        "run {} -m pip install {}", shown(interpreter), isKnown ? known->project : package);
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
