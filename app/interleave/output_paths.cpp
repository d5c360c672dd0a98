#include "app/interleave/output_paths.h"

#include "core/base/file_identity.h"
#include "core/base/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

struct Place
{
    std::string what; // "--json a.json"
    std::optional<int> descriptor;
    std::optional<FileIdentity> file;
    std::filesystem::path path{}; // of a file, behind all links
};

Place streamPlace(const char* what, int descriptor)
{
    return {what, descriptor, identityOf(descriptor)};
}

Place placeOf(const std::string& what, const std::string& path, int dash)
{
    const std::string name = fmt::format("{} {}", what, shownBothEnds(path));
    if (path == "-")
        return {name, dash, identityOf(dash)};
    const NamedFile named = followLinks(path);
    return {name, named.descriptor, identityOf(path), named.path};
}

std::vector<Place> outputsIn(const OutputPaths& paths)
{
    std::vector<Place> outputs;
    const auto add = [&](const char* what, const std::string& path) {
        if (!path.empty())
            outputs.push_back(placeOf(what, path, STDOUT_FILENO));
    };
    add("--json", paths.json);
    add("--results", paths.results);
    add("--lost", paths.lost);
    add("--trace", paths.trace);
    return outputs;
}

bool sameFile(const Place& a, const Place& b)
{
    return a.file && a.file == b.file;
}

bool sameDescriptor(const Place& a, const Place& b)
{
    return a.descriptor && a.descriptor == b.descriptor;
}

auto failMeeting(const Place& a, const Place& b)
{
    return fail(SystemError::Exists,
        fmt::format("{} and {} are the same file; choose another name for one", a.what, b.what));
}

// A new file in that folder is none of the pictures.
Result<void, SystemError> checkPictures(
    const std::vector<Place>& outputs, const std::string& pictures)
{
    const Place read = placeOf("params.input", pictures.empty() ? "." : pictures, STDIN_FILENO);
    for (const Place& output : outputs) {
        const bool exists = output.file && output.file->name.empty();
        const bool isOne = exists && !output.descriptor
            && (output.file == read.file || identityOf(output.path.parent_path()) == read.file);
        if (!pictures.empty() && isOne)
            return fail(SystemError::Exists,
                fmt::format(
                    "{} would replace what {} reads; choose another name", output.what, read.what));
    }
    return {};
}

} // namespace

namespace {

Result<void, SystemError> checkFile(
    const std::vector<Place>& outputs, const char* what, const std::string& file)
{
    const std::string input = file == "-" ? "/dev/stdin" : file;
    std::error_code failed;
    if (!std::filesystem::is_regular_file(input, failed)) // one socket may be both
        return {};
    const Place read = placeOf(what, file, STDIN_FILENO);
    const auto written
        = std::ranges::find_if(outputs, [&](const Place& place) { return sameFile(place, read); });
    return written == outputs.end() ? Result<void, SystemError>() : failMeeting(*written, read);
}

} // namespace

Result<void, SystemError> checkApart(const OutputPaths& paths, const InputPaths& inputs)
{
    const std::vector<Place> outputs = outputsIn(paths);
    for (auto one = outputs.begin(); one != outputs.end(); ++one) {
        const auto other = std::find_if(one + 1, outputs.end(), [&](const Place& place) {
            return sameFile(*one, place) || sameDescriptor(*one, place);
        });
        if (other != outputs.end())
            return failMeeting(*one, *other);
        // An output that is standard output or error itself is meant to be there.
        for (const Place& stream : {streamPlace("standard output", STDOUT_FILENO),
                 streamPlace("standard error", STDERR_FILENO)}) {
            if (!one->descriptor && sameFile(*one, stream))
                return failMeeting(*one, stream);
        }
    }
    if (auto apart = checkPictures(outputs, inputs.pictures); !apart)
        return apart;
    return checkFile(outputs, "the experiment", inputs.experiment).and_then([&] {
        return checkFile(outputs, "the function", inputs.function);
    });
}

bool takeStandardOutput(const OutputPaths& paths)
{
    return std::ranges::any_of(
        outputsIn(paths), [](const Place& place) { return place.descriptor == STDOUT_FILENO; });
}

} // namespace interleave
