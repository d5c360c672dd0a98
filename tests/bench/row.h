// A row of the benchmark: ours beside its floor.
//
//   void queueRoundTrip(benchmark::State& state) { compareWithFloor(state, ours, floor); }
//   BENCHMARK(queueRoundTrip)->Name("queue_roundtrip");
//
// A subject has a file of its own, listed in CMakeLists.txt; tests/bench/against-python knows which
// of Python's rows it compares with.
#pragma once

#include <benchmark/benchmark.h>
#include <functional>
#include <vector>

namespace interleave::bench {

/// One measurement: nanoseconds per operation.
using Measurement = std::function<double()>;

/// `values` get another order.
[[nodiscard]] double median(std::vector<double>& values);

/// Takes both by turns, after one of each to warm up, and gives the medians as the counters
/// ours_ns and floor_ns, and their quotient as ratio.
void compareWithFloor(
    benchmark::State& state, const Measurement& ours, const Measurement& floor, int turns = 9);

} // namespace interleave::bench
