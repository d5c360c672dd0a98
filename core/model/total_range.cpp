#include "core/model/total_range.h"

#include <cmath>

namespace interleave {

namespace {

// The sum of all i x i or i x i x i below `tasks`. From one count of tasks to the next it grows by
// far more than a double is wrong.
double sumOfPowers(WorkloadKind workload, double tasks)
{
    const double sumOfFirst = tasks * (tasks - 1) / 2;
    return workload == WorkloadKind::Cubes ? sumOfFirst * sumOfFirst
                                           : sumOfFirst * (2 * tasks - 1) / 3;
}

} // namespace

bool totalIsModulo(WorkloadKind workload, const TrialResult& trial)
{
    if (workload == WorkloadKind::Bank) // what a transfer adds to one it takes from another
        return false;
    if (trial.race.wrapped())
        return true;
    if (workload != WorkloadKind::Squares && workload != WorkloadKind::Cubes)
        return false;
    return sumOfPowers(workload, static_cast<double>(trial.tasks.total)) >= std::ldexp(1.0, 64);
}

} // namespace interleave
