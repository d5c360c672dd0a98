// One task to a worker and back; the floor is a number that two bare processes hand to each other,
// by a futex or spinning.

#include "core/pool/pool.h"
#include "core/sync/guard.h"
#include "tests/bench/floor.h"
#include "tests/bench/row.h"

namespace interleave::bench {

namespace {

constexpr int kTasks = 20'000;

double ours(std::chrono::nanoseconds spin)
{
    Pool pool = Pool::create({.workers = 1, .spin = spin, .pin = true}).value();
    cpu_set_t before;
    ::sched_getaffinity(0, sizeof before, &before);
    pinToCore(1); // the worker has the other one
    const double begin = nowNs();
    for (int i = 0; i < kTasks; ++i) {
        if (pool.apply([](int n) { return n + 1; }, i) != i + 1)
            giveUp("a task has a wrong result");
    }
    const double ns = (nowNs() - begin) / kTasks;
    ::sched_setaffinity(0, sizeof before, &before);
    return ns;
}

struct alignas(64) Line
{
    FutexWord word;
};
struct Lines
{
    Line there;
    Line back;
};

double byFutex()
{
    const Shared<Lines> lines;
    const auto send = [](Line& line, std::uint32_t i) {
        line.word.store(i);
        futexWake(line.word, 1);
    };
    const auto receive = [](const Line& line, std::uint32_t i) {
        for (std::uint32_t seen = line.word.load(); seen != i; seen = line.word.load())
            futexWait(line.word, seen);
    };
    return together(2, [&](int rank) {
        for (std::uint32_t i = 1; i <= kTasks; ++i) {
            if (rank == 0)
                send(lines->there, i);
            receive(rank == 0 ? lines->back : lines->there, i);
            if (rank != 0)
                send(lines->back, i);
        }
    }) / kTasks;
}

double bySpinning()
{
    const Shared<Lines> lines;
    const auto receive = [](const Line& line, std::uint32_t i) {
        while (line.word.load(std::memory_order_acquire) != i)
            spinPause();
    };
    return together(2, [&](int rank) {
        for (std::uint32_t i = 1; i <= kTasks; ++i) {
            if (rank == 0)
                lines->there.word.store(i, std::memory_order_release);
            receive(rank == 0 ? lines->back : lines->there, i);
            if (rank != 0)
                lines->back.word.store(i, std::memory_order_release);
        }
    }) / kTasks;
}

void applyRoundTrip(benchmark::State& state)
{
    compareWithFloor(
        state, [] { return ours(std::chrono::nanoseconds(0)); }, byFutex);
}
BENCHMARK(applyRoundTrip)->Name("apply_roundtrip");

void applyRoundTripSpinning(benchmark::State& state)
{
    compareWithFloor(
        state, [] { return ours(std::chrono::seconds(1)); }, bySpinning);
}
BENCHMARK(applyRoundTripSpinning)->Name("apply_roundtrip_spin");

} // namespace
} // namespace interleave::bench
