#include "core/workload/image/image_settings.h"

#include "core/model/filter_chain.h"
#include "core/workload/image/picture_paths.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace interleave {

namespace {

// Journals of before they had sizes go on.
std::string describe(const SampleSeries& series)
{
    const std::string seed = fmt::format("sample pictures of seed {}", series.seed);
    return series.width == kSampleWidth && series.height == kSampleHeight
        ? seed
        : fmt::format("{}, {} x {}", seed, series.width, series.height);
}

} // namespace

PictureSearch pictureSearchOf(const Experiment& experiment)
{
    const std::filesystem::path input = parameter<std::string>(experiment, "input");
    std::error_code gone; // it is said where the folder is listed
    if (namesPaths(input)) {
        // Also of one that is not there the folder has a name.
        const std::filesystem::path list
            = std::filesystem::weakly_canonical(std::filesystem::absolute(input, gone), gone);
        return {.folder = list.parent_path(), .list = list};
    }
    if (std::filesystem::is_regular_file(input, gone)) {
        const std::filesystem::path picture = std::filesystem::canonical(input, gone);
        return {.folder = picture.parent_path(), .only = picture.filename()};
    }
    return {.folder = input,
        .pattern = parameter<std::string>(experiment, "pattern"),
        .recursive = parameter<bool>(experiment, "recursive")};
}

ResultPlace resultPlaceOf(const Experiment& experiment)
{
    const auto format = resultFormatFromName(parameter<std::string>(experiment, "format"));
    return {.folder = parameter<std::string>(experiment, "output"),
        .names = parameter<std::string>(experiment, "names"),
        .format = format.value_or(ResultFormat::Same),
        .overwrite = parameter<bool>(experiment, "overwrite"),
        .resume = parameter<bool>(experiment, "resume")};
}

SampleSeries sampleSeriesOf(const Experiment& experiment)
{
    const auto pixels = [&](const char* name) {
        return static_cast<int>(parameter<std::int64_t>(experiment, name));
    };
    return {.seed = static_cast<std::uint64_t>(experiment.seed),
        .width = pixels("sample_width"),
        .height = pixels("sample_height")};
}

BatchSettings batchSettingsOf(const Experiment& experiment)
{
    const auto text = [&](const char* name) { return parameter<std::string>(experiment, name); };
    const std::string input = text("input");
    std::error_code gone; // then there is no batch
    const std::string pictures = input.empty() ? describe(sampleSeriesOf(experiment))
                                               : std::filesystem::canonical(input, gone).string();
    BatchSettings settings{{"input", pictures},
        {"filters", toText(filterChainFromText(text("filters")).value())},
        {"damaged", text("damaged")},
        {"format", text("format")}};
    if (hasQuality(resultPlaceOf(experiment).format))
        settings.emplace_back(
            "quality", std::to_string(parameter<std::int64_t>(experiment, "quality")));
    return settings;
}

} // namespace interleave
