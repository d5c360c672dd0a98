// Results and series for the tests of the views, made of plain numbers.
#pragma once

#include "core/model/run_result.h"
#include "ui/models/live_snapshot.h"

namespace interleave::ui {

inline TrialResult trialThatLost(std::uint64_t lost, std::uint64_t updates)
{
    TrialResult trial;
    trial.wallNs = 1'000'000'000;
    trial.tasks = {.total = 100, .succeeded = 100};
    trial.ledger = {.proved = true, .ranOnce = 100};
    trial.throughputPerS = 100;
    trial.workers = {{.pid = 4711, .tasks = 60, .busyNs = 800'000'000, .waitNs = 200'000'000},
        {.pid = 4712, .tasks = 40, .busyNs = 800'000'000, .waitNs = 200'000'000}};
    trial.cores
        = {{.core = 0, .utilisation = 1, .run = 0.9}, {.core = 1, .utilisation = 0.5, .run = 0.4}};
    trial.race = {.expected = updates,
        .actual = updates - lost,
        .updates = updates,
        .survived = updates - lost,
        .lost = lost};
    return trial;
}

inline RunResult runOf(Primitive sync, double wallNs, std::uint64_t lost)
{
    RunResult run;
    run.experiment.sync = sync;
    run.trials = {trialThatLost(lost, 100'000)};
    run.trials.front().wallNs = static_cast<std::uint64_t>(wallNs);
    run.summary.trials = 1;
    run.summary.wallNs.median = wallNs;
    run.summary.throughputPerS.median = 100e9 / wallNs;
    run.summary.lost.median = static_cast<double>(lost);
    run.summary.tasks = run.trials.front().tasks;
    return run;
}

/// Of 1, 2 and 4 workers, with 0, 100 and 200 losses in the first of their two trials; more workers
/// take 1, 1/2 and 1/4 of 8 s.
inline RunResult runOfPoolSizes()
{
    RunResult run = runOf(Primitive::None, 1e9, 400);
    run.trials.clear();
    run.experiment.varyWorkers = {1, 2, 4};
    for (std::uint32_t arm = 0; arm < 3; ++arm) {
        run.arms.push_back({.arm = {.workers = 1U << arm}, .summary = run.summary});
        const double wallNs = 8e9 / (1U << arm);
        run.arms.back().summary.wallNs = {.median = wallNs, .low = wallNs / 2, .high = wallNs * 2};
        run.arms.back().summary.lost = {.median = 100.0 * arm + 10, .high = 100.0 * arm + 20};
        for (std::uint64_t trial = 0; trial < 2; ++trial) {
            run.trials.push_back(trialThatLost(100 * arm + 20 * trial, 1'000));
            run.trials.back().arm = arm;
            run.trials.back().wallNs = 8'000'000'000U >> arm;
        }
    }
    run.summary = run.arms.back().summary;
    return run;
}

/// A sample every 50 ms: all cores half busy with this run.
inline UtilisationSeries halfBusy(std::int32_t cores, int samples)
{
    UtilisationSeries series;
    for (int i = 1; i <= samples; ++i) {
        series.seconds.push_back(0.05 * i);
        series.activity.push_back(
            {.tasksEnded = 100U * static_cast<unsigned>(i), // 2,000 per second
                .switches = 10U * static_cast<unsigned>(i),
                .queued = 100'000 - 100U * static_cast<unsigned>(i),
                .residentBytes = 8 << 20,
                .waiting = 1});
    }
    for (std::int32_t core = 0; core < cores; ++core) {
        series.cores.push_back(core);
        series.run.emplace_back(static_cast<std::size_t>(samples), 0.5F);
        series.machine.emplace_back(static_cast<std::size_t>(samples), 0.75F);
    }
    return series;
}

inline LiveSnapshot liveSnapshot(double seconds)
{
    LiveSnapshot live;
    live.state = TrialState::Running;
    live.elapsedNs = static_cast<std::uint64_t>(seconds * 1e9);
    live.tasks = 100'000;
    live.tasksEnded = 40'000;
    live.workers.resize(2);
    live.utilisation = halfBusy(2, static_cast<int>(seconds / 0.05));
    return live;
}

} // namespace interleave::ui
