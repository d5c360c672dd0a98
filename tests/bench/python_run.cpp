// What the recording costs a run by Python: multiprocessing.Pool with tasks of about 1 ms; the
// floor is the same program without Interleave (bare_pool.py). And a million of Python's tasks in
// the timeline, beside as many of ours.

#include "core/base/program_file.h"
#include "core/model/python_interpreter.h"
#include "core/timeline/timeline_index.h"
#include "tests/bench/floor.h"
#include "tests/bench/row.h"
#include "tests/support/engine_run.h"
#include "tests/support/program.h"

#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <string>

namespace interleave::bench {

namespace {

using namespace std::chrono_literals;

constexpr int kWorkers = 2;
constexpr int kTasks = 1'000;
constexpr int kChunk = 10;
constexpr double kTaskNs = 1e6;
constexpr int kTurns = 7;

std::string python()
{
    const auto found = findPython("/usr/bin/python3");
    if (!found)
        giveUp(found.error().message.c_str());
    return *found;
}

double bareNs(std::int64_t work, int tasks)
{
    const std::string arguments = fmt::format(
        "-I -B {} {} {} {} {}", BENCH_FOLDER "/bare_pool.py", kWorkers, tasks, kChunk, work);
    const auto printed = test::runProgram(python(), arguments);
    if (printed.status != 0)
        giveUp(printed.err.c_str());
    return std::strtod(printed.out.c_str(), nullptr) / tasks;
}

Experiment squares(ExecutorKind executor, std::int64_t tasks)
{
    return {.workload = WorkloadKind::Squares,
        .tasks = tasks,
        .workers = kWorkers,
        .executor = executor,
        .python = python()};
}

double recordedNs(std::int64_t work)
{
    Experiment experiment = squares(ExecutorKind::PythonPool, kTasks);
    experiment.params = {{"work", work}};
    experiment.chunk = kChunk;
    const TrialResult trial = test::runExperiment(experiment).trials.at(0);
    if (trial.tasks.succeeded != kTasks)
        giveUp("a run by Python failed");
    return static_cast<double>(trial.wallNs) / kTasks;
}

// How often a task repeats its arithmetic to take so long alone; two of them share the time.
std::int64_t workOfATask()
{
    constexpr std::int64_t kTried = 10'000;
    constexpr int kFew = 100;
    const double ns = bareNs(kTried, kFew) * kWorkers;
    return static_cast<std::int64_t>(kTried * kTaskNs / ns);
}

void pythonRecording(benchmark::State& state)
{
    const std::int64_t work = workOfATask();
    compareWithFloor(
        state, [&] { return recordedNs(work); }, [&] { return bareNs(work, kTasks); }, kTurns);
}
BENCHMARK(pythonRecording)->Name("python_recording_1ms")->Iterations(1);

using SharedRecording = std::shared_ptr<const Recording>;

double indexNs(const SharedRecording& recording)
{
    const double begin = nowNs();
    TimelineIndex index(recording);
    while (!index.extend(1s)) { }
    return (nowNs() - begin) / static_cast<double>(index.eventsIndexed());
}

SharedRecording millionTasksOf(ExecutorKind executor)
{
    SharedRecording recording;
    test::WatchedRun run;
    run.onTrialEnded([&](RunningTrial& ended) {
        recording = std::make_shared<const Recording>(ended.recording().value());
    });
    run.run(squares(executor, 1'000'000));
    return recording;
}

void pythonTimeline(benchmark::State& state)
{
    const auto ofPython = millionTasksOf(ExecutorKind::PythonPool);
    const auto ofOurs = millionTasksOf(ExecutorKind::Processes);
    compareWithFloor(
        state, [&] { return indexNs(ofPython); }, [&] { return indexNs(ofOurs); });
}
BENCHMARK(pythonTimeline)->Name("python_timeline_1m")->Iterations(1);

} // namespace
} // namespace interleave::bench
