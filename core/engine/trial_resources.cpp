#include "core/engine/trial_resources.h"

#include "core/model/experiment_json.h"
#include "core/model/run_result_json.h"

namespace interleave {

Result<TrialResources, EngineError> TrialResources::create(
    const RunPlan& plan, const Clock& clock, std::span<const int> cores, std::int64_t trial)
{
    const std::string text = dumpJson(toJson(plan.experiment));
    auto memory = TrialMemory::create(plan.tasks,
        {.schedule = plan.experiment.schedule, .chunk = plan.chunk, .workers = plan.workers});
    if (!memory)
        return fail(EngineError::System, memory.error().message);
    auto recording = RecordingWriter::create({
        .clock = clock,
        .trial = static_cast<std::uint64_t>(trial),
        .tasks = plan.tasks,
        .workers = plan.workers,
        .cores = cores,
        .experimentText = text,
    });
    if (!recording)
        return fail(EngineError::System, recording.error().message);
    auto doorbell = Doorbell::create();
    auto tick = Timer::create();
    auto deadline = Timer::create();
    for (const auto* error : {doorbell ? nullptr : &doorbell.error(),
             tick ? nullptr : &tick.error(),
             deadline ? nullptr : &deadline.error()}) {
        if (error != nullptr)
            return fail(EngineError::System, error->message);
    }
    return TrialResources{*std::move(memory),
        *std::move(recording),
        *std::move(doorbell),
        *std::move(tick),
        *std::move(deadline)};
}

} // namespace interleave
