#include "ui/export/about_run.h"

#include "ui/models/subject_line.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct AboutRunText
{
    Q_DECLARE_TR_FUNCTIONS(AboutRunText)
};

QString machineLine(const MachineFacts& machine)
{
    return AboutRunText::tr("machine: %1, %2 of %3 cores usable, %4 of memory, %5")
        .arg(QString::fromStdString(machine.processor),
            formatCount(machine.usableCores),
            formatCount(machine.cores),
            formatBytes(static_cast<double>(machine.memoryBytes)),
            QString::fromStdString(machine.kernel));
}

} // namespace

QStringList aboutRun(const Run& run)
{
    QStringList lines{AboutRunText::tr("experiment: %1").arg(subjectLine(run.experiment())),
        AboutRunText::tr("run: %1, begun %2").arg(run.name(), run.started().toString(Qt::ISODate))};
    if (run.result())
        lines << machineLine(run.result()->machine);
    else
        lines << AboutRunText::tr("the run goes on: this is how far it was");
    return lines;
}

} // namespace interleave::ui
