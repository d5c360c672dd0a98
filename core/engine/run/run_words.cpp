#include "core/engine/run/run_words.h"

#include "core/base/grouped_digits.h"
#include "core/engine/python/python_pictures.h"

#include <fmt/format.h>

namespace interleave {

namespace {

// With three digits, as everywhere else; from a quarter of an hour on in whole seconds.
std::string timeText(std::uint64_t ns)
{
    constexpr double kLongest = 999.5; // more would have four digits
    const double ms = static_cast<double>(ns) / 1e6;
    if (ms < kLongest)
        return fmt::format("{:.3g} ms", ms);
    return ms < 1e3 * kLongest ? fmt::format("{:.3g} s", ms / 1e3)
                               : fmt::format("{:.0f} s", ms / 1e3);
}

} // namespace

std::string endText(std::int64_t trial, std::int64_t trials, const TrialResult& result)
{
    const TaskCounts& tasks = result.tasks;
    std::string text = trials > 1 ? fmt::format("trial {} of {}: ", trial + 1, trials) : "";
    text += fmt::format(
        "{} of {} tasks succeeded", groupedDigits(tasks.succeeded), groupedDigits(tasks.total));
    const auto add = [&](std::uint64_t count, const char* what) {
        if (count > 0)
            text += fmt::format(", {} {}", groupedDigits(count), what);
    };
    add(tasks.failed, "failed");
    add(tasks.timedOut, "timed out");
    add(tasks.cancelled, "were cancelled");
    if (result.end == TrialEnd::Deadlocked)
        text += ", then a deadlock";
    text += ", in " + timeText(result.wallNs);
    if (!result.ledger.proved)
        text += fmt::format("; the ledger does not add up: {}", result.ledger.doubt);
    return text;
}

// Workers that meet have equal shares, and pictures in strips are done whole.
std::string shareRemark(std::uint64_t asked, const RunPlan& plan)
{
    if (asked == 0 || asked == plan.tasks)
        return {};
    if (const std::uint64_t each = plan.workload->tasksPerThing(plan.workers); each > 1)
        return fmt::format(
            "{} tasks are run instead of {}: each picture is {} of them", plan.tasks, asked, each);
    return fmt::format("{} tasks are run instead of {}: the {} workers meet, so that each has as "
                       "many as the others",
        plan.tasks,
        asked,
        plan.workers);
}

std::string crowdRemark(std::uint32_t workers)
{
    return fmt::format("{} workers are more than {} for each core: they run {} nicer than the "
                       "engine, so that it has its turn",
        groupedDigits(workers),
        kCrowdPerCore,
        kNicerInCrowd);
}

std::string assuranceOf(const RunPlan& plan)
{
    if (!plan.isPython())
        return plan.workload->assurance();
    return picturesOf(plan) == nullptr
        ? std::string()
        : "Python's workers read pictures without the sandbox that ours are in: a picture that "
          "takes them over can do what you may do (use processes for pictures of strangers)";
}

} // namespace interleave
