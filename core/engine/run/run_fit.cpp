#include "core/engine/run/run_fit.h"

#include "core/base/grouped_digits.h"
#include "core/engine/python/python_logs.h"
#include "core/engine/python/python_pictures.h"
#include "core/engine/resources/trial_memory.h"
#include "core/trace/recording_writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

// Of a worker process that does nothing, its page tables and what the kernel has for it included;
// measured with 1,024 of them.
constexpr std::uint64_t kProcessBytes = 240'000;

// Of one of Python's, forked, that has only begun.
constexpr std::uint64_t kPythonBytes = 5'000'000;

} // namespace

RunNeeds needsOf(const RunPlan& plan)
{
    const bool watched
        = std::ranges::any_of(plan.arms, [](const Arm& arm) { return arm.watch == Watch::Logged; });
    return {
        .memoryBytes
        = TrialMemory::leastBytes(plan.tasks, plan.workers, plan.workload->areaBytes(plan.shape()))
            + RecordingWriter::leastBytes({.tasks = plan.tasks,
                .workers = plan.workers,
                .partsPerTask = plan.workload->partsPerTask()})
            + (watched ? plan.watchedUpdates * sizeof(std::uint64_t) : 0)
            + std::min<std::uint64_t>(plan.processes, plan.tasks)
                * (plan.isPython() ? kPythonBytes : kProcessBytes)
            + (plan.isPython() ? PythonLogs::leastBytes(plan.tasks, plan.workers) : 0)
            + (plan.isPython() && picturesOf(plan) != nullptr
                    ? PythonPictures::leastBytes(plan.tasks)
                    : 0),
        .processes = (plan.threads == 1 ? plan.processes : plan.threads + 1)
            + (plan.experiment.startMethod == StartMethod::ForkServer ? 1U : 0U),
    };
}

Result<void, EngineError> checkFit(
    const RunNeeds& needs, const AvailableMemory& memory, const GroupLimit& processes)
{
    if (needs.memoryBytes > memory.bytes)
        return fail(EngineError::System,
            fmt::format("the run needs {} bytes of memory at least; {}",
                groupedDigits(needs.memoryBytes),
                describeShortage(memory)));
    if (processes.limits() && static_cast<double>(needs.processes) > processes.left)
        return fail(EngineError::System,
            fmt::format("the run needs {} processes and threads and may start {} more, by {}; use "
                        "fewer workers or raise that limit",
                needs.processes,
                static_cast<std::uint64_t>(processes.left),
                processes.file));
    return {};
}

} // namespace interleave
