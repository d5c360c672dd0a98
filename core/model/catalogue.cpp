#include "core/model/catalogue.h"

#include "core/model/image_parameters.h"
#include "core/model/own_function.h"
#include "core/model/problem_parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace interleave {

namespace {

constexpr std::array kDistributions{
    Choice{"fixed", "fixed", "Every task sleeps exactly the duration."},
    Choice{"uniform", "uniform", "Between 0 and twice the duration, all equally likely."},
    Choice{"exponential", "exponential", "Mostly short, sometimes long; the duration is the mean."},
};

const ValueSpec kDelay = delayParameter();

ValueSpec workSpec()
{
    return {
        .name = "work",
        .title = "work per task",
        .unit = "repetitions",
        .help
        = "How often a task repeats its arithmetic: about 0.3 ns each. 1 makes tasks so small "
          "that handing "
          "them out is the main cost.",
        .minimum = 1,
        .maximum = 1e9,
        .defaultValue = std::int64_t{1},
    };
}

const std::array kCounterParameters{
    ValueSpec{
        .name = "increments",
        .title = "increments per task",
        .help = "How often each task adds 1 to the counter. More make races and lock costs easier "
                "to see.",
        .minimum = 1,
        .maximum = 1e9,
        .defaultValue = std::int64_t{10'000},
    },
    kDelay,
};

const std::array kArithmeticParameters{workSpec(), kDelay};

const std::array kSleepParameters{
    ValueSpec{
        .name = "duration",
        .title = "duration",
        .unit = "s",
        .help = "How long a task sleeps (the mean where the distribution is not fixed). Sleeping "
                "needs no core, so "
                "more workers than cores still help.",
        .type = ValueType::Real,
        .maximum = 3600,
        .defaultValue = 0.01,
    },
    ValueSpec{
        .name = "distribution",
        .title = "distribution",
        .help = "How the durations differ from task to task. The seed fixes them.",
        .type = ValueType::Choice,
        .choices = kDistributions,
        .defaultValue = std::string("fixed"),
    },
    kDelay,
};

// The sections of several problems change more than one word; one that is indivisible by itself
// changes one.
bool guardsOrNone(Primitive primitive)
{
    return !addsInOneStep(primitive);
}

// The default tasks take about a second of two cores, with the default parameters and the lock.
const std::array kInfos{
    WorkloadInfo{WorkloadKind::Counter,
        "the shared counter",
        "counter",
        1'000,
        {},
        true,
        kCounterParameters},
    WorkloadInfo{WorkloadKind::Squares,
        "the shared total",
        "total",
        3'000'000,
        {},
        true,
        kArithmeticParameters},
    WorkloadInfo{WorkloadKind::Cubes,
        "the shared total",
        "total",
        5'000'000,
        {},
        true,
        kArithmeticParameters},
    WorkloadInfo{WorkloadKind::Sleep,
        "the count of completed tasks",
        "completed",
        200,
        {},
        false,
        kSleepParameters},
    WorkloadInfo{WorkloadKind::ImageFilter,
        "the shared histogram",
        "pixels",
        96,
        {},
        false,
        imageParameters()},
    WorkloadInfo{WorkloadKind::Histogram,
        "the shared buckets",
        "samples",
        10'000,
        {},
        false,
        histogramParameters()},
    WorkloadInfo{WorkloadKind::Bank,
        "the accounts",
        "money",
        10'000,
        "account",
        false,
        bankParameters(),
        guardsOrNone,
        "a transfer changes two accounts"},
    WorkloadInfo{WorkloadKind::Tickets,
        "the counts of sold seats",
        "sold seats",
        10'000,
        {},
        false,
        ticketParameters()},
    WorkloadInfo{.kind = WorkloadKind::BoundedBuffer,
        .sharedState = "the buffer",
        .totalTitle = "items",
        .defaultTasks = 5'000,
        .ownLocks = {},
        .tagged = false,
        .parameters = boundedBufferParameters(),
        .allows = guardsOrNone,
        .allowsWhy = "putting an item changes the ring and its position",
        .together = true,
        .minWorkers = 2},
    WorkloadInfo{WorkloadKind::ReadersWriters,
        "the count of writes",
        "writes",
        5'000,
        {},
        false,
        readersWritersParameters(),
        guardsOrNone,
        "a writer changes several words"},
    WorkloadInfo{.kind = WorkloadKind::Philosophers,
        .sharedState = "the counts of the forks' uses",
        .totalTitle = "uses of forks",
        .defaultTasks = 4'000,
        .ownLocks = "fork",
        .tagged = false,
        .parameters = philosopherParameters(),
        .allows = guardsOrNone,
        .allowsWhy = "a waiter must be held while two forks are taken",
        .minWorkers = 2,
        .maxWorkers = 64},
    WorkloadInfo{.kind = WorkloadKind::Phases,
        .sharedState = "the count of arrivals",
        .totalTitle = "phases done",
        .defaultTasks = 20'000,
        .ownLocks = {},
        .tagged = false,
        .parameters = phaseParameters(),
        .allows = guardsOrNone,
        .allowsWhy = "an arrival counts and compares",
        .together = true,
        .minWorkers = 2},
    WorkloadInfo{WorkloadKind::FalseSharing,
        "the workers' own counters",
        "increments",
        2'000,
        {},
        false,
        falseSharingParameters()},
    WorkloadInfo{.kind = WorkloadKind::StoreBuffering,
        .sharedState = "the two words",
        .totalTitle = "rounds",
        .defaultTasks = 2'000,
        .ownLocks = {},
        .tagged = false,
        .parameters = storeBufferingParameters(),
        .together = true,
        .minWorkers = 2,
        .maxWorkers = 2},
    WorkloadInfo{WorkloadKind::Function,
        "the results",
        "completed",
        1'000,
        {},
        false,
        ownFunctionParameters()},
};

} // namespace

std::span<const WorkloadInfo> workloadInfos()
{
    return kInfos;
}

const WorkloadInfo& workloadInfo(WorkloadKind kind)
{
    return kInfos[static_cast<std::size_t>(kind)];
}

bool addsInOneStep(Primitive primitive)
{
    return primitive == Primitive::Atomic || primitive == Primitive::CompareAndSwap;
}

bool guardsCriticalSection(Primitive primitive)
{
    return primitive != Primitive::None && !addsInOneStep(primitive);
}

bool spinsWhileWaiting(Primitive primitive)
{
    return primitive == Primitive::Spinlock || primitive == Primitive::TicketLock
        || primitive == Primitive::QueueLock;
}

bool hasPermits(Primitive primitive)
{
    return primitive == Primitive::Semaphore || primitive == Primitive::BoundedSemaphore;
}

std::string lockName(WorkloadKind workload, Primitive primitive, std::uint32_t lock)
{
    return lock == 0 ? fmt::format("the {}", nameOf(primitive))
                     : fmt::format("{} {}", workloadInfo(workload).ownLocks, lock);
}

const ValueSpec* findParameter(WorkloadKind kind, std::string_view name)
{
    const auto parameters = workloadInfo(kind).parameters;
    const auto found = std::find_if(parameters.begin(),
        parameters.end(),
        [&](const ValueSpec& spec) { return spec.name == name; });
    return found == parameters.end() ? nullptr : &*found;
}

} // namespace interleave
