#include "core/engine/python/python_pictures.h"

#include "core/base/json.h"
#include "core/engine/python/python_logs.h"
#include "core/model/image_parameters.h"
#include "core/workload/image/image_loader.h"
#include "core/workload/image/image_settings.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

namespace interleave {

namespace {

constexpr std::uint64_t kLongestNs = std::uint64_t{1} << 53U;

struct Names
{
    std::vector<std::uint64_t> begins{};
    std::string text{};

    void add(const std::filesystem::path& name)
    {
        text += name.native();
        text += '\0';
    }
};

Names namesOf(const PictureTasks& pictures, std::uint64_t tasks)
{
    Names names;
    const std::uint64_t first = (tasks + 1) * sizeof(std::uint64_t);
    for (std::uint64_t task = 0; task < tasks; ++task) {
        const std::filesystem::path output = pictures.output(task);
        names.begins.push_back(first + names.text.size());
        names.add(pictures.origin(task).file);
        names.add(output);
        names.add(output.empty() ? output : unfinishedStem(output));
    }
    names.begins.push_back(first + names.text.size());
    return names;
}

// Null where it has no such value.
Json toJson(const FilterStep& step)
{
    Json values{{"filter", nameOf(step.kind)}};
    for (const ValueSpec& parameter : filterInfo(step.kind).parameters) {
        const auto value = valueOf(step, parameter.name);
        values[std::string(parameter.name)] = value ? Json(*value) : Json();
    }
    return values;
}

Json toJson(const FilterChain& chain)
{
    Json steps = Json::array();
    for (const FilterStep& step : chain)
        steps.push_back(toJson(step));
    return steps;
}

// Which makes sample pictures.
std::string imageModule()
{
    std::error_code ignored;
    for (const std::filesystem::path& place : imageModulePlaces()) {
        if (std::filesystem::exists(place, ignored))
            return place.string();
    }
    return {};
}

} // namespace

const ImageFilterWorkload* picturesOf(const RunPlan& plan)
{
    return dynamic_cast<const ImageFilterWorkload*>(plan.workload.get());
}

Result<PythonPictures, SystemError> PythonPictures::create(
    const ImageFilterWorkload& workload, std::uint64_t tasks)
{
    const Names names = namesOf(workload.pictures(), tasks);
    const std::uint64_t records = wholePages(names.begins.back());
    return SharedMemory::create("interleave-python", records + tasks * sizeof(PythonPicture))
        .map([&](SharedMemory memory) {
            std::ranges::copy(
                names.begins, memory.objects<std::uint64_t>(0, names.begins.size()).begin());
            std::memcpy(
                memory.bytes() + names.begins.front(), names.text.data(), names.text.size());
            return PythonPictures(std::move(memory), tasks, records);
        });
}

std::uint64_t PythonPictures::leastBytes(std::uint64_t tasks)
{
    return tasks * (sizeof(std::uint64_t) + sizeof(PythonPicture));
}

FilteredPicture PythonPictures::made(std::uint64_t task, std::uint64_t begin)
{
    const PythonPicture picture = m_memory.objects<PythonPicture>(m_records, m_tasks)[task];
    const auto timesOf = [](const std::uint64_t(&ns)[3]) {
        return PictureTimes{.decodeNs = std::min(ns[0], kLongestNs),
            .filterNs = std::min(ns[1], kLongestNs),
            .encodeNs = std::min(ns[2], kLongestNs)};
    };
    FilteredPicture made{.notes = {.fewerBits = picture.isReduced != 0,
                             .alphaDropped = picture.hasLostAlpha != 0,
                             .furtherPages = picture.furtherPages},
        .times = timesOf(picture.onCoreNs),
        .passed = timesOf(picture.passedNs),
        .beginTicks = begin};
    std::ranges::copy(picture.bins, made.bins.begin());
    return made;
}

Json PythonPictures::order(const RunPlan& plan) const
{
    const ImageFilterWorkload& workload = *picturesOf(plan);
    const Experiment& experiment = plan.experiment;
    const SampleSeries samples = sampleSeriesOf(experiment);
    return {{"records", m_records},
        {"record_bytes", sizeof(PythonPicture)},
        {"bytes", m_memory.size()},
        {"filters", toJson(workload.filters())},
        {"quality", workload.options().quality},
        {"replaces", parameter<bool>(experiment, "overwrite")},
        {"sample_seed", samples.seed},
        {"sample_library", imageModule()},
        {"sample_size", {samples.width, samples.height}}};
}

} // namespace interleave
