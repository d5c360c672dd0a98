#include "core/workload/workload.h"

#include "core/model/image_parameters.h"
#include "core/workload/bank.h"
#include "core/workload/bounded_buffer.h"
#include "core/workload/counter.h"
#include "core/workload/false_sharing.h"
#include "core/workload/histogram.h"
#include "core/workload/image_filter.h"
#include "core/workload/image_strips.h"
#include "core/workload/own_function.h"
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
        return makePowers(experiment);
    case WorkloadKind::Sleep:
        return makeSleep(experiment);
    case WorkloadKind::ImageFilter:
        return inStrips(experiment) ? ImageStripsWorkload::create(experiment)
                                    : ImageFilterWorkload::create(experiment);
    case WorkloadKind::Histogram:
        return makeHistogram(experiment);
    case WorkloadKind::Bank:
        return makeBank(experiment);
    case WorkloadKind::Tickets:
        return makeTickets(experiment);
    case WorkloadKind::Philosophers:
        return makePhilosophers(experiment);
    case WorkloadKind::FalseSharing:
        return makeFalseSharing(experiment);
    case WorkloadKind::BoundedBuffer:
        return makeBoundedBuffer(experiment);
    case WorkloadKind::Phases:
        return makePhases(experiment);
    case WorkloadKind::ReadersWriters:
        return makeReadersWriters(experiment);
    case WorkloadKind::StoreBuffering:
        return makeStoreBuffering(experiment);
    case WorkloadKind::Function:
        return makeOwnFunction();
    case WorkloadKind::Counter:
        break;
    }
    return makeCounter(experiment);
}

Result<std::unique_ptr<Workload>, WorkloadError> attachWorkload(
    const Experiment& experiment, std::vector<UniqueFd> descriptors)
{
    auto workload = inStrips(experiment)                   ? ImageStripsWorkload::attach(experiment)
        : experiment.workload == WorkloadKind::ImageFilter ? ImageFilterWorkload::attach(experiment)
                                                           : makeWorkload(experiment);
    if (!workload)
        return workload;
    if (auto adopted = (*workload)->adopt(std::move(descriptors)); !adopted)
        return tl::unexpected(adopted.error());
    return workload;
}

} // namespace interleave
