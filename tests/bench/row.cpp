#include "tests/bench/row.h"

#include <algorithm>

namespace interleave::bench {

double median(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void compareWithFloor(
    benchmark::State& state, const Measurement& ours, const Measurement& floor, int turns)
{
    std::vector<double> oursNs;
    std::vector<double> floorNs;
    for (auto unused : state) {
        static_cast<void>(unused);
        ours();
        floor();
        for (int turn = 0; turn < turns; ++turn) {
            oursNs.push_back(ours());
            floorNs.push_back(floor());
        }
    }
    const double oursMedian = median(oursNs);
    const double floorMedian = median(floorNs);
    state.counters["ours_ns"] = oursMedian;
    state.counters["floor_ns"] = floorMedian;
    state.counters["ratio"] = oursMedian / floorMedian;
}

} // namespace interleave::bench
