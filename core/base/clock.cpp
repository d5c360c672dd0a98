#include "core/base/clock.h"

#include <fstream>
#include <string>

namespace interleave {

namespace {

constexpr std::uint64_t kCalibrationNs = 2'000'000;

bool kernelKeepsTimeByTsc()
{
#if defined(__x86_64__)
    std::ifstream file("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    std::string name;
    return (file >> name) && name == "tsc";
#else
    return false;
#endif
}

struct Reading
{
    std::uint64_t ticks;
    std::uint64_t ns;
};

#if defined(__x86_64__)
// The tightest of a few readings: the one that no interrupt split.
Reading readBoth()
{
    Reading best{};
    std::uint64_t bestGap = UINT64_MAX;
    for (int attempt = 0; attempt < 5; ++attempt) {
        const std::uint64_t before = __rdtsc();
        const std::uint64_t ns = Clock::monotonicNs();
        const std::uint64_t after = __rdtsc();
        if (after - before < bestGap) {
            bestGap = after - before;
            best = {before + (after - before) / 2, ns};
        }
    }
    return best;
}

double measureNsPerTick()
{
    const Reading first = readBoth();
    Reading last = readBoth();
    while (last.ns - first.ns < kCalibrationNs)
        last = readBoth();
    return static_cast<double>(last.ns - first.ns) / static_cast<double>(last.ticks - first.ticks);
}
#endif

} // namespace

Clock Clock::calibrate()
{
#if defined(__x86_64__)
    if (kernelKeepsTimeByTsc())
        return fromHeader(ClockSource::Tsc, measureNsPerTick());
#endif
    return {};
}

} // namespace interleave
