// A frame of the timeline, and opening a saved recording up to its first picture: the whole view at
// 1920x1080 with ruler, names, minimap and panel, 16 workers.

#include "core/base/file.h"
#include "tests/bench/floor.h"
#include "tests/support/synthetic_recording.h"
#include "tests/support/temporary_folder.h"
#include "ui/models/selected_statistics.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/timeline_view.h"

#include <QCoreApplication>
#include <QTest>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <ctime>

namespace interleave::ui {

namespace {

using bench::giveUp;
using bench::nowNs;
using test::SyntheticRun;

constexpr std::uint32_t kWorkers = 16;
constexpr int kRounds = 9;
constexpr int kPatienceMs = 60'000;

std::unique_ptr<SyntheticRun> makeRun(const benchmark::State& state)
{
    auto run = std::make_unique<SyntheticRun>(test::SyntheticSpec{
        .tasks = static_cast<std::uint64_t>(state.range(0)), .workers = kWorkers, .cores = 4});
    run->finish();
    return run;
}

struct Window
{
    TimeView timeView;
    TaskSelection selection;
    TimelineModel model{&timeView, &selection};
    TimelineView view{&model, nullptr};

    Window()
    {
        view.resize(1'920, 1'080);
        view.show();
        QCoreApplication::processEvents();
    }
    /// Until nothing is left to be read, drawn or counted.
    void settle()
    {
        const auto* statistics = view.findChild<SelectedStatistics*>();
        if (!QTest::qWaitFor([&] { return model.complete() && !statistics->busy(); }, kPatienceMs))
            giveUp("the timeline does not come to rest");
        QCoreApplication::processEvents();
    }
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// Of this thread: what a frame takes where nobody else wants the core.
double processorMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct FrameTime
{
    double ms;
    double processorMs;
};

// The same part of the run, a hair further each time, so that nothing is there from before; and all
// that is painted anew for it.
FrameTime timeOfFrame(Window& window, double share)
{
    const TimeRange whole = window.timeView.whole();
    std::vector<double> times;
    std::vector<double> processor;
    for (int round = 0; round < kRounds; ++round) {
        const double length = whole.length() * share * (1 - 1e-4 * round);
        const double from = (whole.length() - length) / 2;
        const double begin = nowNs();
        const double worked = processorMs();
        window.timeView.jumpTo({from, from + length});
        QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
        times.push_back((nowNs() - begin) / 1e6);
        processor.push_back(processorMs() - worked);
        window.settle();
    }
    return {median(times), median(processor)};
}

void timelineFrame(benchmark::State& state)
{
    const auto run = makeRun(state);
    Window window;
    window.model.setRecording(run->recording(), false);
    window.settle();
    const std::pair<const char*, double> zooms[]
        = {{"ms_whole", 1.0}, {"ms_1_percent", 0.01}, {"ms_0.01_percent", 0.0001}};
    for (auto unused : state) {
        static_cast<void>(unused);
        FrameTime worst{0, 0};
        for (const auto& [name, share] : zooms) {
            const FrameTime frame = timeOfFrame(window, share);
            state.counters[name] = frame.ms;
            worst = {std::max(worst.ms, frame.ms), std::max(worst.processorMs, frame.processorMs)};
        }
        state.counters["ms"] = worst.ms;
        state.counters["ms_of_processor"] = worst.processorMs;
    }
}
BENCHMARK(timelineFrame)->Name("timeline_frame")->Arg(1'000'000)->Arg(10'000'000);

// To the picture of all of it; what is seen before grows as it is read.
void openRecording(benchmark::State& state)
{
    const TemporaryFolder folder;
    const auto path = folder.path() / "recording";
    {
        const auto run = makeRun(state);
        auto file = AtomicFile::create(path).value();
        const auto write = [&](std::string_view bytes) { return file.write(bytes); };
        if (!run->recording()->save("{}", write) || !file.commit())
            giveUp("the recording cannot be written");
    }
    Window window;
    for (auto unused : state) {
        static_cast<void>(unused);
        std::vector<double> first;
        std::vector<double> all;
        for (int round = 0; round < kRounds; ++round) {
            const double begin = nowNs();
            auto opened = Recording::openFile(path);
            if (!opened)
                giveUp(opened.error().message.c_str());
            window.model.setRecording(std::make_shared<const Recording>(*std::move(opened)), false);
            window.view.repaint();
            first.push_back((nowNs() - begin) / 1e6);
            while (!window.model.complete())
                QCoreApplication::processEvents();
            window.view.repaint();
            all.push_back((nowNs() - begin) / 1e6);
            window.settle();
        }
        state.counters["ms_first"] = median(first);
        state.counters["ms"] = median(all);
    }
}
BENCHMARK(openRecording)->Name("open_recording")->Arg(1'000'000)->Arg(10'000'000);

} // namespace
} // namespace interleave::ui
