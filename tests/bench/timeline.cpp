// What it costs to see a recording: the columns of a frame, following a log, statistics of a
// selection, opening a saved one. Recordings are made, not run; figures are counters in
// milliseconds, medians of several rounds.

#include "core/base/file.h"
#include "core/timeline/selection_statistics.h"
#include "core/timeline/timeline_index.h"
#include "tests/bench/floor.h"
#include "tests/support/synthetic_recording.h"
#include "tests/support/temporary_folder.h"

#include <benchmark/benchmark.h>

namespace interleave::bench {

namespace {

using namespace std::chrono_literals;
using test::SyntheticRun;

constexpr std::uint32_t kWorkers = 16;
constexpr std::size_t kColumns = 1920;
constexpr int kRounds = 5;

std::unique_ptr<SyntheticRun> makeRun(const benchmark::State& state)
{
    auto run = std::make_unique<SyntheticRun>(test::SyntheticSpec{
        .tasks = static_cast<std::uint64_t>(state.range(0)), .workers = kWorkers, .cores = 16});
    run->finish();
    return run;
}

double medianMs(const std::function<void()>& work)
{
    std::vector<double> times;
    for (int i = 0; i < kRounds; ++i) {
        const double begin = nowNs();
        work();
        times.push_back((nowNs() - begin) / 1e6);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

TickRange partOf(const TickRange& whole, double share)
{
    const auto width = static_cast<std::uint64_t>(static_cast<double>(whole.width()) * share);
    const std::uint64_t begin = whole.begin + (whole.width() - width) / 2;
    return {begin, begin + width};
}

// A frame at a zoom: all rows, and the tasks that are wide enough to be drawn one by one.
void drawFrame(const TimelineIndex& index, const TickRange& visible)
{
    std::vector<TimelineColumn> columns(kColumns);
    for (unsigned worker = 0; worker < kWorkers; ++worker) {
        index.columns(worker, visible, columns);
        benchmark::DoNotOptimize(columns.data());
        benchmark::DoNotOptimize(index.tasksIn(worker, visible, 3 * visible.width() / kColumns));
    }
}

void timelineColumns(benchmark::State& state)
{
    const auto run = makeRun(state);
    TimelineIndex index(run->recording());
    while (!index.extend(1s)) { }
    const std::pair<const char*, double> zooms[]
        = {{"ms_whole", 1.0}, {"ms_1_percent", 0.01}, {"ms_0.01_percent", 0.0001}};
    for (auto unused : state) {
        static_cast<void>(unused);
        double worst = 0;
        for (const auto& [name, share] : zooms) {
            const TickRange visible = partOf(index.wholeRange(), share);
            const double ms = medianMs([&] { drawFrame(index, visible); });
            state.counters[name] = ms;
            worst = std::max(worst, ms);
        }
        // Where columns are about as wide as 32 tasks, most of these must be looked at one by one.
        for (double share = 1; share > 0.0001; share *= 0.7) {
            const TickRange visible = partOf(index.wholeRange(), share);
            worst = std::max(worst, medianMs([&] { drawFrame(index, visible); }));
        }
        state.counters["ms"] = worst;
    }
}
BENCHMARK(timelineColumns)->Name("timeline_columns")->Arg(1'000'000)->Arg(10'000'000);

void timelineExtend(benchmark::State& state)
{
    const auto run = makeRun(state);
    const auto recording = run->recording();
    for (auto unused : state) {
        static_cast<void>(unused);
        double longest = 0;
        double bytes = 0;
        state.counters["ms"] = medianMs([&] {
            TimelineIndex index(recording);
            for (bool done = false; !done;) {
                const double begin = nowNs();
                done = index.extend(3ms);
                longest = std::max(longest, (nowNs() - begin) / 1e6);
            }
            bytes = static_cast<double>(index.bytes()) / static_cast<double>(index.eventsIndexed());
        });
        state.counters["longest_call_of_3_ms"] = longest;
        state.counters["bytes_per_event"] = bytes;
    }
}
BENCHMARK(timelineExtend)->Name("timeline_extend")->Arg(10'000'000);

void selection(benchmark::State& state)
{
    const auto run = makeRun(state);
    const auto recording = run->recording();
    const TickRange whole = recording->range();
    for (auto unused : state) {
        static_cast<void>(unused);
        state.counters["ms"] = medianMs(
            [&] { benchmark::DoNotOptimize(selectionStatistics(*recording, {.time = whole})); });
    }
}
BENCHMARK(selection)->Name("selection_statistics")->Arg(1'000'000);

// To the columns of the first picture.
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
    for (auto unused : state) {
        static_cast<void>(unused);
        double opening = 0;
        state.counters["ms"] = medianMs([&] {
            const double begin = nowNs();
            auto opened = Recording::openFile(path);
            opening = (nowNs() - begin) / 1e6;
            if (!opened)
                giveUp(opened.error().message.c_str());
            TimelineIndex index(std::make_shared<const Recording>(*std::move(opened)));
            while (!index.extend(3ms)) { }
            drawFrame(index, index.wholeRange());
        });
        state.counters["ms_to_open"] = opening;
    }
}
BENCHMARK(openRecording)->Name("open_recording_core")->Arg(1'000'000)->Arg(10'000'000);

} // namespace
} // namespace interleave::bench
