// map() of squares, every task recorded; the floor is a shared cursor, the square, two reads of the
// time stamp counter and a 32-byte event, in as many bare processes.

#include "core/pool/pool.h"
#include "core/sync/guard.h"
#include "tests/bench/floor.h"
#include "tests/bench/row.h"

#include <functional>
#include <x86intrin.h>

namespace interleave::bench {

namespace {

constexpr std::uint64_t kTasks = 2'000'000;
constexpr std::uint32_t kWorkers = 2;

std::uint64_t square(std::uint64_t n)
{
    return n * n;
}

void check(const std::vector<std::uint64_t>& results)
{
    if (results.size() != kTasks || results.back() != square(kTasks - 1))
        giveUp("a map has a wrong result");
}

double ours(std::uint64_t chunk)
{
    Pool pool = Pool::create({.workers = kWorkers, .pin = true}).value();
    MapReport report;
    const auto results = pool.map(square,
        std::views::iota(std::uint64_t{0}, kTasks),
        {.chunk = chunk, .record = true, .report = &report});
    check(results.value());
    return static_cast<double>(report.wallNs) / kTasks;
}

struct FloorEvent
{
    std::uint64_t begin;
    std::uint64_t end;
    std::uint32_t task;
    std::uint32_t worker;
    std::uint64_t result;
};

struct FloorMemory
{
    static constexpr std::size_t kRing = 1U << 16U;

    alignas(64) std::atomic<std::uint64_t> cursor;
    alignas(64) std::uint64_t results[kTasks];
    FloorEvent events[kWorkers][kRing];
};

double bare(std::uint64_t chunk)
{
    const Shared<FloorMemory> memory;
    const double ns = together(kWorkers, [&](int rank) {
        FloorEvent* ring = memory->events[rank];
        std::uint32_t next = 0;
        for (;;) {
            const std::uint64_t begin = memory->cursor.fetch_add(chunk, std::memory_order_relaxed);
            if (begin >= kTasks)
                return;
            const std::uint64_t end = std::min(begin + chunk, kTasks);
            for (std::uint64_t task = begin; task < end; ++task) {
                const std::uint64_t start = __rdtsc();
                memory->results[task] = square(task);
                const std::uint64_t stop = __rdtsc();
                ring[next++ % FloorMemory::kRing] = {start,
                    stop,
                    static_cast<std::uint32_t>(task),
                    static_cast<std::uint32_t>(rank),
                    memory->results[task]};
            }
        }
    });
    return ns / kTasks;
}

template <std::uint64_t kChunk>
void mapRecorded(benchmark::State& state)
{
    compareWithFloor(
        state, [] { return ours(kChunk); }, [] { return bare(kChunk); });
}
BENCHMARK(mapRecorded<1>)->Name("map_chunk1_recorded");
BENCHMARK(mapRecorded<64>)->Name("map_chunk64_recorded");

// A map of ten items beside a single apply: what a map costs before its first item.
double perCall(const std::function<void(Pool&)>& call)
{
    constexpr int kCalls = 2'000;
    Pool pool = Pool::create({.workers = kWorkers}).value();
    const double begin = nowNs();
    for (int i = 0; i < kCalls; ++i)
        call(pool);
    return (nowNs() - begin) / kCalls;
}

void mapOfTen(benchmark::State& state)
{
    compareWithFloor(
        state,
        [] {
            return perCall([](Pool& pool) {
                if (pool.map(square, std::views::iota(std::uint64_t{0}, std::uint64_t{10}))
                        .value()
                        .back()
                    != 81)
                    giveUp("a map has a wrong result");
            });
        },
        [] {
            return perCall([](Pool& pool) {
                if (pool.apply(square, std::uint64_t{9}) != 81U)
                    giveUp("a task has a wrong result");
            });
        });
}
BENCHMARK(mapOfTen)->Name("map_of_ten_per_apply");

// Tasks of 100 us, recorded beside the same not recorded.
double mapOfLongTasks(bool record)
{
    constexpr int kItems = 2'000;
    Pool pool = Pool::create({.workers = kWorkers, .pin = true}).value();
    MapReport report;
    const double begin = nowNs();
    const auto results = pool.map(
        [](int n) {
            std::uint64_t sum = 0;
            for (std::uint64_t i = 0; i < 100'000; ++i)
                asm volatile("add %1, %0" : "+r"(sum) : "r"(i));
            return sum + static_cast<std::uint64_t>(n);
        },
        std::views::iota(0, kItems),
        {.record = record, .report = &report});
    if (!results)
        giveUp("a map has failed");
    return (nowNs() - begin) * kWorkers / kItems;
}

void recordingOverhead(benchmark::State& state)
{
    compareWithFloor(
        state, [] { return mapOfLongTasks(true); }, [] { return mapOfLongTasks(false); }, 21);
}
BENCHMARK(recordingOverhead)->Name("recording_overhead_100us");

} // namespace
} // namespace interleave::bench
