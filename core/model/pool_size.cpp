#include "core/model/pool_size.h"

#include "core/model/catalogue.h"
#include "core/model/image_parameters.h"
#include "core/model/python_executor.h"

#include <algorithm>

namespace interleave {

std::int64_t leastWorkers(const Experiment& experiment)
{
    const bool sends = handOverOf(experiment) != HandOver::SharedMemory;
    return std::max<std::int64_t>(workloadInfo(experiment.workload).minWorkers, sends ? 2 : 1);
}

std::int64_t automaticWorkers(const Experiment& experiment, std::int64_t usableCores)
{
    const std::int64_t most
        = std::min<std::int64_t>(workloadInfo(experiment.workload).maxWorkers, kMaxWorkers);
    return std::clamp(usableCores, leastWorkers(experiment), most);
}

std::int64_t usualTasks(const Experiment& experiment)
{
    const std::int64_t usual = workloadInfo(experiment.workload).defaultTasks;
    return isPython(experiment.executor) ? std::min(usual, usualPythonTasks(experiment.workload))
                                         : usual;
}

std::vector<std::int64_t> poolSizesOf(const Experiment& experiment, std::int64_t usableCores)
{
    if (!experiment.varyWorkers.empty())
        return experiment.varyWorkers;
    if (isSerial(experiment.executor))
        return {1};
    return {experiment.workers.value_or(automaticWorkers(experiment, usableCores))};
}

} // namespace interleave
