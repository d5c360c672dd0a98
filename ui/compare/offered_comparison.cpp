#include "ui/compare/offered_comparison.h"

#include "core/model/alternative.h"
#include "core/model/applicability.h"
#include "ui/compare/with_and_without_lock.h"
#include "ui/models/executor_fit.h"
#include "ui/models/value_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct OfferedComparisonText
{
    Q_DECLARE_TR_FUNCTIONS(OfferedComparisonText)
};

OfferedComparison ofLock()
{
    return {.menu = OfferedComparisonText::tr("With and without &lock"),
        .title = OfferedComparisonText::tr("With and without lock"),
        .help = OfferedComparisonText::tr("Runs the experiment without a primitive and with one, "
                                          "by turns, and shows both side by side")};
}

// Of several words each, they would read as one name.
QString bothTitles(const QString& first, const QString& other)
{
    const bool areWords = !first.contains(QLatin1Char(' ')) && !other.contains(QLatin1Char(' '));
    return (areWords ? OfferedComparisonText::tr("%1 and %2")
                     : OfferedComparisonText::tr("“%1” and “%2”"))
        .arg(capitalised(first), other);
}

OfferedComparison ofAlternative(const Experiment& experiment, const VariedParameter& varied)
{
    const ValueSpec& spec = *findParameter(experiment.workload, varied.name);
    const QString first = valueText(spec, varied.values[0]);
    const QString other = valueText(spec, varied.values[1]);
    const QString title = varied.values[0] == "none"
        ? OfferedComparisonText::tr("Without and with %1").arg(other)
        : bothTitles(first, other);
    return {.menu = title,
        .title = title,
        .help = OfferedComparisonText::tr("Runs the experiment with %1 “%2” and with “%3”, by "
                                          "turns, and shows both side by side")
                    .arg(parameterTitle(spec), first, other),
        .experiment = comparingParameter(experiment, varied)};
}

} // namespace

OfferedComparison offeredComparison(const Experiment& experiment)
{
    OfferedComparison offered = ofLock();
    if (primitiveMatters(experiment)) {
        offered.experiment = withAndWithoutLock(experiment);
        return offered;
    }
    if (const auto varied = alternativeOf(experiment))
        return ofAlternative(experiment, *varied);
    offered.help
        = OfferedComparisonText::tr("The tasks of this workload share nothing that a lock "
                                    "would guard while they work, and take it only to hand "
                                    "in their results: there is nothing to compare");
    return offered;
}

OfferedComparison offeredExecutors(const Experiment& experiment)
{
    Experiment plain = comparingParameter(experiment, {});
    plain.evidence = false; // of Python's nobody can say who lost what
    VariedParameter varied{.name = std::string(kVariedExecutor)};
    QStringList leftOut;
    for (const auto& [executor, whyNot] : executorFits(plain)) {
        if (whyNot.isEmpty())
            varied.values.emplace_back(nameOf(executor));
        else
            leftOut << OfferedComparisonText::tr("%1: %2", "an executor, why it cannot run")
                           .arg(executorTitle(executor), whyNot);
    }
    OfferedComparison offered{.menu = OfferedComparisonText::tr("Compare e&xecutors"),
        .title = OfferedComparisonText::tr("Compare executors"),
        .help = OfferedComparisonText::tr(
            "Runs the experiment by %1 executor(s), by turns, and sets them side by side",
            nullptr,
            pluralOf(varied.values.size()))
                    .arg(formatCount(varied.values.size()))};
    if (!leftOut.isEmpty())
        offered.help = OfferedComparisonText::tr("%1. Left out:\n%2")
                           .arg(offered.help, leftOut.join(QLatin1Char('\n')));
    if (varied.values.size() > 1)
        offered.experiment = comparingParameter(plain, varied);
    return offered;
}

QString primitivesHelp(const Experiment& experiment)
{
    if (primitiveMatters(experiment))
        return OfferedComparisonText::tr(
            "Runs the experiment with several primitives by turns and sets them side by side");
    return usesPrimitive(experiment)
        ? OfferedComparisonText::tr("The tasks of this workload take the primitive only to hand in "
                                    "their results: another one makes no other run")
        : OfferedComparisonText::tr("As it is set, this workload uses no primitive");
}

} // namespace interleave::ui
