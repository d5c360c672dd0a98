// What watching costs: the same run, all cores busy, by turns from the command line and with the
// window watching; the medians of the trials' wall times.

#include "core/base/json.h"
#include "core/model/experiment_json.h"
#include "core/model/run_result_json.h"
#include "tests/bench/bench_window.h"
#include "ui/run/run_list.h"

#include <QProcess>

#include <algorithm>
#include <benchmark/benchmark.h>

namespace interleave::ui {

namespace {

constexpr int kRounds = 9;
constexpr int kPatienceMs = 120'000;

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double wallMsOf(const RunResult& result)
{
    if (result.trials.size() != 1 || result.trials.front().end != TrialEnd::Finished)
        bench::giveUp("the run was not finished");
    return static_cast<double>(result.trials.front().wallNs) / 1e6;
}

double aloneMs(const Experiment& experiment)
{
    QProcess run;
    run.start(engineOfBench(),
        {QStringLiteral("run"),
            QStringLiteral("-"),
            QStringLiteral("--quiet"),
            QStringLiteral("--json"),
            QStringLiteral("-")});
    run.write(QByteArray::fromStdString(dumpJson(toJson(experiment))));
    run.closeWriteChannel();
    if (!run.waitForFinished(kPatienceMs))
        bench::giveUp("the command line does not end");
    const auto json = parseJson(run.readAllStandardOutput().toStdString(), "interleave run");
    const auto result = json ? runResultFromJson(*json) : tl::unexpected(json.error());
    if (!result)
        bench::giveUp(result.error().message.c_str());
    return wallMsOf(*result);
}

struct Watched
{
    double ms = 0;
    WatchingCost cost;
};

Watched watchedRunOf(const BenchWindow& window, const Experiment& experiment)
{
    auto& controller = window.part<RunController>();
    Watched watched;
    const auto run = std::make_shared<Run>(experiment);
    QObject::connect(run.get(), &Run::liveUpdated, [&](const LiveSnapshot& live) {
        watched.cost = live.watching;
    });
    window.part<RunList>().add(run);
    controller.start(run);
    window.runUntil([&] { return !controller.running(); });
    if (!run->result())
        bench::giveUp("the run has no result");
    watched.ms = wallMsOf(*run->result());
    return watched;
}

// About three seconds.
void watchedRun(benchmark::State& state)
{
    const Experiment experiment = busyExperiment(40'000, 500'000);
    const BenchWindow window;
    for (auto unused : state) {
        static_cast<void>(unused);
        std::vector<double> alone;
        std::vector<double> watched;
        std::vector<double> share;
        for (int round = 0; round < kRounds; ++round) {
            alone.push_back(aloneMs(experiment));
            const Watched run = watchedRunOf(window, experiment);
            watched.push_back(run.ms);
            share.push_back(run.cost.window.cpuShare);
        }
        state.counters["alone_ms"] = median(alone);
        state.counters["watched_ms"] = median(watched);
        state.counters["window_share_of_core"] = median(share);
        state.counters["ratio"] = median(watched) / median(alone);
    }
}
BENCHMARK(watchedRun)->Name("watched_run");

} // namespace
} // namespace interleave::ui
