#include "core/model/problem_parameters.h"

#include <array>

namespace interleave {

namespace {

constexpr std::array kLockings{
    Choice{"primitive", "the primitive", "The chosen primitive is held for each transfer."},
    Choice{"ordered",
        "a lock each, in order",
        "Both accounts are locked, the one with the lower number first: no circle can close."},
    Choice{"unordered",
        "a lock each, payer first",
        "The paying account is locked first, then the other: two that pay each other wait for "
        "ever."},
    Choice{"try-lock",
        "a lock each, or try again",
        "If the second account is taken the first is given back, and all begins again."},
};

constexpr std::array kChannels{
    Choice{"semaphores",
        "two semaphores",
        "One counts free places, one counts items; the primitive guards the ring between them."},
    Choice{"condition",
        "condition variables",
        "Whoever finds the ring full or empty sleeps until somebody notifies; the primitive guards "
        "the ring."},
    Choice{"spin",
        "asking again",
        "Whoever finds the ring full or empty asks again and again; the primitive guards the "
        "ring."},
    Choice{"queue", "Queue", "The library's queue between processes; it needs no primitive."},
    Choice{"pipe",
        "Pipe",
        "The library's pipe between one producer and one consumer; the kernel sets its capacity."},
};

constexpr std::array kStrategies{
    Choice{"left-first",
        "left fork first",
        "Everybody takes the left fork, then the right one: all may hold one and wait for ever."},
    Choice{"ordered", "in order", "The fork with the lower number first: no circle can close."},
    Choice{"waiter",
        "a waiter",
        "The chosen primitive is the waiter: only who holds it may take the two forks."},
    Choice{"try-lock",
        "try, or give back",
        "If the second fork is taken the first is put back, and all begins again."},
};

constexpr std::array kMeetings{
    Choice{"none", "none", "Nobody waits: the workers drift apart."},
    Choice{"barrier", "barrier", "Nobody goes on before all have arrived."},
    Choice{"condition",
        "condition variable",
        "Arrivals are counted under the primitive; the last one notifies the others."},
};

constexpr std::array kLayouts{
    Choice{"packed",
        "packed",
        "The counters lie side by side, eight in a cache line, which the cores take from each "
        "other."},
    Choice{"padded", "padded", "Each counter has a cache line of its own."},
};

constexpr std::array kFences{
    Choice{"none", "none", "A plain store, then a plain load."},
    Choice{"mfence", "mfence", "Between the two a fence that empties the store buffer."},
    Choice{"seq-cst",
        "sequentially consistent",
        "std::atomic's store and load in their default order."},
};

ValueSpec whole(std::string_view name,
    std::string_view title,
    std::string_view help,
    double minimum,
    double maximum,
    std::int64_t usual,
    std::string_view unit = {})
{
    return {.name = name,
        .title = title,
        .unit = unit,
        .help = help,
        .minimum = minimum,
        .maximum = maximum,
        .defaultValue = usual};
}

ValueSpec oneOf(std::string_view name,
    std::string_view title,
    std::string_view help,
    std::span<const Choice> choices,
    const std::string& usual)
{
    return {.name = name,
        .title = title,
        .help = help,
        .type = ValueType::Choice,
        .choices = choices,
        .defaultValue = usual};
}

} // namespace

ValueSpec delayParameter()
{
    return whole("delay_ns",
        "delay in the window",
        "Widens the window of the race: a pause between reading and writing the shared state. 0 is "
        "the plain program; anything else is shown with the result.",
        0,
        1e9,
        0,
        "ns");
}

std::span<const ValueSpec> histogramParameters()
{
    static const std::array parameters{
        whole("samples",
            "samples per task",
            "How many random numbers each task draws and counts. More make races easier to see.",
            1,
            1e6,
            1'000),
        whole("buckets",
            "buckets",
            "How many counters there are. The fewer, the more often two workers want the same.",
            2,
            256,
            16),
        delayParameter(),
    };
    return parameters;
}

std::span<const ValueSpec> bankParameters()
{
    static const std::array parameters{
        whole("accounts",
            "accounts",
            "How many accounts the money moves between. The fewer, the more often two transfers "
            "meet.",
            2,
            64,
            8),
        whole("transfers",
            "transfers per task",
            "How often each task moves money from one account to another.",
            1,
            1e6,
            1'000),
        oneOf("locking", "locking", "What is held during a transfer.", kLockings, "primitive"),
        delayParameter(),
    };
    return parameters;
}

std::span<const ValueSpec> ticketParameters()
{
    static const std::array parameters{
        whole("customers",
            "customers per task",
            "How many tickets each task buys, one after another.",
            1,
            1e6,
            1'000),
        whole("seats",
            "seats per show",
            "When they are sold the next show begins. The fewer, the more often the last seat is "
            "sold.",
            1,
            1'000,
            10),
        delayParameter(),
    };
    return parameters;
}

std::span<const ValueSpec> boundedBufferParameters()
{
    static const std::array parameters{
        oneOf("channel",
            "channel",
            "How items come from the producers to the consumers.",
            kChannels,
            "semaphores"),
        whole("producers",
            "producers",
            "How many of the workers put items in; the others take them out.",
            1,
            1'023,
            1),
        whole("capacity",
            "capacity",
            "How many items the buffer holds. A small one makes both sides wait for each other.",
            1,
            4'096,
            16),
        whole("items",
            "items per task",
            "How many items each producer's task puts in.",
            1,
            10'000,
            100),
        delayParameter(),
    };
    return parameters;
}

std::span<const ValueSpec> readersWritersParameters()
{
    static const std::array parameters{
        whole("operations",
            "operations per task",
            "How often each task reads or writes all words.",
            1,
            1e6,
            1'000),
        whole("write_every",
            "one write in",
            "One of so many operations is a write, the others are reads.",
            1,
            1e6,
            10,
            "operations"),
        whole("words",
            "words",
            "How many words a writer changes, and a reader compares. More take longer to read.",
            2,
            64,
            16),
        delayParameter(),
    };
    return parameters;
}

std::span<const ValueSpec> philosopherParameters()
{
    static const std::array parameters{
        oneOf("strategy",
            "strategy",
            "How a philosopher comes by two forks.",
            kStrategies,
            "left-first"),
        whole("think_us",
            "thinking",
            "How long a philosopher thinks before each meal, on average.",
            0,
            1e6,
            100,
            "us"),
        whole("reach_us",
            "between the forks",
            "How long it takes to reach for the second fork. 0 makes a deadlock rare; the longer, "
            "the more likely.",
            0,
            1e6,
            100,
            "us"),
        whole("eat_us", "eating", "How long a meal takes.", 0, 1e6, 100, "us"),
    };
    return parameters;
}

std::span<const ValueSpec> phaseParameters()
{
    static const std::array parameters{
        oneOf("meeting",
            "meeting",
            "What the workers do at the end of each phase.",
            kMeetings,
            "barrier"),
        whole("work",
            "work per phase",
            "How much arithmetic a phase takes on average: about 1 ns each. A worker's share of a "
            "phase is between 0 and twice that.",
            0,
            1e9,
            20'000,
            "steps"),
        delayParameter(),
    };
    return parameters;
}

std::span<const ValueSpec> falseSharingParameters()
{
    static const std::array parameters{
        oneOf("layout", "layout", "Where the workers' counters lie.", kLayouts, "packed"),
        whole("increments",
            "increments per task",
            "How often a task adds 1 to its worker's own counter.",
            1'000,
            1e9,
            100'000),
    };
    return parameters;
}

std::span<const ValueSpec> storeBufferingParameters()
{
    static const std::array parameters{
        oneOf("fence", "fence", "What stands between the store and the load.", kFences, "none"),
        whole("rounds",
            "rounds per task",
            "How often the two workers meet, store to their own word and load the other's.",
            1,
            1e6,
            1'000),
    };
    return parameters;
}

} // namespace interleave
