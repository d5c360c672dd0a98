// Runs whose pages are looked at: each has views that others have not.
#pragma once

#include "tests/ui/window_fixture.h"
#include "ui/compare/with_and_without_lock.h"

namespace interleave::ui {

struct LookedAtRun
{
    const char* name;
    Experiment (*experiment)();
};

inline Experiment ofOneRun()
{
    return counterExperiment(Primitive::None);
}

inline Experiment ofWithAndWithoutLock()
{
    return withAndWithoutLock(counterExperiment(Primitive::Lock));
}

inline Experiment ofPoolSizes()
{
    Experiment experiment = counterExperiment(Primitive::None);
    experiment.varyWorkers = {1, 2, 4, 8};
    experiment.trials = 2;
    return experiment;
}

inline Experiment ofPrimitives()
{
    Experiment experiment = counterExperiment(Primitive::Lock);
    experiment.compare = {Primitive::None, Primitive::Lock, Primitive::Spinlock, Primitive::Atomic};
    experiment.trials = 2;
    return experiment;
}

inline Experiment ofADeadlock()
{
    Experiment experiment;
    experiment.workload = WorkloadKind::Philosophers;
    experiment.workers = 5;
    experiment.sync = Primitive::None;
    experiment.params["strategy"] = std::string("left-first");
    return experiment;
}

inline Experiment ofTwoWithAnAnswerOfTheirOwn()
{
    Experiment experiment = ofADeadlock();
    experiment.varyParam = {"strategy", {"left-first", "ordered"}};
    experiment.trials = 2;
    return experiment;
}

// Each update lies open for most of its time, so that some are lost on any machine.
inline Experiment ofLostUpdatesByName()
{
    Experiment experiment = counterExperiment(Primitive::None);
    experiment.params["increments"] = std::int64_t{200};
    experiment.params["delay_ns"] = std::int64_t{2'000};
    experiment.evidence = true;
    return experiment;
}

inline Experiment ofExecutors()
{
    Experiment experiment = counterExperiment(Primitive::Lock);
    experiment.varyParam = {"executor", {"processes", "process-per-task", "threads", "serial"}};
    experiment.tasks = 20;
    experiment.trials = 2;
    return experiment;
}

inline constexpr LookedAtRun kLookedAtRuns[]{{"OneRun", ofOneRun},
    {"WithAndWithoutLock", ofWithAndWithoutLock},
    {"PoolSizes", ofPoolSizes},
    {"Primitives", ofPrimitives},
    {"Executors", ofExecutors},
    {"Deadlock", ofADeadlock},
    {"TwoWithAnAnswerOfTheirOwn", ofTwoWithAnAnswerOfTheirOwn},
    {"LostUpdatesByName", ofLostUpdatesByName}};

} // namespace interleave::ui
