#include "ui/export/about_run.h"

#include "ui/models/machine_line.h"
#include "ui/models/problem_sentence.h"
#include "ui/models/subject_line.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct AboutRunText
{
    Q_DECLARE_TR_FUNCTIONS(AboutRunText)
};

// Each of the two has its own experiment, and may be of another machine.
QStringList aboutTwo(const Run& run)
{
    QStringList lines{AboutRunText::tr("experiment A: %1").arg(subjectOf(run.arms()[0])),
        AboutRunText::tr("experiment B: %1").arg(subjectOf(run.arms()[1])),
        AboutRunText::tr("runs: %1, compared %2")
            .arg(run.name(), run.started().toString(Qt::ISODate))};
    const QString a = machineLine(run.machineOf(0));
    const QString b = machineLine(run.machineOf(1));
    if (a == b)
        lines << AboutRunText::tr("machine: %1").arg(a);
    else
        lines << AboutRunText::tr("machine of A: %1").arg(a)
              << AboutRunText::tr("machine of B: %1").arg(b);
    return lines;
}

QString howFar(const Run& run)
{
    if (run.result())
        return AboutRunText::tr("machine: %1").arg(machineLine(run.result()->machine));
    if (run.goesOn())
        return AboutRunText::tr("the run goes on: this is how far it was");
    return run.state() == RunState::Failed
        ? AboutRunText::tr("the run failed: %1").arg(inFormsWords(run.problem()))
        : AboutRunText::tr("of this run there is no result");
}

} // namespace

QStringList aboutRun(const Run& run)
{
    if (run.isMadeOfOthers())
        return aboutTwo(run);
    return {AboutRunText::tr("experiment: %1")
                .arg(subjectLine(run.experiment(), run.asked(), run.trials())),
        AboutRunText::tr("run: %1, begun %2").arg(run.name(), run.started().toString(Qt::ISODate)),
        howFar(run)};
}

} // namespace interleave::ui
