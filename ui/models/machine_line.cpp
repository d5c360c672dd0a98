#include "ui/models/machine_line.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct MachineLineText
{
    Q_DECLARE_TR_FUNCTIONS(MachineLineText)
};

} // namespace

QString machineLine(const MachineFacts& machine)
{
    if (machine.processor.empty() && machine.cores == 0)
        return {};
    return MachineLineText::tr(
        "%1, %2 of %3 core(s) usable, %4 of memory, %5", nullptr, pluralOf(machine.cores))
        .arg(QString::fromStdString(machine.processor),
            formatCount(machine.usableCores),
            formatCount(machine.cores),
            formatBytes(static_cast<double>(machine.memoryBytes)),
            QString::fromStdString(machine.kernel));
}

} // namespace interleave::ui
