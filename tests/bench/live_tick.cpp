// One live update of a running trial: all that is visible is brought up to date and painted, at
// 1920x1080; the dearest of the pages with charts.

#include "tests/bench/floor.h"
#include "ui/views/run_page.h"

#include <QAction>
#include <QCoreApplication>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>

namespace interleave::ui {

namespace {

using bench::nowNs;

constexpr int kRounds = 15;
constexpr std::size_t kFrames = 1'200; // a minute
constexpr std::pair<const char*, const char*> kPages[]{
    {"ms_overview", "&Overview"}, {"ms_activity", "&Activity"}};

LiveSnapshot snapshotOf(std::int32_t cores, std::size_t frames)
{
    LiveSnapshot live;
    live.state = TrialState::Running;
    live.tasks = 1'000'000;
    live.tasksEnded = 100 * frames;
    live.elapsedNs = frames * 50'000'000;
    live.workers.resize(static_cast<std::size_t>(cores));
    UtilisationSeries& series = live.utilisation;
    for (std::size_t i = 0; i < frames; ++i) {
        series.seconds.push_back(0.05 * static_cast<double>(i + 1));
        series.activity.push_back({.tasksEnded = 100 * i + 37 * (i % 11),
            .switches = 1'000 * i + 371 * (i % 7),
            .queued = 1'000'000 - 100 * i,
            .residentBytes = (8 + i % 5) << 20U,
            .waiting = i % static_cast<std::size_t>(cores)});
    }
    for (std::int32_t core = 0; core < cores; ++core) {
        series.cores.push_back(core);
        std::vector<float>& run = series.run.emplace_back();
        for (std::size_t i = 0; i < frames; ++i)
            run.push_back(static_cast<float>((i * 7 + static_cast<std::size_t>(core)) % 10) / 10);
        series.machine.push_back(run);
    }
    return live;
}

// The median of updates that come one after the other, as while a run goes on.
double tickMs(Run& run, std::int32_t cores)
{
    std::vector<double> times;
    for (std::size_t round = 0; round < kRounds; ++round) {
        const LiveSnapshot live = snapshotOf(cores, kFrames + round);
        const auto begin = nowNs();
        run.setLive(live);
        QCoreApplication::processEvents();
        times.push_back((nowNs() - begin) / 1e6);
    }
    std::ranges::nth_element(times, times.begin() + kRounds / 2);
    return times[kRounds / 2];
}

void liveTick(benchmark::State& state)
{
    QAction run;
    RunPage page(&run, {}); // it shows no pictures
    page.resize(1'920, 1'080);
    Experiment experiment;
    experiment.sync = Primitive::Lock;
    const auto shown = std::make_shared<Run>(experiment);
    page.show(shown);
    page.show();
    double worst = 0;
    for (auto unused : state) {
        static_cast<void>(unused);
        for (const auto& [name, view] : kPages) {
            page.showView(QString::fromLatin1(view));
            shown->setLive(snapshotOf(static_cast<std::int32_t>(state.range(0)), kFrames));
            QCoreApplication::processEvents();
            const double ms = tickMs(*shown, static_cast<std::int32_t>(state.range(0)));
            state.counters[name] = ms;
            worst = std::max(worst, ms);
        }
    }
    state.counters["ms"] = worst;
}
BENCHMARK(liveTick)->Name("live_tick")->Arg(16)->Arg(64)->Iterations(1);

} // namespace

} // namespace interleave::ui
