#include "core/lesson/quantity.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace interleave {

namespace {

constexpr double kNsPerS = 1e9;
constexpr double kPercent = 100;

double whole(std::uint64_t value)
{
    return static_cast<double>(value);
}

std::optional<double> shareOf(double part, double all)
{
    if (all <= 0)
        return std::nullopt;
    return kPercent * part / all;
}

template <class Of>
double sumOver(const TrialResult& trial, Of of)
{
    return std::accumulate(trial.workers.begin(),
        trial.workers.end(),
        0.0,
        [of](double sum, const WorkerResult& worker) { return sum + whole(of(worker)); });
}

std::optional<double> busyCores(const TrialResult& trial)
{
    return std::accumulate(
        trial.cores.begin(), trial.cores.end(), 0.0, [](double sum, const CoreResult& core) {
            return sum + core.run;
        });
}

std::optional<double> waited(const TrialResult& trial)
{
    return shareOf(sumOver(trial, [](const WorkerResult& worker) { return worker.waitNs; }),
        sumOver(trial, [](const WorkerResult& worker) { return worker.busyNs; }));
}

using Trial = const TrialResult&;

const auto kQuantities = std::to_array<Quantity>({
    {"wall",
        "s",
        "how long the trial took, from the moment when all workers were ready",
        [](Trial trial) -> std::optional<double> { return whole(trial.wallNs) / kNsPerS; }},
    {"start",
        "s",
        "how long it took to start the workers",
        [](Trial trial) -> std::optional<double> { return whole(trial.startNs) / kNsPerS; }},
    {"task",
        "s",
        "how long half of the tasks took at most",
        [](Trial trial) -> std::optional<double> { return trial.latency.p50Ns / kNsPerS; }},
    {"throughput",
        "tasks a second",
        "tasks that were done in a second",
        [](Trial trial) -> std::optional<double> { return trial.throughputPerS; }},
    {"busy-cores", "cores", "how many cores the run kept busy, all of them added up", busyCores},
    {"waited",
        "%",
        "the part of the workers' time in tasks in which they waited for the primitive",
        waited},
    {"expected",
        "",
        "what the shared total should be",
        [](Trial trial) -> std::optional<double> { return whole(trial.race.expected); }},
    {"actual",
        "",
        "what the shared total is",
        [](Trial trial) -> std::optional<double> { return whole(trial.race.actual); }},
    {"lost",
        "updates",
        "updates that another one destroyed",
        [](Trial trial) -> std::optional<double> { return whole(trial.race.lost); }},
    {"lost-share",
        "%",
        "the part of all updates that was lost",
        [](Trial trial) { return shareOf(whole(trial.race.lost), whole(trial.race.updates)); }},
    {"tasks",
        "tasks",
        "how many there were",
        [](Trial trial) -> std::optional<double> { return whole(trial.tasks.total); }},
    {"succeeded",
        "tasks",
        "tasks that succeeded",
        [](Trial trial) -> std::optional<double> { return whole(trial.tasks.succeeded); }},
    {"failed",
        "tasks",
        "tasks that failed, by an error or because their worker died",
        [](Trial trial) -> std::optional<double> { return whole(trial.tasks.failed); }},
    {"workers",
        "workers",
        "places in the pool",
        [](Trial trial) -> std::optional<double> { return whole(trial.workers.size()); }},
    {"replaced",
        "workers",
        "workers that died and were replaced",
        [](Trial trial) -> std::optional<double> {
            return sumOver(trial, [](const WorkerResult& worker) { return worker.respawned; });
        }},
    {"deadlocked",
        "workers",
        "workers that waited for each other in a circle when the trial ended",
        [](Trial trial) -> std::optional<double> { return whole(trial.deadlock.size()); }},
});

} // namespace

std::span<const Quantity> quantities()
{
    return kQuantities;
}

const Quantity* findQuantity(std::string_view name)
{
    const auto* const found = std::ranges::find(kQuantities, name, &Quantity::name);
    return found == kQuantities.end() ? nullptr : found;
}

} // namespace interleave
