#include "core/workload/workload.h"

#include "core/workload/counter.h"
#include "core/workload/image_filter.h"
#include "core/workload/powers.h"
#include "core/workload/sleep.h"

namespace interleave {

Result<std::unique_ptr<Workload>, WorkloadError> makeWorkload(const Experiment& experiment)
{
    switch (experiment.workload) {
    case WorkloadKind::Squares:
    case WorkloadKind::Cubes:
        return std::make_unique<PowersWorkload>(experiment);
    case WorkloadKind::Sleep:
        return std::make_unique<SleepWorkload>(experiment);
    case WorkloadKind::ImageFilter:
        return ImageFilterWorkload::create(experiment);
    case WorkloadKind::Counter:
        break;
    }
    return std::make_unique<CounterWorkload>(experiment);
}

} // namespace interleave
