#include "core/model/run_nonsense.h"

#include "core/model/image_parameters.h"
#include "core/model/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace interleave {

namespace {

using Nonsense = std::optional<std::string>;

Nonsense ofLinks(const TrialResult& trial)
{
    const std::size_t workers = trial.workers.size();
    for (const DeadlockLink& link : trial.deadlock) {
        if (std::max(link.worker, link.heldBy) >= workers)
            return fmt::format("worker {} of {} is in a deadlock",
                std::uint64_t{std::max(link.worker, link.heldBy)} + 1,
                workers);
    }
    return std::nullopt;
}

// A picture is a task or several. Written so that what is no number is nonsense, too.
Nonsense ofPictures(const TrialResult& trial)
{
    for (const std::string_view name : {kPicturesFigure, kFilteredFigure, kFailedFigure}) {
        const auto& figures = trial.outcome.figures;
        const auto found = std::ranges::find(figures, name, &OutcomeFigure::name);
        if (found == figures.end())
            continue;
        const bool possible
            = found->value >= 0 && found->value <= static_cast<double>(trial.tasks.total);
        if (!possible)
            return fmt::format("{} tasks, and {}: {}", trial.tasks.total, name, found->value);
    }
    return std::nullopt;
}

Nonsense ofBrightness(const TrialResult& trial)
{
    const auto& brightness = trial.outcome.brightness;
    if (!brightness || brightness->counted.size() == brightness->shared.size())
        return std::nullopt;
    return "its two histograms have another number of steps";
}

Nonsense ofTrial(const RunResult& run, const TrialResult& trial)
{
    if (trial.arm >= run.arms.size())
        return fmt::format("it is of arm {} of {}", std::uint64_t{trial.arm} + 1, run.arms.size());
    if (trial.tasks.total > static_cast<std::uint64_t>(kMaxTasks))
        return fmt::format("{} tasks, where {} are the most", trial.tasks.total, kMaxTasks);
    for (const auto find : {ofLinks, ofPictures, ofBrightness}) {
        if (Nonsense found = find(trial))
            return found;
    }
    return std::nullopt;
}

Nonsense ofArm(const RunResult& run, const Arm& arm)
{
    if (arm.workers > static_cast<std::uint64_t>(kMaxWorkers))
        return fmt::format("{} workers, where {} are the most", arm.workers, kMaxWorkers);
    const std::size_t values = run.experiment.varyParam.values.size();
    if (arm.value && *arm.value >= values)
        return fmt::format("it has value {} of {}", std::uint64_t{*arm.value} + 1, values);
    return std::nullopt;
}

bool isPath(const std::string& text)
{
    const auto path = pathFromText(text);
    return path && path->find('\0') == std::string::npos;
}

bool isWithinItsFolder(const std::string& text)
{
    const std::filesystem::path path = pathFromText(text).value_or("..");
    return path.is_relative() && std::ranges::find(path, "..") == path.end();
}

Nonsense ofNames(const PictureNames& names)
{
    const std::size_t samples = names.samples ? names.samples->size() : 0;
    if (std::max(names.names.size(), samples) > kMostNamesKept)
        return fmt::format("{} names, where {} are the most",
            std::max(names.names.size(), samples),
            kMostNamesKept);
    if (!names.results.empty() && names.results.size() != names.names.size())
        return fmt::format("{} results of {}", names.results.size(), names.names.size());
    if (!isPath(names.folder) || !std::ranges::all_of(names.names, isPath)
        || !std::ranges::all_of(names.results, isPath))
        return "a name is none";
    if (!std::ranges::all_of(names.results, isWithinItsFolder))
        return "a result lies outside of its folder";
    return std::nullopt;
}

Nonsense ofKeptNames(const RunResult& run, const PictureNames& names)
{
    for (const std::uint32_t arm : names.arms) {
        if (arm >= run.arms.size())
            return fmt::format("they are of arm {} of {}", std::uint64_t{arm} + 1, run.arms.size());
    }
    return ofNames(names);
}

// Two runs side by side are an arm each.
Nonsense ofOthers(const RunResult& run)
{
    if (run.madeOf.empty() || (run.madeOf.size() == 2 && run.arms.size() == 2))
        return std::nullopt;
    return fmt::format("it is made of {} runs and has {} arms", run.madeOf.size(), run.arms.size());
}

} // namespace

std::optional<std::string> findNonsense(const RunResult& run)
{
    if (const Nonsense found = ofOthers(run))
        return found;
    for (std::size_t arm = 0; arm < run.arms.size(); ++arm) {
        if (const Nonsense found = ofArm(run, run.arms[arm].arm))
            return fmt::format("arm {}: {}", arm + 1, *found);
    }
    for (std::size_t trial = 0; trial < run.trials.size(); ++trial) {
        if (const Nonsense found = ofTrial(run, run.trials[trial]))
            return fmt::format("trial {}: {}", trial + 1, *found);
    }
    for (const PictureNames& names : run.pictures) {
        if (const Nonsense found = ofKeptNames(run, names))
            return fmt::format("pictures: {}", *found);
    }
    return std::nullopt;
}

} // namespace interleave
