#include "core/model/applicability.h"
#include "ui/models/primitive_title.h"
#include "ui/models/value_text.h"
#include "ui/run/run.h"
#include "ui/widgets/format.h"

#include <algorithm>

namespace interleave::ui {

namespace {

// "False sharing, packed": what the workload has in the place of a primitive.
QString withOwnChoice(const QString& workload, const Experiment& experiment)
{
    const auto parameters = workloadInfo(experiment.workload).parameters;
    const auto spec = std::ranges::find(parameters, ValueType::Choice, &ValueSpec::type);
    if (spec == parameters.end())
        return workload;
    return Run::tr("%1, %2").arg(
        workload, valueText(*spec, parameter<std::string>(experiment, spec->name)));
}

} // namespace

QString briefName(const Experiment& experiment)
{
    const QString workload = coreWord(choiceOf(experiment.workload).title);
    if (!experiment.varyWorkers.empty())
        return Run::tr("%1, %2 to %3 worker(s)", nullptr, pluralOf(experiment.varyWorkers.back()))
            .arg(workload,
                formatCount(experiment.varyWorkers.front()),
                formatCount(experiment.varyWorkers.back()));
    if (const std::size_t executors = experiment.varyParam.values.size();
        variesExecutor(experiment) && executors > 2)
        return Run::tr("%1 by %2 executor(s)", nullptr, pluralOf(executors))
            .arg(workload, formatCount(executors));
    if (!experiment.varyParam.empty())
        return Run::tr("%1: %2").arg(workload, valuesText(experiment));
    if (experiment.compare.size() > 2)
        return Run::tr("%1: %2 primitive(s)", nullptr, pluralOf(experiment.compare.size()))
            .arg(workload, formatCount(experiment.compare.size()));
    if (experiment.compare.size() == 2)
        return Run::tr("%1: %2 | %3")
            .arg(workload,
                primitiveTitle(experiment.compare[0]),
                primitiveTitle(experiment.compare[1]));
    if (!usesPrimitive(experiment))
        return withOwnChoice(workload, experiment);
    return experiment.sync == Primitive::None
        ? Run::tr("%1, no primitive").arg(workload)
        : Run::tr("%1, %2").arg(workload, primitiveTitle(experiment.sync));
}

} // namespace interleave::ui
