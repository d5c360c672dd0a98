#include "ui/config/field_warning.h"

#include "core/base/machine.h"
#include "core/model/applicability.h"
#include "core/model/python_executor.h"
#include "core/model/waiting_line.h"
#include "ui/config/field_text.h"
#include "ui/models/executor_fit.h"
#include "ui/models/number_reading.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::ui {

namespace {

struct FieldWarning
{
    Q_DECLARE_TR_FUNCTIONS(FieldWarning)
};

bool waitsInLine(const Experiment& experiment)
{
    const std::int64_t cores = usableCores();
    const std::int64_t workers = experiment.varyWorkers.empty()
        ? experiment.workers.value_or(cores)
        : std::ranges::max(experiment.varyWorkers);
    return std::ranges::any_of(primitivesOf(experiment),
        [&](Primitive primitive) { return !lineRemark(primitive, workers, cores).empty(); });
}

// Those that have no such tasks, or are not installed; all of Python's where there is no Python.
bool hasNoSuchTasks(ExecutorKind executor, const Experiment& now)
{
    if (!isPython(executor))
        return needsPython(now.workload);
    return !whatIsMissing(executor, now).isEmpty() || !canRunInPython(executor, now.workload);
}

void addExecutorsWithoutSuchTasks(const Experiment& now, UnfitChoices& unfit)
{
    for (std::size_t i = 0; i < choicesOf<ExecutorKind>().size(); ++i) {
        const auto executor = static_cast<ExecutorKind>(i);
        if (hasNoSuchTasks(executor, now))
            unfit.insert(QString::fromUtf8(nameOf(executor)), whatIsMissing(executor, now));
    }
}

} // namespace

QString warningOf(const ValueSpec& field, const Experiment& now)
{
    if (field.name == "executor") {
        if (const QString missing = whatIsMissing(now.executor, now); !missing.isEmpty())
            return missing;
    }
    if (field.name == "permits" && now.permits > 1)
        return FieldWarning::tr("Up to %1 worker(s) are inside at a time: updates may be lost.",
            nullptr,
            pluralOf(now.permits))
            .arg(shownNumber(now.permits));
    if (field.name == "trials" && comparesSeveral(now) && now.trials == 1)
        return FieldWarning::tr("One trial of each says little: a difference may be chance.");
    if (field.name == (now.compare.empty() ? "sync" : "compare") && waitsInLine(now))
        return FieldWarning::tr(
            "first come, first served: slow with more workers than the %1 usable core(s)",
            nullptr,
            pluralOf(usableCores()))
            .arg(formatCount(usableCores()));
    if (field.name == "compare" && !usesPrimitive(now))
        return FieldWarning::tr("This workload uses no primitive: all would be the same.");
    return field.name == "sync" && now.sync == Primitive::None && !isSerial(now.executor)
        ? meaningOf(field, std::string(nameOf(Primitive::None)), now)
        : QString();
}

UnfitChoices unfitChoices(const ValueSpec& spec, const Experiment& now)
{
    const WorkloadInfo& info = workloadInfo(now.workload);
    const bool isExecutor = spec.name == "executor" || spec.name == "vary_param";
    UnfitChoices unfit;
    const auto add = [&](auto value) { unfit.insert(QString::fromUtf8(nameOf(value)), QString()); };
    if ((spec.name == "sync" || spec.name == "compare") && info.allows != nullptr) {
        for (std::size_t i = 0; i < choicesOf<Primitive>().size(); ++i) {
            if (const auto primitive = static_cast<Primitive>(i); !info.allows(primitive))
                add(primitive);
        }
    }
    if (isExecutor && info.together)
        add(ExecutorKind::ProcessPerTask);
    if (isExecutor && info.minWorkers > 1)
        add(ExecutorKind::Serial);
    if ((spec.name == "sync" || spec.name == "compare") && isPython(now.executor)) {
        for (std::size_t i = 0; i < choicesOf<Primitive>().size(); ++i) {
            if (const auto primitive = static_cast<Primitive>(i); !guardsInPython(primitive))
                add(primitive);
        }
    }
    if (isExecutor)
        addExecutorsWithoutSuchTasks(now, unfit);
    if (spec.name == "hand_back" && now.executor != ExecutorKind::PythonProcess)
        add(HandBack::Pipe);
    return unfit;
}

} // namespace interleave::ui
