#include "core/model/applicability.h"

#include "core/model/image_parameters.h"
#include "core/model/python_executor.h"

#include <algorithm>

namespace interleave {

namespace {

std::string choiceIn(const Experiment& experiment, std::string_view name)
{
    return parameter<std::string>(experiment, name);
}

// The library's queue and pipe between processes guard themselves.
bool hasRing(const Experiment& experiment)
{
    const std::string channel = choiceIn(experiment, "channel");
    return channel != "queue" && channel != "pipe";
}

bool allAddInOneStep(const Experiment& experiment)
{
    return std::ranges::all_of(primitivesOf(experiment), addsInOneStep);
}

// What is added in one step has no window, unless the workload has one of its own.
bool hasWindow(const Experiment& experiment)
{
    switch (experiment.workload) {
    case WorkloadKind::Bank:
    case WorkloadKind::Tickets:
    case WorkloadKind::ReadersWriters:
        return true;
    default:
        return usesPrimitive(experiment) && !allAddInOneStep(experiment);
    }
}

bool imageParameterApplies(const Experiment& experiment, std::string_view name)
{
    if (name == "pattern" || name == "recursive" || name == "damaged")
        return !choiceIn(experiment, "input").empty();
    if (name == "format" || name == "names" || name == "overwrite" || name == "resume")
        return !choiceIn(experiment, "output").empty();
    if (name == "strips" || name == "hand_over")
        return inStrips(experiment);
    if (name == "quality")
        return !choiceIn(experiment, "output").empty()
            && hasQuality(
                resultFormatFromName(choiceIn(experiment, "format")).value_or(ResultFormat::Same));
    return true;
}

bool tasksDrawAtRandom(const Experiment& experiment)
{
    switch (experiment.workload) {
    case WorkloadKind::Sleep:
        return choiceIn(experiment, "distribution") != "fixed";
    case WorkloadKind::ImageFilter:
        return choiceIn(experiment, "input").empty();
    case WorkloadKind::Histogram:
    case WorkloadKind::Bank:
    case WorkloadKind::Philosophers:
    case WorkloadKind::Phases:
        return true;
    default:
        return false;
    }
}

bool takesPrimitive(const Experiment& experiment)
{
    if (isPython(experiment.executor)) // other tasks give their results back, and share nothing
        return experiment.workload == WorkloadKind::Counter;
    switch (experiment.workload) {
    case WorkloadKind::FalseSharing:
    case WorkloadKind::StoreBuffering:
    case WorkloadKind::Function:
        return false;
    case WorkloadKind::Bank:
        return choiceIn(experiment, "locking") == "primitive";
    case WorkloadKind::BoundedBuffer:
        return hasRing(experiment);
    case WorkloadKind::Philosophers:
        return choiceIn(experiment, "strategy") == "waiter";
    case WorkloadKind::Phases:
        return choiceIn(experiment, "meeting") == "condition";
    default:
        return true;
    }
}

} // namespace

bool usesPrimitive(const Experiment& experiment)
{
    return variesExecutor(experiment) ? std::ranges::any_of(variantsOf(experiment), takesPrimitive)
                                      : takesPrimitive(experiment);
}

bool isAboutCores(WorkloadKind workload)
{
    return workload == WorkloadKind::Squares || workload == WorkloadKind::Cubes
        || workload == WorkloadKind::Sleep || workload == WorkloadKind::ImageFilter
        || workload == WorkloadKind::Function;
}

bool isAboutUpdates(WorkloadKind workload)
{
    return workload == WorkloadKind::Counter || workload == WorkloadKind::Histogram;
}

bool primitiveMatters(const Experiment& experiment)
{
    switch (experiment.workload) {
    case WorkloadKind::Squares:
    case WorkloadKind::Cubes:
    case WorkloadKind::Sleep:
    case WorkloadKind::ImageFilter:
        return false;
    default:
        return usesPrimitive(experiment);
    }
}

bool parameterApplies(const Experiment& experiment, std::string_view name)
{
    if (!experiment.varyParam.empty() && name == experiment.varyParam.name)
        return false;
    if (name == "delay_ns")
        return hasWindow(experiment);
    if (experiment.workload == WorkloadKind::ImageFilter)
        return imageParameterApplies(experiment, name);
    if (experiment.workload == WorkloadKind::BoundedBuffer && name == "capacity")
        return choiceIn(experiment, "channel") != "pipe"; // the kernel's
    return true;
}

bool hasPoolSizeToChoose(const Experiment& experiment)
{
    const WorkloadInfo& info = workloadInfo(experiment.workload);
    return hasPoolSize(experiment) && info.minWorkers < info.maxWorkers;
}

bool comparesSeveral(const Experiment& experiment)
{
    return experiment.probe || experiment.compare.size() > 1 || experiment.varyWorkers.size() > 1
        || experiment.varyParam.values.size() > 1;
}

bool drawsAtRandom(const Experiment& experiment)
{
    return comparesSeveral(experiment) || !experiment.inject.empty()
        || tasksDrawAtRandom(experiment);
}

} // namespace interleave
