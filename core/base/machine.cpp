#include "core/base/machine.h"

#include "core/base/control_group.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <sched.h>

namespace interleave {

namespace {

constexpr int kMaxCores = 8192;

} // namespace

std::vector<int> affinityCores()
{
    const auto release = [](cpu_set_t* set) { CPU_FREE(set); };
    const std::unique_ptr<cpu_set_t, decltype(release)> set(CPU_ALLOC(kMaxCores), release);
    const std::size_t size = CPU_ALLOC_SIZE(kMaxCores);
    std::vector<int> cores;
    if (set && ::sched_getaffinity(0, size, set.get()) == 0) {
        for (int core = 0; core < kMaxCores; ++core) {
            if (CPU_ISSET_S(static_cast<std::size_t>(core), size, set.get()))
                cores.push_back(core);
        }
    }
    if (cores.empty())
        cores.push_back(0);
    return cores;
}

std::int64_t usableCores()
{
    const auto allowed = static_cast<double>(affinityCores().size());
    const double granted = std::ceil(groupLimits().cores.left);
    return static_cast<std::int64_t>(std::max(1.0, std::min(allowed, granted)));
}

} // namespace interleave
