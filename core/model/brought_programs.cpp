#include "core/model/brought_programs.h"

#include "core/model/own_function.h"
#include "core/model/python_executor.h"

#include <algorithm>

namespace interleave {

namespace {

bool runsInPython(const Experiment& experiment)
{
    const auto variants = variantsOf(experiment);
    return std::ranges::any_of(
        variants, [](const Experiment& variant) { return isPython(variant.executor); });
}

} // namespace

BroughtPrograms programsBroughtBy(const Experiment& experiment)
{
    BroughtPrograms brought;
    if (!experiment.python.empty() && runsInPython(experiment))
        brought.python = experiment.python;
    if (experiment.workload == WorkloadKind::Function)
        brought.code = parameter<std::string>(experiment, "code");
    if (brought.code == suggestedFunction())
        brought.code.clear();
    return brought;
}

} // namespace interleave
