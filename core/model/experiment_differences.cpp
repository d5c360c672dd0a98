#include "core/model/experiment_differences.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace interleave {

namespace {

bool areEqual(const std::vector<std::optional<FieldValue>>& values)
{
    return std::ranges::adjacent_find(values, std::not_equal_to{}) == values.end();
}

bool makesADifference(const ExperimentField& field, std::span<const Experiment> experiments)
{
    return field.applies == nullptr || std::ranges::any_of(experiments, field.applies);
}

std::optional<FieldValue> parameterOf(const Experiment& experiment, std::string_view name)
{
    const ValueSpec* spec = findParameter(experiment.workload, name);
    if (spec == nullptr)
        return std::nullopt;
    const auto set = experiment.params.find(name);
    return set == experiment.params.end() ? spec->defaultValue : set->second;
}

void addParameters(
    std::span<const Experiment> experiments, std::vector<ExperimentDifference>& differences)
{
    std::set<std::string_view> seen;
    for (const Experiment& experiment : experiments) {
        for (const ValueSpec& spec : workloadInfo(experiment.workload).parameters) {
            if (!seen.insert(spec.name).second)
                continue;
            ExperimentDifference difference{.spec = &spec};
            for (const Experiment& each : experiments)
                difference.values.push_back(parameterOf(each, spec.name));
            if (!areEqual(difference.values))
                differences.push_back(std::move(difference));
        }
    }
}

} // namespace

Experiment experimentOfArm(const RunResult& run, std::uint32_t arm)
{
    if (arm < run.madeOf.size())
        return run.madeOf[arm].experiment;
    Experiment experiment = run.experiment;
    if (arm >= run.arms.size())
        return experiment;
    const Arm& its = run.arms[arm].arm;
    if (its.value && *its.value < experiment.varyParam.values.size())
        experiment = variantsOf(experiment)[*its.value];
    experiment.varyParam = {};
    experiment.varyWorkers.clear();
    experiment.compare.clear();
    experiment.sync = its.sync;
    experiment.workers = its.workers;
    return experiment;
}

std::vector<ExperimentDifference> differencesOf(std::span<const Experiment> experiments)
{
    std::vector<ExperimentDifference> differences;
    for (const ExperimentField& field : experimentFields()) {
        ExperimentDifference difference{.spec = &field.spec};
        for (const Experiment& experiment : experiments)
            difference.values.emplace_back(field.read(experiment));
        if (!areEqual(difference.values) && makesADifference(field, experiments))
            differences.push_back(std::move(difference));
    }
    addParameters(experiments, differences);
    return differences;
}

} // namespace interleave
