#include "ui/models/core_numbers.h"

#include <QCoreApplication>
#include <QVariant>

#include <cmath>
#include <limits>

namespace interleave::ui {

namespace {

struct CoreNumbersText
{
    Q_DECLARE_TR_FUNCTIONS(CoreNumbersText)
};

// Of a share that is NaN where the system does not tell.
QVariant percentOrUnknown(double share)
{
    return std::isnan(share) ? QVariant(CoreNumbersText::tr("not known")) : QVariant(share * 100);
}

} // namespace

NumberTable coreNumbers(const UtilisationSeries& series)
{
    NumberTable table{.titles = {CoreNumbersText::tr("time (s)")}};
    for (const double time : series.seconds)
        table.rows.push_back({time});
    for (std::size_t core = 0; core < series.cores.size(); ++core) {
        const QString name = CoreNumbersText::tr("core %1").arg(series.cores[core]);
        table.titles << CoreNumbersText::tr("%1, this run (%)").arg(name)
                     << CoreNumbersText::tr("%1, everything (%)").arg(name);
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            table.rows[i] << static_cast<double>(series.run[core][i]) * 100
                          << percentOrUnknown(static_cast<double>(series.machine[core][i]));
    }
    return table;
}

NumberTable coreNumbers(const std::vector<CoreResult>& cores)
{
    NumberTable table{.titles = {CoreNumbersText::tr("core"),
                          CoreNumbersText::tr("this run (%)"),
                          CoreNumbersText::tr("everything (%)")}};
    for (const CoreResult& core : cores)
        table.rows.push_back({QString::number(core.core),
            core.run * 100,
            percentOrUnknown(core.utilisation.value_or(std::numeric_limits<double>::quiet_NaN()))});
    return table;
}

} // namespace interleave::ui
