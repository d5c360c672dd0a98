#include "core/model/picture_account.h"

#include "core/base/grouped_digits.h"
#include "core/model/image_parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace interleave {

namespace {

constexpr double kNsPerSecond = 1e9;

std::optional<std::uint64_t> figure(const TrialResult& trial, std::string_view name)
{
    const auto& figures = trial.outcome.figures;
    const auto found = std::ranges::find(figures, name, &OutcomeFigure::name);
    if (found == figures.end())
        return std::nullopt;
    return static_cast<std::uint64_t>(found->value);
}

// What an old result says of failures: all was begun where it went on to its end.
std::uint64_t notFiltered(const TrialResult& trial, std::uint64_t total, std::uint64_t filtered)
{
    return trial.end == TrialEnd::Finished ? total - std::min(filtered, total) : 0;
}

} // namespace

Counted countedIn(const Experiment& experiment)
{
    return experiment.workload == WorkloadKind::ImageFilter && !inStrips(experiment)
            && experiment.varyParam.name != "division"
        ? Counted::Pictures
        : Counted::Tasks;
}

bool failuresHaveNames(const Experiment& experiment)
{
    return experiment.workload == WorkloadKind::ImageFilter;
}

PictureAccount countPictures(const TrialResult& trial)
{
    const TaskCounts& tasks = trial.tasks;
    const auto total = figure(trial, kPicturesFigure);
    if (!total)
        return {tasks.total, tasks.succeeded, tasks.failed + tasks.timedOut};
    const std::uint64_t filtered = figure(trial, kFilteredFigure).value_or(0);
    return {*total,
        filtered,
        figure(trial, kFailedFigure).value_or(notFiltered(trial, *total, filtered))};
}

std::string pictureSentence(const TrialResult& trial)
{
    const PictureAccount pictures = countPictures(trial);
    std::string text = pictures.filtered == pictures.total
        ? groupedDigits(pictures.total)
        : fmt::format("{} of {}", groupedDigits(pictures.filtered), groupedDigits(pictures.total));
    text += pictures.total == 1 ? " picture filtered" : " pictures filtered";
    if (pictures.filtered > 0 && trial.wallNs > 0)
        text += fmt::format(", {:.3g} a second",
            static_cast<double>(pictures.filtered) * kNsPerSecond
                / static_cast<double>(trial.wallNs));
    if (pictures.failed > 0)
        text += fmt::format("; {} failed", groupedDigits(pictures.failed));
    return text;
}

std::string failedPictures(const TrialResult& trial)
{
    const PictureAccount pictures = countPictures(trial);
    if (!figure(trial, kPicturesFigure) || pictures.failed == 0)
        return {};
    return fmt::format("{} of {} {}",
        groupedDigits(pictures.failed),
        groupedDigits(pictures.total),
        pictures.total == 1 ? "picture" : "pictures");
}

bool countsPictures(std::string_view figure)
{
    return figure == kPicturesFigure || figure == kFilteredFigure || figure == kFailedFigure;
}

} // namespace interleave
