#include "core/workload/workload.h"

#include "core/workload/bank.h"
#include "core/workload/bounded_buffer.h"
#include "core/workload/counter.h"
#include "core/workload/false_sharing.h"
#include "core/workload/histogram.h"
#include "core/workload/image_filter.h"
#include "core/workload/phases.h"
#include "core/workload/philosophers.h"
#include "core/workload/powers.h"
#include "core/workload/readers_writers.h"
#include "core/workload/sleep.h"
#include "core/workload/store_buffering.h"
#include "core/workload/tickets.h"

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
    case WorkloadKind::Histogram:
        return std::make_unique<HistogramWorkload>(experiment);
    case WorkloadKind::Bank:
        return std::make_unique<BankWorkload>(experiment);
    case WorkloadKind::Tickets:
        return std::make_unique<TicketsWorkload>(experiment);
    case WorkloadKind::Philosophers:
        return std::make_unique<PhilosophersWorkload>(experiment);
    case WorkloadKind::FalseSharing:
        return std::make_unique<FalseSharingWorkload>(experiment);
    case WorkloadKind::BoundedBuffer:
        return BoundedBufferWorkload::create(experiment);
    case WorkloadKind::Phases:
        return std::make_unique<PhasesWorkload>(experiment);
    case WorkloadKind::ReadersWriters:
        return std::make_unique<ReadersWritersWorkload>(experiment);
    case WorkloadKind::StoreBuffering:
        return std::make_unique<StoreBufferingWorkload>(experiment);
    case WorkloadKind::Counter:
        break;
    }
    return std::make_unique<CounterWorkload>(experiment);
}

} // namespace interleave
