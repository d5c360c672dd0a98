#include "ui/models/subject_line.h"

#include "core/model/applicability.h"
#include "core/model/picture_account.h"
#include "core/model/run_account.h"
#include "ui/models/primitive_title.h"
#include "ui/models/value_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace interleave::ui {

namespace {

constexpr std::size_t kMostNamed = 4;

struct SubjectLineText
{
    Q_DECLARE_TR_FUNCTIONS(SubjectLineText)
};

QString tasksPart(const Experiment& experiment)
{
    if (experiment.varyParam.name == "division") // not as many of each
        return {};
    const bool pictures = countedIn(experiment) == Counted::Pictures;
    if (!experiment.tasks)
        return pictures ? SubjectLineText::tr("as many pictures as there are")
                        : SubjectLineText::tr("as many tasks as usual");
    const int plural = pluralOf(*experiment.tasks);
    return (pictures ? SubjectLineText::tr("%1 picture(s)", nullptr, plural)
                     : SubjectLineText::tr("%1 task(s)", nullptr, plural))
        .arg(formatCount(*experiment.tasks));
}

// The first, which says how much a task does, and what was set.
QStringList parameterParts(const Experiment& experiment)
{
    QStringList parts;
    for (const ValueSpec& spec : workloadInfo(experiment.workload).parameters) {
        const auto set = experiment.params.find(spec.name);
        if (spec.name == experiment.varyParam.name)
            parts << parameterTitle(spec) % QLatin1Char(' ') % valuesText(experiment);
        else if (set != experiment.params.end())
            parts << settingText(spec, set->second);
        else if (spec.name == workloadInfo(experiment.workload).parameters.front().name)
            parts << settingText(spec, spec.defaultValue);
    }
    return parts;
}

QString workerCount(const Experiment& experiment)
{
    if (!experiment.varyWorkers.empty())
        return QString::fromStdString(toText(experiment.varyWorkers));
    return experiment.workers ? formatCount(*experiment.workers) : QString();
}

// Of several numbers the last one says it.
int workersPlural(const Experiment& experiment)
{
    return pluralOf(experiment.varyWorkers.empty() ? experiment.workers.value_or(1)
                                                   : experiment.varyWorkers.back());
}

// "Python: Pool, 4 workers, by fork".
QString workersOf(const QString& executor, const Experiment& experiment, const QString& count)
{
    QString part = executor;
    if (!count.isEmpty() && hasPoolSize(experiment))
        part = SubjectLineText::tr("%1, %2 worker(s)", nullptr, workersPlural(experiment))
                   .arg(part, count);
    return findField("start_method")->applies(experiment)
        ? SubjectLineText::tr("%1, by %2")
              .arg(part, coreWord(choiceOf(experiment.startMethod).title))
        : part;
}

// Or how many there are, where they are too many to be named.
QString comparedExecutors(const Experiment& experiment)
{
    const std::size_t executors = experiment.varyParam.values.size();
    return executors > kMostNamed
        ? SubjectLineText::tr("%1 executor(s)", nullptr, pluralOf(executors))
              .arg(formatCount(executors))
        : valuesText(experiment);
}

QString workersPart(const Experiment& experiment)
{
    const QString count = workerCount(experiment);
    const int plural = workersPlural(experiment);
    if (variesExecutor(experiment))
        return workersOf(comparedExecutors(experiment), experiment, count);
    switch (experiment.executor) {
    case ExecutorKind::Serial:
        return SubjectLineText::tr("one process, serially");
    case ExecutorKind::Threads:
        return count.isEmpty() ? SubjectLineText::tr("a thread per core")
                               : SubjectLineText::tr("%1 thread(s)", nullptr, plural).arg(count);
    case ExecutorKind::ProcessPerTask:
        return experiment.allAtOnce || count.isEmpty()
            ? SubjectLineText::tr("a process per task")
            : SubjectLineText::tr("a process per task, %1 at a time").arg(count);
    case ExecutorKind::PythonPool:
    case ExecutorKind::PythonProcess:
    case ExecutorKind::PythonProcesses:
    case ExecutorKind::PythonThreads:
    case ExecutorKind::PythonAsyncio:
    case ExecutorKind::PythonSerial:
    case ExecutorKind::PythonJoblib:
        return workersOf(coreWord(choiceOf(experiment.executor).title), experiment, count);
    case ExecutorKind::Processes:
        break;
    }
    const QString method = coreWord(choiceOf(experiment.startMethod).title);
    return count.isEmpty()
        ? SubjectLineText::tr("a process per core, by %1").arg(method)
        : SubjectLineText::tr("%1 process(es) by %2", nullptr, plural).arg(count, method);
}

QString primitivePart(const Experiment& experiment)
{
    if (!usesPrimitive(experiment))
        return SubjectLineText::tr("no primitive is used here");
    if (experiment.compare.empty())
        return experiment.sync == Primitive::None ? SubjectLineText::tr("no primitive")
                                                  : primitiveTitle(experiment.sync);
    QStringList names;
    for (const Primitive primitive : experiment.compare)
        names << primitiveTitle(primitive);
    return std::cmp_greater(names.size(), kMostNamed)
        ? SubjectLineText::tr("%1 primitive(s)", nullptr, pluralOf(names.size()))
              .arg(formatCount(names.size()))
        : names.join(SubjectLineText::tr(" | "));
}

QString trialsPart(const Experiment& experiment)
{
    const int plural = pluralOf(experiment.trials);
    const QString text = comparesSeveral(experiment)
        ? SubjectLineText::tr("%1 trial(s) of each, by turns in random order", nullptr, plural)
        : SubjectLineText::tr("%1 trial(s)", nullptr, plural);
    return text.arg(formatCount(experiment.trials));
}

// What no other part tells.
bool standsAlone(const ExperimentField& field)
{
    constexpr std::array kToldElsewhere{"workload",
        "tasks",
        "workers",
        "vary_workers",
        "vary_param",
        "executor",
        "all_at_once",
        "start_method",
        "sync",
        "compare",
        "trials",
        "inject"};
    return std::ranges::find(kToldElsewhere, field.spec.name) == kToldElsewhere.end();
}

// Those that are not as usual, where they make a difference: two runs that differ do not read
// alike. What "auto" became is nobody's choice.
QStringList otherParts(const Experiment& experiment)
{
    QStringList parts;
    for (const ExperimentField& field : experimentFields()) {
        const FieldValue value = field.read(experiment);
        if (standsAlone(field) && value != field.read({})
            && (field.applies == nullptr || field.applies(experiment)))
            parts << settingText(field.spec, value);
    }
    return parts;
}

} // namespace

QString subjectLine(
    const Experiment& experiment, const Experiment& asked, const std::vector<TrialResult>& trials)
{
    QStringList parts{coreWord(choiceOf(experiment.workload).title), tasksPart(experiment)};
    parts << parameterParts(experiment) << workersPart(experiment) << primitivePart(experiment);
    parts << otherParts(asked);
    if (!experiment.inject.empty())
        parts << SubjectLineText::tr("with faults");
    parts << trialsPart(experiment) << QString::fromStdString(pythonOf(trials));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace interleave::ui
